"""Builds alerts: children and schools are named in one question each."""

from collections.abc import Sequence

from placements.actions.desk import Desk
from placements.actions.snooze_alert import Snoozer
from placements.api.alert_schemas import AlertOut
from placements.api.shared_schemas import ChildLabelOut, SchoolLabelOut
from placements.domain.alert_sight import hidden_from, may_snooze, owned_roles, team_roles
from placements.domain.alerts import Alert
from placements.store.alerts import AlertSight


def sight_of(desk: Desk, roles: Sequence[str], *, team: bool) -> AlertSight:
    """The caller's own work, or what waits for anybody of the team."""
    return AlertSight(
        roles=team_roles(roles) if team else owned_roles(roles),
        posts=None if team else desk.taker.posts,
        hidden=hidden_from(roles),
        reach=desk.taker.reach,
    )


async def alerts_out(desk: Desk, who: Snoozer, alerts: Sequence[Alert]) -> list[AlertOut]:
    """In the order given."""
    subjects = [alert.subject for alert in alerts]
    children = await desk.children.many({one.child_id for one in subjects if one.child_id})
    schools = await desk.schools.many({one.school_urn for one in subjects if one.school_urn})
    labels = {key: ChildLabelOut.of(child, desk.today) for key, child in children.items()}
    names = {urn: SchoolLabelOut.of(school) for urn, school in schools.items()}
    return [
        AlertOut.of(
            alert,
            labels.get(alert.subject.child_id) if alert.subject.child_id else None,
            names.get(alert.subject.school_urn) if alert.subject.school_urn else None,
            may_snooze=may_snooze(alert.owner, who.roles, who.posts),
        )
        for alert in alerts
    ]
