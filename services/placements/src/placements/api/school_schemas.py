"""What schools look like on the wire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.school_facts_schemas import AdmissionAuthorityOut, SchoolFactsOut
from placements.domain.contact import Contact, ContactRole
from placements.domain.lineage import LineageKind
from placements.domain.school import (
    AdmissionAuthorityType,
    Gender,
    Phase,
    School,
    SchoolKind,
    SchoolStatus,
)
from placements.domain.school_facts import SchoolFacts
from placements.store.admissions import AdmissionAuthorityOverride
from placements.store.school_counts import OpenAtSchool
from placements.store.schools import LineageStep


class AuthorityOut(OutModel):
    """A local authority."""

    code: str
    name: Annotated[str | None, Field(description="Null where the register does not know the code.")]


class AuthorityRowOut(OutModel):
    """A local authority of the register, present or past (PL-301)."""

    code: str
    name: str
    gss_code: str | None
    open: bool
    predecessor_codes: Sequence[str]
    successor_codes: Sequence[str]


class AuthoritiesOut(OutModel):
    """Every authority the register knows."""

    items: Sequence[AuthorityRowOut]


class LinkOut(OutModel):
    """A step from one school to the next, and how the one went on in the other (PL-307)."""

    from_urn: int
    from_name: str
    to_urn: int
    to_name: str
    kind: LineageKind
    on: date | None

    @classmethod
    def of(cls, step: LineageStep) -> Self:
        edge = step.edge
        return cls(
            from_urn=edge.from_urn,
            from_name=step.from_name,
            to_urn=edge.to_urn,
            to_name=step.to_name,
            kind=edge.kind,
            on=edge.on,
        )


class SchoolLinksOut(OutModel):
    """The whole line a school stands in, the oldest first."""

    urn: int
    chain: Annotated[Sequence[int], Field(description="Along single steps only; it stops where the way divides.")]
    items: Sequence[LinkOut]


class RelatedSchoolOut(OutModel):
    """A school this one came from or became."""

    urn: int
    name: str
    kind: Annotated[LineageKind, Field(description="How the one went on in the other (PL-307).")]
    on: date | None

    @classmethod
    def before(cls, step: LineageStep) -> Self:
        return cls(urn=step.edge.from_urn, name=step.from_name, kind=step.edge.kind, on=step.edge.on)

    @classmethod
    def after(cls, step: LineageStep) -> Self:
        return cls(urn=step.edge.to_urn, name=step.to_name, kind=step.edge.kind, on=step.edge.on)


class SchoolRowOut(OutModel):
    """A school in a list; never a measure, and sorted by name only."""

    urn: int
    version: int
    name: str
    kind: SchoolKind
    phase: Phase
    status: SchoolStatus
    authority: AuthorityOut
    town: str | None
    postcode: str | None
    closed_on: date | None
    successors: Annotated[Sequence[RelatedSchoolOut], Field(description="What a closed school became.")]


class NearbySchoolOut(OutModel):
    """A school and about how far it is."""

    school: SchoolRowOut
    about_km: Annotated[float, Field(description="In a straight line, from the middle of a postcode sector (PL-310).")]


class AddressOut(OutModel):
    """Where the school stands."""

    street: str | None
    locality: str | None
    address3: str | None
    town: str | None
    county: str | None
    postcode: str | None


class TrustOut(OutModel):
    """The trust an academy belongs to."""

    uid: str
    name: str | None
    joined_on: Annotated[date | None, Field(description="Null: since the school opened.")]


class ContactOut(OutModel):
    """Whom the caller's authority writes to at the school."""

    id: UUID
    version: int
    role: ContactRole
    name: str | None
    email: str | None
    phone: str | None
    reply_address: Annotated[bool, Field(description="Reply links go here and nowhere else (PL-330).")]
    confirmed_on: date | None

    @classmethod
    def of(cls, contact: Contact) -> Self:
        return cls(**{name: getattr(contact, name) for name in cls.model_fields})


class OpenAtSchoolOut(OutModel):
    """What the caller's authority has open at the school."""

    applications: int
    children_on_roll: int
    vacancy_requests: int


class SchoolOut(OutModel):
    """A school as the national register describes it; what the register did not tell is null."""

    urn: int
    version: int
    name: str
    kind: SchoolKind
    type_code: int
    phase: Phase
    status: SchoolStatus
    authority: AuthorityOut
    laestab: str | None
    admission_authority_type: Annotated[
        AdmissionAuthorityType | None, Field(description="Null where places are not asked for by application.")
    ]
    opened_on: date | None
    closed_on: date | None
    low_age: int | None
    high_age: int | None
    last_year_group: int | None
    gender: Gender | None
    religious_character: str | None
    selective: bool
    capacity: int | None
    pupils: Annotated[int | None, Field(description="Number on roll at the census.")]
    census_on: date | None
    trust: TrustOut | None
    address: AddressOut
    easting: int | None
    northing: int | None
    phone: str | None
    website: str | None
    changed_on: date | None
    predecessors: Sequence[RelatedSchoolOut]
    successors: Sequence[RelatedSchoolOut]
    contacts: Annotated[Sequence[ContactOut], Field(description="Those the caller's authority keeps.")]
    admission_authority: Annotated[
        AdmissionAuthorityOut | None, Field(description="What the caller's authority has written down about it.")
    ]
    facts: Annotated[SchoolFactsOut, Field(description="What the caller's authority knows beside the register.")]
    open: Annotated[
        OpenAtSchoolOut | None, Field(description="What the caller's authority has open there; null without a right.")
    ]


_SAME = frozenset(SchoolOut.model_fields) & frozenset(School.__dataclass_fields__) - {"authority"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAtSchool:
    """What the caller's authority knows and has at a school."""

    contacts: Sequence[Contact]
    override: AdmissionAuthorityOverride | None
    facts: SchoolFacts
    open_there: OpenAtSchool | None


def school_out(
    school: School, authority: AuthorityOut, steps: Sequence[LineageStep], known: KnownAtSchool
) -> SchoolOut:
    trust = (
        TrustOut(uid=school.trust_uid, name=school.trust_name, joined_on=school.trust_joined_on)
        if school.trust_uid
        else None
    )
    return SchoolOut(
        **{name: getattr(school, name) for name in _SAME},
        authority=authority,
        laestab=school.laestab,
        last_year_group=school.last_year_group,
        selective=school.is_selective,
        trust=trust,
        address=AddressOut(**{name: getattr(school, name) for name in AddressOut.model_fields}),
        predecessors=[RelatedSchoolOut.before(step) for step in steps if step.edge.to_urn == school.urn],
        successors=[RelatedSchoolOut.after(step) for step in steps if step.edge.from_urn == school.urn],
        contacts=[ContactOut.of(contact) for contact in known.contacts],
        admission_authority=AdmissionAuthorityOut.of(known.override) if known.override else None,
        facts=SchoolFactsOut.of(known.facts),
        open=OpenAtSchoolOut.model_validate(known.open_there) if known.open_there else None,
    )


def school_row(school: School, authority: AuthorityOut, steps: Sequence[LineageStep]) -> SchoolRowOut:
    return SchoolRowOut(
        urn=school.urn,
        version=school.version,
        name=school.name,
        kind=school.kind,
        phase=school.phase,
        status=school.status,
        authority=authority,
        town=school.town,
        postcode=school.postcode,
        closed_on=school.closed_on,
        successors=[RelatedSchoolOut.after(step) for step in steps if step.edge.from_urn == school.urn],
    )
