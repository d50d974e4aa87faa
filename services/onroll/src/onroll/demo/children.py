"""The 184 invented children of Northshire: who they are, since when they are looked after, whose roll they are on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from kit.kernel.ids import new_id
from onroll.demo.names import invented
from onroll.demo.places import (
    ASHBY_ROAD,
    BEACON_HILL,
    CASTLE_FOLD,
    FERNLEY,
    IVY_LANE,
    KESTREL_WAY,
    LARKFIELD,
    NORTHSHIRE,
)
from placements.domain.care import CarePeriod, CarePlacement, CareStatus
from placements.domain.child import Child, ChoiceAuthority, SenStatus, Sex
from placements.domain.roll import Roll
from placements.domain.school import Phase, School
from placements.domain.upn import check_letter
from placements.domain.year_group import SCHOOL_AGE, year_group

CHILDREN: Final = 184
SEED: Final = 999
_PRIMARY: Final = ("R", "1", "2", "3", "4", "5", "6")
_SHARES: Final = {**dict.fromkeys(_PRIMARY, 11), **dict.fromkeys(("7", "8", "9", "10", "11"), 20)}
"""More than half of all looked-after children of school age are of secondary age."""
SETTLED: Final = (
    *(FERNLEY,) * 3,
    *(KESTREL_WAY,) * 3,
    *(LARKFIELD,) * 3,
    *(IVY_LANE,) * 2,
    *(BEACON_HILL,) * 2,
    *(ASHBY_ROAD,) * 2,
    *(CASTLE_FOLD,) * 2,
)
"""The last children of the list: the stories of money need them at these schools, and none of them moves."""
_DAYS_OF_A_YEAR_GROUP: Final = 364
_ETHNICITIES: Final = ("WBRI", "WBRI", "WBRI", "WBRI", "WOTH", "MWBC", "MWAS", "BAFR", "BCRB", "APKN", "AIND")


@dataclass(frozen=True, slots=True)
class Person:
    """What a story needs of a child it tells of."""

    first_name: str
    surname: str
    sex: Sex
    group: str
    school_urn: int | None = None
    """Where the child has to be on roll; any school for the age if not said."""


STORY_CHILDREN: Final[Mapping[str, Person]] = {
    "mason_kerr": Person("Mason", "Kerr", Sex.MALE, "9"),
    "tia_akers": Person("Tia", "Akers", Sex.FEMALE, "4"),
    "lily_frost": Person("Lily", "Frost", Sex.FEMALE, "1"),
    "rhys_dunn": Person("Rhys", "Dunn", Sex.MALE, "10"),
    "amira_cole": Person("Amira", "Cole", Sex.FEMALE, "7"),
    "jayden_hart": Person("Jayden", "Hart", Sex.MALE, "8"),
    "ellie_nash": Person("Ellie", "Nash", Sex.FEMALE, "6"),
    "poppy_marsh": Person("Poppy", "Marsh", Sex.FEMALE, "5"),
}


_SOCIAL_WORKERS: Final = ("Priya Lall", "Tom Reeve", "Hannah Quist")
"""Invented, as everybody here; a school is asked only when one of them can be reached (PL-601)."""
_NOBODYS: Final = frozenset({"lily_frost"})
"""Children nobody has taken on yet."""


@dataclass(frozen=True, slots=True)
class DemoChild:
    """A child with its intervals; `key` names those of the stories and is empty for the others."""

    key: str
    child: Child
    group: str
    care: tuple[CarePeriod, ...]
    homes: tuple[CarePlacement, ...]
    rolls: tuple[Roll, ...]

    @property
    def school_urn(self) -> int:
        return self.rolls[-1].school_urn


def northshire_children(
    today: date, schools: tuple[School, ...], owner_post: str, social_worker_post: str
) -> tuple[DemoChild, ...]:
    """All of them on a roll from the start of this school year or before; the stories move them from there.

    Every eighth has the demo's social worker, who knows of no others.
    """
    rng = Random(SEED)
    invented_ones = (
        _child(rng, n, key, person, today, schools, owner_post) for n, (key, person) in enumerate(_people(rng))
    )
    return tuple(
        replace(one, child=replace(one.child, social_worker_post_id=social_worker_post)) if n % 8 == 0 else one
        for n, one in enumerate(invented_ones)
    )


def _people(rng: Random) -> Iterator[tuple[str, Person]]:
    taken = set()
    for key, person in STORY_CHILDREN.items():
        taken.add((person.first_name, person.surname))
        yield key, person
    while len(taken) < CHILDREN:
        left = CHILDREN - len(taken)
        person = _invent(rng, SETTLED[-left] if left <= len(SETTLED) else None)
        name = (person.first_name, person.surname)
        if name not in taken:
            taken.add(name)
            yield "", person


def _invent(rng: Random, school_urn: int | None) -> Person:
    sex = rng.choice((Sex.FEMALE, Sex.MALE))
    first_name = rng.choice(invented("girls" if sex is Sex.FEMALE else "boys"))
    fitting = {group: share for group, share in _SHARES.items() if school_urn is None or _fits(group, school_urn)}
    group = rng.choices(list(fitting), list(fitting.values()))[0]
    return Person(first_name, rng.choice(invented("surnames")), sex, group, school_urn)


def _fits(group: str, school_urn: int) -> bool:
    """Not the youngest, who were not at school last term, and not the oldest, who soon leave."""
    primary = school_urn in (FERNLEY, IVY_LANE, ASHBY_ROAD, CASTLE_FOLD)
    return group in (_PRIMARY[2:] if primary else ("8", "9", "10"))


def _child(
    rng: Random, n: int, key: str, person: Person, today: date, schools: tuple[School, ...], owner_post: str
) -> DemoChild:
    born = _date_of_birth(rng, person.group, today)
    care_from = max(born, today - timedelta(days=rng.randrange(430, 2600)))
    sen = rng.choices((SenStatus.NONE, SenStatus.SUPPORT), (62, 38))[0]
    child = Child(
        id=new_id(),
        la_child_id=f"N{4001 + n}",
        first_name=person.first_name,
        surname=person.surname,
        date_of_birth=born,
        sex=person.sex,
        upn=_upn(n, born),
        ethnicity=rng.choice(_ETHNICITIES),
        sen_status=sen,
        host_authority=NORTHSHIRE,
        home_postcode_sector=f"ZZ{1 + n % 9} {n % 10}",
        owner_post_id=None if key in _NOBODYS else owner_post,
        social_worker_name=_SOCIAL_WORKERS[n % len(_SOCIAL_WORKERS)],
        social_worker_email="socialwork@northshire.test",
        choice_authority=ChoiceAuthority.AUTHORITY,
        first_language="English",
        pr_holders="The authority and the mother",
        signs_for_child="The social worker",
    )
    return DemoChild(
        key,
        child,
        person.group,
        (_care(care_from),),
        (_home(care_from, child),),
        (_roll(rng, person, today, schools),),
    )


def _date_of_birth(rng: Random, group: str, today: date) -> date:
    """A day that leads to the year group on the day of seeding (PL-317)."""
    number = 0 if group == "R" else int(group)
    start = today.year if today.month >= 9 else today.year - 1
    born = date(start - 5 - number, 9, 1) + timedelta(days=rng.randrange(_DAYS_OF_A_YEAR_GROUP))
    assert year_group(born, today) == group in SCHOOL_AGE
    return born


def _upn(n: int, born: date) -> str:
    rest = f"{NORTHSHIRE}{2000 + n % 50:04d}{(born.year + 5) % 100:02d}{n:03d}"
    return check_letter(rest) + rest


def _care(from_on: date) -> CarePeriod:
    return CarePeriod(id=new_id(), status=CareStatus.LOOKED_AFTER, from_on=from_on, source="demo")


def _home(from_on: date, child: Child) -> CarePlacement:
    return CarePlacement(
        id=new_id(),
        from_on=from_on,
        type="U6",
        provider="PR1",
        host_authority=child.host_authority,
        postcode_sector=child.home_postcode_sector,
        start_reason="S",
    )


def _roll(rng: Random, person: Person, today: date, schools: tuple[School, ...]) -> Roll:
    """At a school for the child's age since a past September, or an earlier one for the older."""
    phase = Phase.PRIMARY if person.group in _PRIMARY else Phase.SECONDARY
    urn = person.school_urn or rng.choice([school.urn for school in schools if school.phase is phase])
    start = today.year if today.month >= 9 else today.year - 1
    years_there = 1 + rng.randrange(3)
    return Roll(id=new_id(), school_urn=urn, first_day_on=date(start - years_there, 9, 8))
