"""Builds the morning page from its questions: the ids first, then names for what is shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kit.kernel.days import Calendar, academic_year_of, add_school_days, school_days_between
from placements.actions.desk import Desk
from placements.api.past_date_view import past_date_out
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.api.today_schemas import (
    AlsoOut,
    ComingOut,
    NextStepOut,
    TodayOut,
    WeekOut,
    WithoutPlaceOut,
    WithoutPlaceRowOut,
)
from placements.domain.also import also
from placements.domain.application_states import ApplicationState
from placements.domain.child import Child
from placements.domain.permitted import case_actions, uncased_actions
from placements.domain.today import (
    ROWS_SHOWN,
    WEEKS_SHOWN,
    ComingKind,
    Wait,
    days_lost_by_week,
    next_step,
    place_in_year,
)
from placements.store.alerts import AlertSight, AlertStore
from placements.store.application_list import ApplicationList
from placements.store.today import TodayStore, Waiting
from placements.store.today_counts import TodayCounts

LOOKED_AHEAD = 5
"""School days ahead whose dates are shown."""


@dataclass(frozen=True, slots=True)
class Morning:
    """The stores the page is asked from; `posts` is whose work (None: everybody's)."""

    desk: Desk
    waiting: TodayStore
    counts: TodayCounts
    applications: ApplicationList
    alerts: AlertStore
    sight: AlertSight
    posts: Sequence[str] | None


async def today_out(morning: Morning) -> TodayOut:
    """PL-1016."""
    desk, today = morning.desk, morning.desk.today
    calendar = await desk.calendars.resolve(None, desk.authority)
    year = academic_year_of(today)
    held = [one for one in await desk.calendars.latest("authority", desk.authority) if one.academic_year == year]
    stands = place_in_year(calendar, held[0].terms if held else (), today)
    waiting = await morning.waiting.without_place()
    return TodayOut(
        today=today,
        is_school_day=stands.is_school_day,
        school_day_number=stands.number,
        school_days_in_year=stands.of,
        term=stands.term,
        term_ends_on=stands.term_ends_on,
        school_days_left_in_term=stands.days_left_in_term,
        holiday_until=stands.holiday_until,
        without_place=await _without_place(morning, waiting),
        past_date=await past_date_out(desk, morning.applications, morning.counts, morning.posts),
        days_lost_by_week=await _weeks(morning, waiting, calendar),
        also=await _also(morning),
        coming=await _coming(morning, calendar),
    )


async def _without_place(morning: Morning, waiting: Sequence[Waiting]) -> WithoutPlaceOut:
    desk = morning.desk
    shown = waiting[:ROWS_SHOWN]
    calendars = {
        code: await desk.calendars.resolve(None, code) for code in sorted({one.calendar_authority for one in waiting})
    }
    children = await desk.children.many([one.child_id for one in shown])
    states = await morning.waiting.states_of([one.case_id for one in shown if one.case_id])
    same_wait = Counter((one.since, one.calendar_authority) for one in waiting)
    lost = sum(
        (school_days_between(since, desk.today, calendars[code]) or 0) * count
        for (since, code), count in same_wait.items()
    )
    items = [
        _waiting_row(desk, one, children[one.child_id], calendars[one.calendar_authority], states)
        for one in shown
        if one.child_id in children
    ]
    return WithoutPlaceOut(items=items, total=len(waiting), school_days_lost=lost)


def _waiting_row(
    desk: Desk, one: Waiting, child: Child, calendar: Calendar, states: Mapping[UUID, Sequence[ApplicationState]]
) -> WithoutPlaceRowOut:
    code, by = next_step(one.case_id is not None, states.get(one.case_id, ()) if one.case_id else ())
    actors = desk.taker.actors
    actions = case_actions(True, actors) if one.case_id else uncased_actions(actors)
    return WithoutPlaceRowOut(
        case_id=one.case_id,
        child=ChildLabelOut.of(child, desk.today),
        school_days=school_days_between(one.since, desk.today, calendar),
        since=one.since,
        reason=one.reason,
        next_step=NextStepOut(code=code, by=by),
        owner=OwnerOut.of(one.owner_post_id),
        allowed_actions=[AllowedActionOut.of(action) for action in actions],
    )


async def _weeks(morning: Morning, waiting: Sequence[Waiting], calendar: Calendar) -> list[WeekOut]:
    """Cases of the last weeks, and children for whom nobody has opened one."""
    today = morning.desk.today
    window = today - timedelta(weeks=WEEKS_SHOWN)
    waits = await morning.waiting.waits_since(window)
    waits += [Wait(one.since, None) for one in waiting if one.case_id is None]
    weeks = days_lost_by_week(waits, calendar, today)
    return [WeekOut(week=week.monday, school_days=week.school_days) for week in weeks]


async def _also(morning: Morning) -> list[AlsoOut]:
    """Open alerts that are in no table of the page, and what schools wait for; snoozed ones sleep (SC-1.5)."""
    found = also(await morning.alerts.counts(morning.sight), await morning.counts.waited_for())
    return [AlsoOut(kind=one.kind, severity=one.severity, count=one.count) for one in found]


async def _coming(morning: Morning, calendar: Calendar) -> list[ComingOut]:
    desk = morning.desk
    coming = await morning.counts.coming(add_school_days(desk.today, LOOKED_AHEAD, calendar))
    children = await desk.children.many({one.child_id for one in coming})
    schools = await desk.schools.many({one.school_urn for one in coming})
    return [
        ComingOut(
            on=one.on,
            kind=one.kind,
            application_id=one.application_id,
            school=SchoolLabelOut.of(schools[one.school_urn]),
            child=ChildLabelOut.of(children[one.child_id], desk.today),
            force=None if one.kind is ComingKind.START else desk.rules[one.kind.value].force,
        )
        for one in coming
        if one.child_id in children and one.school_urn in schools
    ]
