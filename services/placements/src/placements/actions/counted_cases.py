"""The days of many cases at once, for lists and reports (PL-508)."""

from collections.abc import Sequence
from dataclasses import dataclass

from placements.actions.desk import Desk
from placements.domain.case_counters import CaseCounters, Schooling, count_days
from placements.domain.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCase:
    case: Case
    schooling: Schooling
    counters: CaseCounters


async def counted_cases(desk: Desk, cases: Sequence[Case]) -> list[CountedCase]:
    """In the order given: four questions, however many cases."""
    if not cases:
        return []
    children = {case.child_id for case in cases}
    provisions = await desk.case_records.provisions_of([case.id for case in cases])
    timetables = await desk.child_records.timetables_of(children)
    rolls = await desk.intervals.rolls_of_many(children)
    calendars = {
        code: await desk.calendars.resolve(None, code) for code in {case.case_calendar_authority for case in cases}
    }
    counted = []
    for case in cases:
        schooling = Schooling(
            rolls=rolls.get(case.child_id, ()),
            timetables=timetables.get(case.child_id, ()),
            provisions=provisions.get(case.id, ()),
        )
        counters = count_days(case, schooling, calendars[case.case_calendar_authority], desk.today)
        counted.append(CountedCase(case=case, schooling=schooling, counters=counters))
    return counted
