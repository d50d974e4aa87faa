"""Alerts: what asks somebody to act, shown to whoever has to."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from kit.web.deps import CurrentWork
from kit.web.fields import Urn
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.snooze_alert import Snoozer
from placements.actions.snooze_alert import snooze_alert as snoozing
from placements.api.alert_schemas import AlertOut, SnoozeIn
from placements.api.alert_view import alerts_out, sight_of
from placements.api.deps import StaffDesk
from placements.api.school_alerts import alerts_of_schools
from placements.api.today_schemas import TodayScope
from placements.domain.alerts import AlertCode
from placements.domain.today import Severity
from placements.store.alerts import WEIGHTS, AlertsSought, AlertStore

router = service_router("placements", "/v1/alerts", tags=["today"])


async def _alerts(work: CurrentWork, desk: StaffDesk) -> AlertStore:
    return AlertStore(work.connection, work.authority, desk.today)


async def _sought(
    code: Annotated[AlertCode | None, Query(description="Of one kind.")] = None,
    severity: Annotated[Severity | None, Query(description="Of one severity.")] = None,
    child_id: Annotated[UUID | None, Query(description="About one child.")] = None,
    application_id: Annotated[UUID | None, Query(description="About one application.")] = None,
    school_urn: Annotated[Urn | None, Query(description="About one school.")] = None,
    asleep: Annotated[bool, Query(description="Those that were put off, instead of the others.")] = False,
) -> AlertsSought:
    return AlertsSought(
        code=code,
        severity=severity,
        child_id=child_id,
        application_id=application_id,
        school_urn=school_urn,
        asleep=asleep,
    )


Alerts = Annotated[AlertStore, Depends(_alerts)]
Sought = Annotated[AlertsSought, Depends(_sought)]


def _who(desk: StaffDesk, work: CurrentWork, *, team: bool) -> Snoozer:
    roles = work.caller.roles
    return Snoozer(roles, desk.taker.posts, sight_of(desk, roles, team=team))


@router.get("")
async def list_alerts(
    desk: StaffDesk,
    work: CurrentWork,
    alerts: Alerts,
    page: WantedPage,
    sought: Sought,
    scope: Annotated[TodayScope, Query(description="Own work, or everybody's.")] = TodayScope.MINE,
) -> Page[AlertOut]:
    """Open alerts, the most serious first: those of the caller's roles and posts, or of the whole team.

    Somebody of a school or trust sees what waits for them at their schools, without the child.
    """
    if work.caller.authority is None:
        return await alerts_of_schools(desk, work, page)
    who = _who(desk, work, team=scope is TodayScope.TEAM)
    after = (int(page.after[0]), UUID(page.after[1])) if page.after else None
    rows = await alerts.page(who.sight, sought, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    work.audit.saw(*(alert.subject.child_id for alert in shown if alert.subject.child_id))
    items = await alerts_out(desk, who, shown)
    last = shown[-1] if more else None
    return Page(items=items, next_cursor=page.cursor(WEIGHTS[last.severity], last.id) if last else None)


@router.post("/{alert_id}/snooze")
async def snooze_alert(
    alert_id: UUID, snooze: SnoozeIn, desk: StaffDesk, work: CurrentWork, alerts: Alerts
) -> AlertOut:
    """Put an alert off, for at most five working days and with a reason; it stays open meanwhile (PL-901)."""
    who = _who(desk, work, team=True)
    alert = await snoozing(alerts, who, alert_id, until=snooze.until, reason=snooze.reason, today=desk.today)
    if alert.subject.child_id:
        work.audit.saw(alert.subject.child_id)
    [shown] = await alerts_out(desk, who, [alert])
    return shown
