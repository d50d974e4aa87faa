"""On the first of a month: what the month before has cost each case in school days (PL-508)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.count_month import count_month_of
from placements.actions.desk import Desk
from placements.jobs.one_by_one import daily, one_by_one
from placements.store.case_work import CaseWork

NAME: Final = "count_case_days"
MONTHS_BACK: Final = 12
"""Further back nothing is made up for."""


async def count_case_days(runtime: Runtime, base_url: str) -> int:
    """How many months of cases were counted and told."""
    months = past_months(runtime.clock.today())

    async def find(work: CaseWork) -> Sequence[tuple[UUID, date]]:
        return await work.uncounted(months)

    async def do(desk: Desk, wanted: tuple[UUID, date]) -> bool:
        return await count_month_of(desk, *wanted)

    return await one_by_one(runtime, NAME, base_url, find, do)


def past_months(today: date) -> list[date]:
    """First days of the months that are over, the latest first."""
    first = today.replace(day=1)
    months = []
    for _ in range(MONTHS_BACK):
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(first)
    return months


def nightly(runtime: Runtime, base_url: str) -> Worker:
    async def run() -> int:
        return await count_case_days(runtime, base_url)

    return daily(runtime, NAME, run)
