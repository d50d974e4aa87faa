"""Fills the registers of placements: authorities, schools, calendars, contacts and children, each in one go."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Final

from kit.db.database import JOB, Database
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.kernel.clock import Clock
from kit.kernel.ids import new_id
from onroll.demo.children import DemoChild
from onroll.demo.places import LITTLEMERE, NORTHSHIRE, school_contacts
from onroll.demo.terms import demo_years
from placements.actions.keep_contacts import KeptContacts, keep_contacts
from placements.actions.publish_calendars import publish_calendars
from placements.actions.register_children import register_children
from placements.domain.authority import Authority
from placements.domain.child_record import ChildRecord
from placements.domain.school import School
from placements.domain.school_calendar import CalendarSource, NonSchoolDay, NonSchoolDayKind, SchoolCalendar
from placements.imports.seed_files import authorities
from placements.store.authorities import AuthorityStore
from placements.store.calendars import CalendarStore
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore
from placements.store.contacts import ContactStore
from placements.store.school_register import SchoolRegister
from placements.store.schools import SchoolStore
from placements.store.tables.metadata import METADATA

INVENTED: Final = (
    Authority(code=NORTHSHIRE, name="Northshire (demo)"),
    Authority(code=LITTLEMERE, name="Littlemere (demo)"),
)
_BY = "seed_demo"


async def fill_school_register(database: Database, clock: Clock, schools: Sequence[School]) -> None:
    """The real authorities, the two invented ones, and the invented schools."""
    told = frozenset(field.name for field in fields(School)) - {"version"}
    async with database.transaction(Context.platform(_BY), limits=JOB) as connection:
        await AuthorityStore(connection).keep((*authorities(), *INVENTED))
        register = SchoolRegister(connection, foundation(METADATA), clock, told)
        register.stage(schools)
        await register.compare()
        await register.write()


async def fill_authority(
    database: Database,
    clock: Clock,
    authority: str,
    schools: Sequence[School],
    children: Iterable[DemoChild],
    today: date,
) -> None:
    """What one authority knows: its calendars, whom to write to, and its children."""
    async with database.transaction(Context.job(authority, _BY), limits=JOB) as connection:
        work = Work(connection, foundation(METADATA), authority, clock)
        calendars = CalendarStore(connection, authority)
        await publish_calendars(
            calendars, SchoolStore(connection), work.outbox, list(_calendars(authority, today)), clock.today()
        )
        contacts = ContactStore(connection, authority)
        entered = KeptContacts(new=tuple(school_contacts(tuple(schools))), changed=(), same=0)
        await keep_contacts(contacts, work.outbox, entered, clock.today())
        records = [_record(child) for child in children]
        if records:
            await register_children(
                ChildStore(connection, authority),
                IntervalStore(connection, authority),
                work.outbox,
                records,
                clock.today(),
            )


def _calendars(authority: str, today: date) -> Iterator[SchoolCalendar]:
    for year in demo_years(today):
        yield SchoolCalendar.of(
            calendar_id=new_id(),
            owner_kind="authority",
            owner_code=authority,
            terms=year.terms,
            non_school_days=[NonSchoolDay(day, NonSchoolDayKind.INSET) for day in year.inset_days],
            source=CalendarSource.MANUAL,
        )


def _record(child: DemoChild) -> ChildRecord:
    return ChildRecord(child=child.child, care=child.care, homes=child.homes, rolls=child.rolls)
