"""From 1 September on: a case for every looked-after child due at another school next year (section 22)."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.desk import Desk
from placements.actions.open_phase_transfer import open_phase_transfer
from placements.domain.phase_transfer import changes_school, next_entry
from placements.domain.year_group import year_group
from placements.jobs.one_by_one import daily, one_by_one
from placements.store.case_work import BornAt, CaseWork

NAME: Final = "open_phase_transfer_cases"
_AGE_OF_YEAR_GROUP: Final = 5


async def open_phase_transfer_cases(runtime: Runtime, base_url: str) -> int:
    """How many opened. A child who comes into care during the year gets one then; nobody gets a second one."""
    today = runtime.clock.today()
    entry = next_entry(today)

    async def find(work: CaseWork) -> Sequence[UUID]:
        return [child.id for child in await work.without_case(today, entry) if due(child)]

    def due(child: BornAt) -> bool:
        now = child.year_group_override or year_group(child.date_of_birth, today)
        then = child.year_group_override or year_group(child.date_of_birth, entry)
        last = child.high_age - _AGE_OF_YEAR_GROUP if child.high_age is not None else None
        return changes_school(now, then, last)

    async def do(desk: Desk, child_id: UUID) -> bool:
        return await open_phase_transfer(desk, child_id, entry)

    return await one_by_one(runtime, NAME, base_url, find, do)


def nightly(runtime: Runtime, base_url: str) -> Worker:
    async def run() -> int:
        return await open_phase_transfer_cases(runtime, base_url)

    return daily(runtime, NAME, run)
