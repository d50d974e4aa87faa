"""School calendars: read every version, save the next one, and see before what it would move."""

from typing import Annotated, Literal

from fastapi import Depends, Path, Query

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.save_calendar import SavedCalendar, newest
from placements.actions.save_calendar import add_closures as adding
from placements.actions.save_calendar import preview_calendar as previewing
from placements.actions.save_calendar import save_calendar as saving
from placements.api.calendar_schemas import (
    CalendarIn,
    CalendarOut,
    CalendarRowOut,
    ClosuresIn,
    PreviewedCalendarOut,
    SavedCalendarOut,
)
from placements.api.deps import StaffDesk
from placements.domain.school_calendar import CalendarNotFound, OwnedYear
from placements.store.calendars import CalendarsSought

OWNER_CODE = r"^([0-9]{3}|[1-9][0-9]{5,6})$"
ACADEMIC_YEAR = r"^20[0-9]{2}-[0-9]{2}$"

router = service_router("placements", "/v1/calendars", tags=["calendars"])


async def _year(
    owner_kind: Annotated[Literal["authority", "school"], Path(description="Whose calendar.")],
    owner_code: Annotated[str, Path(pattern=OWNER_CODE, description="The authority's code or the school's URN.")],
    academic_year: Annotated[str, Path(pattern=ACADEMIC_YEAR, description="Such as `2026-27`.")],
) -> OwnedYear:
    """An authority has three digits, a school six or seven."""
    if (owner_kind == "authority") != (len(owner_code) == 3):
        raise CalendarNotFound
    return OwnedYear(owner_kind=owner_kind, owner_code=owner_code, academic_year=academic_year)


Owned = Annotated[OwnedYear, Depends(_year)]


@router.get("")
async def list_calendars(
    desk: StaffDesk,
    page: WantedPage,
    owner_kind: Annotated[
        Literal["authority", "school"] | None, Query(description="Of authorities or schools.")
    ] = None,
    owner_code: Annotated[str | None, Query(pattern=OWNER_CODE, description="Of one owner.")] = None,
    academic_year: Annotated[str | None, Query(pattern=ACADEMIC_YEAR, description="Of one year.")] = None,
) -> Page[CalendarRowOut]:
    """Calendars the authority holds, the newest version of each, by owner and year."""
    sought = CalendarsSought(owner_kind=owner_kind, owner_code=owner_code, academic_year=academic_year)
    after = tuple(str(part) for part in page.after) if page.after else None
    rows = await desk.calendars.page(sought, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    last = shown[-1] if shown else None
    cursor = page.cursor(last.owner_kind, last.owner_code, last.academic_year) if more and last else None
    return Page(items=[CalendarRowOut.of(calendar) for calendar in shown], next_cursor=cursor)


@router.get("/{owner_kind}/{owner_code}/{academic_year}", responses=answers(404))
async def show_calendar(
    year: Owned,
    desk: StaffDesk,
    version: Annotated[
        int | None, Query(ge=1, le=1_000_000, description="An older version; by default the newest.")
    ] = None,
) -> CalendarOut:
    """One calendar with its terms, days without school and the school days that follow."""
    latest = await newest(desk, year)
    calendar = latest if version is None else await desk.calendars.version(year, version)
    if latest is None or calendar is None:
        raise CalendarNotFound
    return CalendarOut.whole(calendar, latest.version)


@router.put("/{owner_kind}/{owner_code}/{academic_year}", responses=answers(404, 412, 422, 428))
async def save_calendar(
    year: Owned, calendar: CalendarIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> SavedCalendarOut:
    """Save a calendar as its next version, `If-Match: "0"` for the first; dates that follow it move at once."""
    return _saved(work, await saving(desk, calendar.value(year), version))


@router.post("/{owner_kind}/{owner_code}/{academic_year}/closures", responses=answers(404, 412, 422, 428))
async def add_closures(
    year: Owned, closures: ClosuresIn, version: ExpectedVersion, desk: StaffDesk, work: CurrentWork
) -> SavedCalendarOut:
    """Add days on which the whole school is closed; no date ever becomes earlier by it (PL-403)."""
    return _saved(work, await adding(desk, year, closures.value(), version))


@router.post("/{owner_kind}/{owner_code}/{academic_year}/preview", responses=answers(404, 422))
async def preview_calendar(
    year: Owned, calendar: CalendarIn, desk: StaffDesk, work: CurrentWork
) -> PreviewedCalendarOut:
    """See which dates a calendar would move, before it is saved; nothing changes."""
    done = await previewing(desk, calendar.value(year))
    work.audit.saw(*{move.child_id for move in done.moves})
    return PreviewedCalendarOut.of(done)


def _saved(work: CurrentWork, done: SavedCalendar) -> SavedCalendarOut:
    work.audit.saw(*{move.child_id for move in done.moves})
    return SavedCalendarOut.saved(done)
