"""Dates ahead: as JSON, or as a calendar to put beside one's own."""

from typing import Annotated, Any, Final

from fastapi import Query, Request, Response

from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from placements.actions.desk import Desk
from placements.api.deps import StaffDesk
from placements.api.due_date_schemas import DueDateOut, DueDatesOut
from placements.api.shared_schemas import SchoolLabelOut
from placements.api.today_schemas import TodayScope
from placements.domain.due_dates import MOST_AHEAD, SOONEST, DueDate, summary
from placements.domain.icalendar import CalendarEntry, icalendar
from placements.store.due_dates import DueDateStore

router = service_router("placements", "/v1/due-dates", tags=["today"])

CALENDAR: Final = "text/calendar"
_BOTH: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {CALENDAR: {"schema": {"type": "string"}}}, "description": "Dates ahead, the nearest first."}
}


@router.get("", response_model=DueDatesOut, responses=_BOTH)
async def list_due_dates(
    request: Request,
    desk: StaffDesk,
    work: CurrentWork,
    days: Annotated[int, Query(ge=1, le=MOST_AHEAD, description="How many days ahead.")] = SOONEST,
    scope: Annotated[TodayScope, Query(description="Own work, or everybody's.")] = TodayScope.TEAM,
) -> DueDatesOut | Response:
    """What is due in the days ahead, by reference; ask for `text/calendar` to get all-day entries (SE-87)."""
    posts = list(desk.taker.posts) if scope is TodayScope.MINE else None
    store = DueDateStore(work.connection, work.authority, desk.today, posts, desk.taker.reach)
    ahead = await store.ahead(days, desk.rules)
    work.audit.saw(*{due.child_id for due in ahead})
    shown = await _shown(desk, ahead)
    if CALENDAR not in request.headers.get("accept", ""):
        return DueDatesOut(items=shown)
    content = icalendar("Onroll: dates ahead", (_entry(desk, due) for due in shown), desk.now)
    return Response(content, media_type=f"{CALENDAR}; charset=utf-8", headers={"Cache-Control": "no-store"})


async def _shown(desk: Desk, ahead: list[DueDate]) -> list[DueDateOut]:
    schools = await desk.schools.many({due.school_urn for due in ahead if due.school_urn})
    with_initials = desk.settings.calendar_initials
    children = await desk.children.many({due.child_id for due in ahead}) if with_initials else {}
    shown = []
    for due in ahead:
        school = schools.get(due.school_urn) if due.school_urn else None
        child = children.get(due.child_id)
        initials = (child.initials or None) if child else None
        shown.append(
            DueDateOut(
                uid=due.uid,
                on=due.on,
                key=due.key,
                summary=summary(due, school.name if school else None, initials),
                force=due.force,
                reference=due.reference,
                initials=initials,
                school=SchoolLabelOut.of(school) if school else None,
                case_id=due.case_id,
                application_id=due.application_id,
                cancelled=due.cancelled,
            )
        )
    return shown


def _entry(desk: Desk, due: DueDateOut) -> CalendarEntry:
    url = f"{desk.base_url}/applications/{due.application_id}" if due.application_id else None
    return CalendarEntry(uid=due.uid, on=due.on, summary=due.summary, url=url, cancelled=due.cancelled)
