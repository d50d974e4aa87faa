"""Exampleshire and its neighbour in a database: the schools and calendars of the specification, and its children."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert

from factories.calendars import EXAMPLESHIRE_INSET, EXAMPLESHIRE_TERMS, NORTHSTAR_INSET, NORTHSTAR_TERMS
from kit.db.database import JOB, Database
from kit.db.tenancy import Context
from kit.kernel.days import OwnerKind, Term
from kit.kernel.ids import new_id
from placements.domain.authority import Authority
from placements.domain.care import CarePeriod, CareStatus
from placements.domain.child import Child, SenStatus, Sex, UpnUnknownReason
from placements.domain.contact import Contact, ContactKind, ContactRole
from placements.domain.roll import Roll
from placements.domain.school import AdmissionAuthorityType, Phase, School, SchoolKind, SchoolStatus
from placements.domain.school_calendar import NonSchoolDay, NonSchoolDayKind, SchoolCalendar
from placements.store.authorities import AuthorityStore
from placements.store.calendars import CalendarStore
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore
from placements.store.contacts import ContactStore
from placements.store.tables.schools import SCHOOLS

EXAMPLESHIRE_CODE: Final = "800"
WESTBOROUGH_CODE: Final = "801"
ST_BEDE: Final = 100001
NORTHSTAR_SCHOOL: Final = 100002
OAK: Final = 100003
CLOSED_SCHOOL: Final = 100004
UNREACHED: Final = 100005
"""A school without a reply address."""
OFFICER_POST: Final = "post-officer"
WORKER_POST: Final = "post-worker"
REVIEWER_POST: Final = "post-reviewer"


class MovableClock:
    """A clock that tests set forward: noon in London's winter of a day."""

    def __init__(self, day: date) -> None:
        self.instant = datetime.combine(day, time(12), UTC)

    def set(self, day: str, at: time = time(12)) -> None:
        self.instant = datetime.combine(date.fromisoformat(day), at, UTC)

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.date()


def a_school(urn: int, name: str, **given: Any) -> School:
    facts: dict[str, Any] = {
        "urn": urn,
        "authority": EXAMPLESHIRE_CODE,
        "name": name,
        "type_code": 2,
        "kind": SchoolKind.MAINTAINED,
        "admission_authority_type": AdmissionAuthorityType.GOVERNING_BODY,
        "status": SchoolStatus.OPEN,
        "phase": Phase.SECONDARY,
        "low_age": 11,
        "high_age": 18,
        "pupils": 1020,
        "capacity": 1100,
        "version": 1,
    }
    return School(**{**facts, **given})


REGISTER: Final = (
    a_school(ST_BEDE, "St Bede"),
    a_school(NORTHSTAR_SCHOOL, "Northstar Academy", kind=SchoolKind.ACADEMY, type_code=34),
    a_school(OAK, "Oak School", type_code=1, admission_authority_type=AdmissionAuthorityType.AUTHORITY),
    a_school(CLOSED_SCHOOL, "Old School", status=SchoolStatus.CLOSED),
    a_school(UNREACHED, "Far School"),
)


async def fill_registers(database: Database) -> None:
    """What is the same for every authority."""
    async with database.transaction(Context.platform("tests"), limits=JOB) as connection:
        await AuthorityStore(connection).keep(
            [
                Authority(code=EXAMPLESHIRE_CODE, name="Exampleshire"),
                Authority(code=WESTBOROUGH_CODE, name="Westborough"),
            ]
        )
        names = [column.name for column in SCHOOLS.columns if column.computed is None and column.name != "trust_loaded"]
        rows = [{name: getattr(school, name) for name in names} for school in REGISTER]
        await connection.execute(insert(SCHOOLS), rows)


async def fill_authority(database: Database, authority: str) -> None:
    """An authority's calendars and contacts; every school but one has a reply address."""
    async with database.transaction(Context.job(authority, "tests"), limits=JOB) as connection:
        calendars = CalendarStore(connection, authority)
        await calendars.add_version(_calendar("authority", EXAMPLESHIRE_CODE, EXAMPLESHIRE_TERMS, EXAMPLESHIRE_INSET))
        await calendars.add_version(_calendar("school", str(NORTHSTAR_SCHOOL), NORTHSTAR_TERMS, NORTHSTAR_INSET))
        await ContactStore(connection, authority).add(
            [
                *(_reply_address(school.urn) for school in REGISTER if school.urn != UNREACHED),
                Contact(
                    id=new_id(),
                    kind=ContactKind.AUTHORITY_STAFF,
                    role=ContactRole.VIRTUAL_SCHOOL,
                    about_authority=authority,
                    name="Sam Lund",
                    phone="01234 567890",
                    post_id=OFFICER_POST,
                ),
            ]
        )


async def register_child(
    database: Database,
    authority: str = EXAMPLESHIRE_CODE,
    *,
    rolls: Sequence[Roll] = (),
    in_care: bool = True,
    **given: Any,
) -> Child:
    """A looked-after child in Year 8 unless said otherwise; every fact a request needs is held."""
    facts: dict[str, Any] = {
        "id": new_id(),
        "la_child_id": f"C{new_id().hex[-12:]}",
        "first_name": "Mason",
        "surname": "Kerr",
        "date_of_birth": date(2014, 3, 1),
        "sex": Sex.MALE,
        "upn_unknown_reason": UpnUnknownReason.UN4,
        "ethnicity": "WBRI",
        "sen_status": SenStatus.NONE,
        "host_authority": EXAMPLESHIRE_CODE,
        "owner_post_id": OFFICER_POST,
        "social_worker_name": "Jo Bell",
        "social_worker_email": "jo.bell@exampleshire.test",
        "first_language": "English",
        "pr_holders": "Exampleshire and the mother",
        "signs_for_child": "The social worker",
    }
    child = Child(**{**facts, **given})
    care = CarePeriod(id=new_id(), status=CareStatus.LOOKED_AFTER, from_on=date(2024, 3, 1), source="tests")
    async with database.transaction(Context.job(authority, "tests"), limits=JOB) as connection:
        await ChildStore(connection, authority).add([child])
        intervals = IntervalStore(connection, authority)
        if in_care:
            await intervals.keep_care({child.id: [care]})
        if rolls:
            await intervals.keep_rolls({child.id: rolls})
    return child


def a_draft(child_id: UUID, school_urn: int = ST_BEDE, **given: Any) -> dict[str, Any]:
    """A request with everything a school would like to know."""
    facts: dict[str, Any] = {
        "child_id": str(child_id),
        "school_urn": school_urn,
        "case": {
            "reason": "new_to_care",
            "need_from": "2026-10-05",
            "care_placement_type": "U1",
            "expected_length": "medium",
            "transport_considered": True,
        },
        "why_this_school": "It is near, and his cousins are there.",
        "what_helps": "A quiet place to begin the day.",
        "alternatives": [{"school_urn": OAK, "why_not": "Too far from where the child lives now."}],
        "attachments": [{"key": "pep", "title": "Plan of the autumn term", "kind": "pep", "held_at": "virtual school"}],
        "strengths": "Maths.",
        "interests": "Football.",
        "child_view": "I want to go where my cousins are.",
        "carer_view": "We could walk there.",
    }
    return {**facts, **given}


def _reply_address(urn: int) -> Contact:
    return Contact(
        id=new_id(),
        kind=ContactKind.SCHOOL,
        role=ContactRole.ADMISSIONS,
        school_urn=urn,
        email=f"admissions@school{urn}.test",
        reply_address=True,
    )


def _calendar(kind: OwnerKind, code: str, terms: Sequence[Term], inset: Sequence[date]) -> SchoolCalendar:
    return SchoolCalendar.of(
        calendar_id=new_id(),
        owner_kind=kind,
        owner_code=code,
        terms=terms,
        non_school_days=[NonSchoolDay(on, NonSchoolDayKind.INSET) for on in inset],
    )
