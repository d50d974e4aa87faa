"""The owner of an alert puts it off for a few working days, and says why (PL-901)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from placements.domain.alert_sight import may_snooze
from placements.domain.alerts import Alert, AlertNotFound
from placements.domain.errors import StepNotForActor
from placements.store.alerts import AlertSight, AlertStore


@dataclass(frozen=True, slots=True)
class Snoozer:
    """Who asks, by role and post, and what they see."""

    roles: Collection[str]
    posts: Collection[str]
    sight: AlertSight


async def snooze_alert(
    alerts: AlertStore, who: Snoozer, alert_id: UUID, *, until: date, reason: str, today: date
) -> Alert:
    """Raises AlertNotFound when it is not open or not theirs to see, StepNotForActor when it is another's, and
    InvalidInput for more than five working days."""
    alert = await alerts.get_to_change(alert_id, who.sight)
    if alert is None:
        raise AlertNotFound
    if not may_snooze(alert.owner, who.roles, who.posts):
        raise StepNotForActor
    asleep = alert.snooze(until, reason, today)
    await alerts.snooze(asleep)
    return asleep
