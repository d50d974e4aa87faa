"""Alerts as somebody of a school or trust reads them: the request and its date, never the child or the case."""

from dataclasses import replace
from uuid import UUID

from kit.db.work import Work
from kit.web.paging import Page, PageRequest
from placements.actions.desk import Desk
from placements.api.alert_schemas import AlertOut
from placements.api.deps import school_reach_of
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.alert_sight import school_roles
from placements.domain.alerts import Alert, Owner
from placements.store.alerts import WEIGHTS
from placements.store.school_alerts import SchoolAlertStore


async def alerts_of_schools(desk: Desk, work: Work, page: PageRequest) -> Page[AlertOut]:
    """Over all authorities, the most serious first."""
    store = SchoolAlertStore(work.connection, school_reach_of(work.caller), work.clock.today())
    after = (int(page.after[0]), UUID(page.after[1])) if page.after else None
    rows = await store.page(school_roles(work.caller.roles), after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    schools = await desk.schools.many({alert.subject.school_urn for alert in shown if alert.subject.school_urn})
    names = {urn: SchoolLabelOut.of(school) for urn, school in schools.items()}
    items = [_out(alert, names.get(alert.subject.school_urn or 0)) for alert in shown]
    last = shown[-1] if more else None
    return Page(items=items, next_cursor=page.cursor(WEIGHTS[last.severity], last.id) if last else None)


def _out(alert: Alert, school: SchoolLabelOut | None) -> AlertOut:
    subject = replace(alert.subject, child_id=None, case_id=None)
    masked = replace(alert, subject=subject, owner=Owner(alert.owner.role), snooze_reason=None)
    return AlertOut.of(masked, None, school, may_snooze=False)
