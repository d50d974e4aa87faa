"""Where the children of many cases are taught, and what their cases have cost in days (PL-508)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from placements.actions.desk import Desk
from placements.domain.case_counters import CaseCounters, Schooling, count_days
from placements.domain.cases import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCase:
    case: Case
    schooling: Schooling
    counters: CaseCounters


async def schoolings_of(desk: Desk, cases: Sequence[Case]) -> dict[UUID, Schooling]:
    """Rolls, reduced timetables and provision as they are held now, by case: three questions, however many cases."""
    if not cases:
        return {}
    children = {case.child_id for case in cases}
    provisions = await desk.case_records.provisions_of([case.id for case in cases])
    timetables = await desk.child_records.timetables_of(children)
    rolls = await desk.intervals.rolls_of_many(children)
    return {
        case.id: Schooling(
            rolls=rolls.get(case.child_id, ()),
            timetables=timetables.get(case.child_id, ()),
            provisions=provisions.get(case.id, ()),
        )
        for case in cases
    }


async def counted_cases(desk: Desk, cases: Sequence[Case]) -> list[CountedCase]:
    """In the order given."""
    schoolings = await schoolings_of(desk, cases)
    calendars = {
        code: await desk.calendars.resolve(None, code) for code in {case.case_calendar_authority for case in cases}
    }
    counted = []
    for case in cases:
        schooling = schoolings[case.id]
        counters = count_days(case, schooling, calendars[case.case_calendar_authority], desk.today)
        counted.append(CountedCase(case=case, schooling=schooling, counters=counters))
    return counted
