"""A child is at school with full hours: the wait of the case ends (PL-505)."""

from datetime import date

from kit.kernel.days import school_days_between
from placements.actions.counted_cases import schoolings_of
from placements.actions.desk import Desk
from placements.actions.keep_clocks import stop_by
from placements.domain.application_events import case_placed
from placements.domain.case_counters import Schooling
from placements.domain.cases import Case


async def place_case(desk: Desk, case: Case, before: Schooling) -> Case:
    """The case in its next version when full hours have begun, else as it is; told once."""
    after = await schooling_of(desk, case)
    placed_on = after.full_time_since(case.need_from, desk.today)
    if placed_on is None or before.full_time_since(case.need_from, desk.today) is not None:
        return case
    return await tell_placed(desk, case, placed_on)


async def tell_placed(desk: Desk, case: Case, placed_on: date) -> Case:
    clocks = [clock for clock in await desk.clocks.of_case(case.id) if clock.application_id is None]
    await stop_by(desk, clocks, ["placed_full_time"], placed_on)
    placed = await desk.cases.save(case, desk.now)
    calendar = await desk.calendars.resolve(None, case.case_calendar_authority)
    days = school_days_between(case.need_from, placed_on, calendar)
    await desk.outbox.add(
        case_placed(placed, authority=desk.authority, on=placed_on, placed_on=placed_on, school_days=days)
    )
    return placed


async def schooling_of(desk: Desk, case: Case) -> Schooling:
    """Rolls, reduced timetables and provision of the case's child, as they are held now."""
    return (await schoolings_of(desk, [case]))[case.id]
