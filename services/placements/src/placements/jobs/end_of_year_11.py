"""The last Friday of June of Year 11: cases that are open ask what follows after 16 (PL-710)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.ask_post16 import ask_post16
from placements.actions.desk import Desk
from placements.domain.year_group import LAST_OF_SCHOOL_AGE, year_group
from placements.jobs.one_by_one import daily, one_by_one
from placements.store.case_work import CaseWork

NAME: Final = "end_of_year_11"
_FRIDAY: Final = 4


async def end_of_year_11(runtime: Runtime, base_url: str) -> int:
    """How many were asked; after a missed June those that have been open since."""
    on = last_friday_of_june(runtime.clock.today())

    async def find(work: CaseWork) -> Sequence[UUID]:
        listed = await work.not_asked_about_post16(on)
        last = str(LAST_OF_SCHOOL_AGE)
        return [one.id for one in listed if (one.year_group_override or year_group(one.date_of_birth, on)) == last]

    async def do(desk: Desk, case_id: UUID) -> bool:
        return await ask_post16(desk, case_id)

    return await one_by_one(runtime, NAME, base_url, find, do)


def last_friday_of_june(today: date) -> date:
    """The latest one that has come."""
    this_year = _in_june(today.year)
    return this_year if this_year <= today else _in_june(today.year - 1)


def _in_june(year: int) -> date:
    last = date(year, 6, 30)
    return last - timedelta(days=(last.weekday() - _FRIDAY) % 7)


def nightly(runtime: Runtime, base_url: str) -> Worker:
    async def run() -> int:
        return await end_of_year_11(runtime, base_url)

    return daily(runtime, NAME, run)
