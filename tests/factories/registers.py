"""Children, schools and transactions for the tests of the registers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Final

from kit.db.database import JOB, Database
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.kernel.clock import StoppedClock
from kit.kernel.ids import new_id
from kit.testing.plugin import NOON
from placements.actions.register_children import register_children
from placements.domain.care import CarePeriod, CareStatus
from placements.domain.child import Child, SenStatus, Sex, UpnUnknownReason
from placements.domain.child_record import ChildRecord
from placements.domain.roll import Roll
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore
from placements.store.tables.metadata import METADATA

TODAY: Final = NOON.date()
Ask = Callable[..., list[tuple[Any, ...]]]
"""Asks the database as an administrator, past row level security."""


@asynccontextmanager
async def work_of(database: Database, authority: str) -> AsyncIterator[Work]:
    """A transaction of one authority, as a job has it."""
    async with database.transaction(Context.job(authority, "tests"), limits=JOB) as connection:
        yield Work(connection=connection, tables=foundation(METADATA), authority=authority, clock=StoppedClock(NOON))


def a_record(
    first_name: str | None = "Tia",
    surname: str | None = "Akers",
    *,
    reference: str | None = None,
    born: str = "2014-09-01",
    in_care_since: str | None = "2024-01-10",
    on_roll_of: int | None = None,
    full_time: bool = True,
    upn: str | None = None,
    social_worker_post: str | None = None,
    sen: SenStatus | None = None,
) -> ChildRecord:
    """A looked-after child of Year 7 unless said otherwise."""
    child = Child(
        id=new_id(),
        la_child_id=reference,
        first_name=first_name,
        surname=surname,
        date_of_birth=date.fromisoformat(born),
        sex=Sex.FEMALE,
        upn=upn,
        upn_unknown_reason=None if upn else UpnUnknownReason.UN4,
        social_worker_post_id=social_worker_post,
        sen_status=sen,
    )
    return ChildRecord(
        child=child,
        care=(_care(in_care_since),) if in_care_since else (),
        rolls=(_roll(on_roll_of, full_time=full_time),) if on_roll_of else (),
    )


def _care(since: str) -> CarePeriod:
    return CarePeriod(id=new_id(), status=CareStatus.LOOKED_AFTER, from_on=date.fromisoformat(since), source="manual")


def _roll(urn: int, *, full_time: bool) -> Roll:
    return Roll(id=new_id(), school_urn=urn, first_day_on=date(2025, 9, 1), full_time=full_time)


async def register(database: Database, authority: str, *records: ChildRecord) -> None:
    """The children are registered with their events."""
    async with work_of(database, authority) as work:
        await register_children(
            ChildStore(work.connection, authority),
            IntervalStore(work.connection, authority),
            work.outbox,
            records,
            TODAY,
        )
