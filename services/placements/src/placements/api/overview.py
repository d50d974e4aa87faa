"""The authority's term at a glance (O71)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

from fastapi import Query, Request, Response

from kit.kernel.days import Span, school_days_between
from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from placements.actions.desk import Desk
from placements.api.deps import StaffDesk
from placements.api.overview_schemas import OverviewOut, PhaseMedianOut
from placements.api.report_lines import AS_CSV, as_csv, wants_csv
from placements.api.today_schemas import WeekOut
from placements.domain.errors import CalendarMissing
from placements.domain.reports.school_term import SchoolTerm, mondays_of
from placements.domain.reports.timeliness import Median
from placements.domain.school import Phase
from placements.domain.today import days_lost_in
from placements.store.overview import OverviewStore, Place
from placements.store.today import TodayStore

router = service_router("placements", "/v1/reports", tags=["reports"])
_PARTS: Final = ("days_lost_by_week", "days_to_a_place", "first_answers", "children")
_PRIMARY: Final = frozenset({Phase.NURSERY, Phase.PRIMARY, Phase.MIDDLE_DEEMED_PRIMARY})
_SECONDARY: Final = frozenset({Phase.SECONDARY, Phase.MIDDLE_DEEMED_SECONDARY, Phase.SIXTEEN_PLUS})


@router.get("/overview", response_model=OverviewOut, responses={**answers(422), **AS_CSV})
async def show_placements_overview(
    desk: StaffDesk,
    work: CurrentWork,
    request: Request,
    term: Annotated[str, Query(max_length=8, description="Such as `AUT-2026`, by the year in which it begins.")],
) -> OverviewOut | Response:
    """A term of the authority: days lost by week, days to a place, what schools answered, where children stand."""
    span = await _span(desk, SchoolTerm.parse(term, "query/term"))
    store = OverviewStore(work.connection, work.authority, span.first, span.last)
    told = OverviewOut(
        term=term,
        from_on=span.first,
        to_on=span.last,
        made_on=desk.today,
        days_lost_by_week=await _weeks(desk, work, span),
        days_to_a_place=await _by_phase(desk, await store.places()),
        first_answers=await store.first_answers(),
        children=await store.children(desk.today),
    )
    return Response(as_csv(told, _PARTS), media_type="text/csv; charset=utf-8") if wants_csv(request) else told


async def _span(desk: Desk, term: SchoolTerm) -> Span:
    """The days of the term in the authority's own calendar."""
    held = await desk.calendars.latest("authority", desk.authority)
    year = next((one for one in held if one.academic_year == term.academic_year), None)
    span = term.span(year.terms) if year else None
    if span is None:
        raise CalendarMissing
    return span


async def _weeks(desk: Desk, work: CurrentWork, span: Span) -> list[WeekOut]:
    waits = await TodayStore(work.connection, work.authority, desk.today, None, desk.taker.reach).waits_since(
        span.first
    )
    calendar = await desk.calendars.resolve(None, desk.authority)
    weeks = days_lost_in(mondays_of(span, desk.today), waits, calendar, desk.today)
    return [WeekOut(week=week.monday, school_days=week.school_days) for week in weeks]


async def _by_phase(desk: Desk, places: Sequence[Place]) -> dict[str, PhaseMedianOut]:
    """School days of the case's own calendar from the need to the first full day."""
    calendars = {code: await desk.calendars.resolve(None, code) for code in {place[0] for place in places}}

    def median(phases: frozenset[Phase]) -> PhaseMedianOut:
        days = [_days(since, on, code) for code, phase, since, on in places if phase in phases]
        found = Median.over(one for one in days if one is not None)
        return PhaseMedianOut(half_days=found.half_days, of=found.of)

    def _days(since: date, on: date, code: str) -> int | None:
        return school_days_between(since, on, calendars[code])

    return {"primary": median(_PRIMARY), "secondary": median(_SECONDARY), "all": median(frozenset(Phase))}
