"""The 63 invented schools of Northshire and where to write to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kit.kernel.ids import new_id
from onroll.demo.names import invented
from placements.domain.contact import Contact, ContactKind, ContactRole
from placements.domain.school import (
    FIRST_DEMO_URN,
    AdmissionAuthorityType,
    Gender,
    Phase,
    School,
    SchoolKind,
    SchoolStatus,
)

NORTHSHIRE: Final = "999"
LITTLEMERE: Final = "998"

_COMMUNITY: Final = 1
_VOLUNTARY_AIDED: Final = 2
_FOUNDATION: Final = 5
_CONVERTER: Final = 34
_SPONSORED: Final = 28
_SPECIAL: Final = 7
_PUPIL_REFERRAL_UNIT: Final = 14

_LAW: Final = {
    _COMMUNITY: (SchoolKind.MAINTAINED, AdmissionAuthorityType.AUTHORITY),
    _VOLUNTARY_AIDED: (SchoolKind.MAINTAINED, AdmissionAuthorityType.GOVERNING_BODY),
    _FOUNDATION: (SchoolKind.MAINTAINED, AdmissionAuthorityType.GOVERNING_BODY),
    _CONVERTER: (SchoolKind.ACADEMY, AdmissionAuthorityType.TRUST),
    _SPONSORED: (SchoolKind.ACADEMY, AdmissionAuthorityType.TRUST),
    _SPECIAL: (SchoolKind.MAINTAINED_SPECIAL, None),
    _PUPIL_REFERRAL_UNIT: (SchoolKind.ALTERNATIVE, None),
}
"""What follows from a type code of the register (PL-305)."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What tells one invented school from another."""

    name: str
    phase: Phase
    type_code: int
    trust: tuple[str, str] | None = None


_BEACON: Final = ("99001", "Beacon Trust (invented)")
_HARBOUR: Final = ("99002", "Harbour Learning Trust (invented)")

_OF_THE_STORIES: Final = (
    Sketch("Ashby Road Primary School", Phase.PRIMARY, _COMMUNITY),
    Sketch("Beacon Hill Academy", Phase.SECONDARY, _CONVERTER, _BEACON),
    Sketch("Castle Fold Primary School", Phase.PRIMARY, _CONVERTER, _HARBOUR),
    Sketch("Kestrel Way Academy", Phase.SECONDARY, _SPONSORED, _HARBOUR),
    Sketch("Ivy Lane Primary School", Phase.PRIMARY, _VOLUNTARY_AIDED),
    Sketch("Hollin Bank High School", Phase.SECONDARY, _FOUNDATION),
    Sketch("Fernley Primary School", Phase.PRIMARY, _COMMUNITY),
    Sketch("Larkfield High School", Phase.SECONDARY, _CONVERTER, _BEACON),
)
_OTHERS: Final = (
    Sketch("Woodside House Special School", Phase.NOT_APPLICABLE, _SPECIAL),
    Sketch("Meadow View Special School", Phase.NOT_APPLICABLE, _SPECIAL),
    Sketch("Northshire Bridge Centre", Phase.NOT_APPLICABLE, _PUPIL_REFERRAL_UNIT),
    Sketch("Tideway All-Through Academy", Phase.ALL_THROUGH, _CONVERTER, _HARBOUR),
    Sketch("St Oswin's Catholic College", Phase.SECONDARY, _VOLUNTARY_AIDED),
)
_AGES: Final = {
    Phase.PRIMARY: (4, 11, 420),
    Phase.SECONDARY: (11, 16, 900),
    Phase.ALL_THROUGH: (4, 18, 1400),
    Phase.NOT_APPLICABLE: (5, 16, 120),
}

ASHBY_ROAD, BEACON_HILL, CASTLE_FOLD, KESTREL_WAY, IVY_LANE, HOLLIN_BANK, FERNLEY, LARKFIELD = range(
    FIRST_DEMO_URN, FIRST_DEMO_URN + len(_OF_THE_STORIES)
)
ALDERWICK: Final = FIRST_DEMO_URN + len(_OF_THE_STORIES)
ALDERMOOR: Final = ALDERWICK + len(invented("primary_places"))
"""The first of the other primary and secondary schools."""


def northshire_schools() -> tuple[School, ...]:
    return tuple(_school(FIRST_DEMO_URN + n, sketch) for n, sketch in enumerate(_sketches()))


def school_contacts(schools: tuple[School, ...]) -> Iterator[Contact]:
    """An office that gets the reply links, a designated teacher and a pupil premium mailbox for each school."""
    for school in schools:
        domain = mail_domain(school.name)
        for role, mailbox in (
            (ContactRole.OFFICE, "office"),
            (ContactRole.DESIGNATED_TEACHER, "designated.teacher"),
            (ContactRole.PUPIL_PREMIUM, "finance"),
        ):
            yield Contact(
                id=new_id(),
                kind=ContactKind.SCHOOL,
                role=role,
                school_urn=school.urn,
                email=f"{mailbox}@{domain}",
                phone="01632 960000",  # a number kept free for invented people
                reply_address=role is ContactRole.OFFICE,
            )


def mail_domain(name: str) -> str:
    """`ashbyroad.test` for Ashby Road Primary School."""
    kinds = {"primary", "high", "school", "academy", "special", "centre", "college", "all-through", "catholic"}
    words = [word for word in name.lower().replace("'", "").split() if word not in kinds]
    return "".join(words) + ".test"


def _sketches() -> Iterator[Sketch]:
    yield from _OF_THE_STORIES
    for n, place in enumerate(invented("primary_places")):
        type_code, trust = _mix(n)
        yield Sketch(f"{place} Primary School", Phase.PRIMARY, type_code, trust)
    for n, place in enumerate(invented("secondary_places")):
        type_code, trust = _mix(n + 1)
        kind = "Academy" if trust else "High School"
        yield Sketch(f"{place} {kind}", Phase.SECONDARY, type_code, trust)
    yield from _OTHERS


def _mix(n: int) -> tuple[int, tuple[str, str] | None]:
    """Maintained and academies side by side, as in most areas."""
    return (
        (_COMMUNITY, None),
        (_CONVERTER, _BEACON),
        (_VOLUNTARY_AIDED, None),
        (_SPONSORED, _HARBOUR),
        (_FOUNDATION, None),
    )[n % 5]


def _school(urn: int, sketch: Sketch) -> School:
    kind, admission_authority_type = _LAW[sketch.type_code]
    low_age, high_age, capacity = _AGES[sketch.phase]
    number = urn - FIRST_DEMO_URN
    return School(
        urn=urn,
        authority=NORTHSHIRE,
        establishment_number=f"{(4000 if sketch.phase is Phase.SECONDARY else 2000) + number}",
        name=sketch.name,
        type_code=sketch.type_code,
        kind=kind,
        admission_authority_type=admission_authority_type,
        status=SchoolStatus.OPEN,
        phase=sketch.phase,
        low_age=low_age,
        high_age=high_age,
        capacity=capacity,
        pupils=capacity * (88 + number % 13) // 100,
        gender=Gender.MIXED,
        trust_uid=sketch.trust[0] if sketch.trust else None,
        trust_name=sketch.trust[1] if sketch.trust else None,
        town="Northshire",
        postcode=f"ZZ{1 + number % 9} {number % 10}AA",
        easting=400_000 + 1_700 * (number % 8),
        northing=500_000 + 2_300 * (number // 8),
    )
