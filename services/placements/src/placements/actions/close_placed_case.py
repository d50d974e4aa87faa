"""A child has had full hours for long enough: the case closes by itself (PL-505)."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from placements.actions.close_case import end_case
from placements.actions.desk import Desk
from placements.actions.place_case import schooling_of, tell_placed
from placements.actions.take_up_case import take_up_case
from placements.domain.application import active
from placements.domain.case_counters import Schooling, school_days_in
from placements.domain.cases import Case, CaseClosedReason
from placements.domain.errors import CaseIsClosed, CaseNotFound

FULL_DAYS: Final = 20
_ONE_DAY: Final = timedelta(days=1)


async def close_placed_case(desk: Desk, case_id: UUID) -> bool:
    """False while it is too early, a request still runs, or it has closed meanwhile."""
    try:
        case = await take_up_case(desk, case_id, None)
    except (CaseNotFound, CaseIsClosed):
        return False
    schooling = await schooling_of(desk, case)
    case = await _told(desk, case, schooling)
    if not await _is_settled(desk, case, schooling):
        return False
    if active(await desk.applications.of_case(case.id)):
        return False
    await end_case(desk, case, CaseClosedReason.PLACED, desk.today)
    return True


async def _told(desk: Desk, case: Case, schooling: Schooling) -> Case:
    """A first day that was recorded ahead has come: the wait ends on it."""
    placed_on = schooling.full_time_since(case.need_from, desk.today)
    waits = [
        clock
        for clock in await desk.clocks.of_case(case.id)
        if clock.stopped_on is None and "placed_full_time" in desk.rules[clock.key].stop
    ]
    return await tell_placed(desk, case, placed_on) if placed_on is not None and waits else case


async def _is_settled(desk: Desk, case: Case, schooling: Schooling) -> bool:
    """Twenty school days of full hours are over; today is not counted yet."""
    since = schooling.full_time_since(case.need_from, desk.today)
    if since is None or not schooling.is_full_time(desk.today):
        return False
    calendar = await desk.calendars.resolve(None, case.case_calendar_authority)
    days = school_days_in(since - _ONE_DAY, desk.today - _ONE_DAY, calendar)
    return days is not None and sum(schooling.is_full_time(day) for day in days) >= FULL_DAYS
