"""Every day: cases whose child has been at school full time for 20 school days are closed (PL-505)."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.close_placed_case import close_placed_case
from placements.actions.desk import Desk
from placements.jobs.one_by_one import daily, one_by_one
from placements.store.case_work import CaseWork

NAME: Final = "close_placed_cases"


async def close_placed_cases(runtime: Runtime, base_url: str) -> int:
    """How many were closed."""

    async def find(work: CaseWork) -> Sequence[UUID]:
        return await work.placed(runtime.clock.today())

    async def do(desk: Desk, case_id: UUID) -> bool:
        return await close_placed_case(desk, case_id)

    return await one_by_one(runtime, NAME, base_url, find, do)


def nightly(runtime: Runtime, base_url: str) -> Worker:
    async def run() -> int:
        return await close_placed_cases(runtime, base_url)

    return daily(runtime, NAME, run)
