"""Counts one month of one case and tells it, once (PL-508)."""

from datetime import date, timedelta
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.place_case import schooling_of
from placements.domain.case_counters import count_month
from placements.domain.case_events import case_days_counted

_LONGEST_MONTH = timedelta(days=31)


async def count_month_of(desk: Desk, case_id: UUID, first: date) -> bool:
    """`first`: first day of the month. False when it has been counted, or no calendar covers it yet."""
    case = await desk.cases.get(case_id)
    if case is None:
        return False
    last = (first + _LONGEST_MONTH).replace(day=1) - timedelta(days=1)
    calendar = await desk.calendars.resolve(None, case.case_calendar_authority)
    counters = count_month(case, await schooling_of(desk, case), calendar, first, last)
    month = f"{first:%Y-%m}"
    if counters.school_days is None or not await desk.case_work.count(case_id, month, counters):
        return False
    await desk.outbox.add(case_days_counted(case, month, counters, authority=desk.authority, on=desk.today))
    return True
