"""The envelope of an event on the wire, read strictly (architecture section 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from kit.kernel.events import ReceivedEvent

LONGEST_TYPE: Final = 60


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event as it came; `event` is None when the envelope itself cannot be read."""

    event_id: UUID
    type: str
    authority: str
    event: ReceivedEvent | None


def read_envelope(item: Mapping[str, Any]) -> Delivery:
    """Raises ValueError, KeyError or TypeError only where not even an id can be read."""
    event_id = UUID(item["event_id"])
    try:
        event = _event(event_id, item)
    except (ValueError, KeyError, TypeError):
        return Delivery(event_id, str(item.get("type"))[:LONGEST_TYPE], str(item.get("authority"))[:3], None)
    return Delivery(event_id, event.type, event.authority, event)


def _event(event_id: UUID, item: Mapping[str, Any]) -> ReceivedEvent:
    kind, version, authority, payload = item["type"], item["version"], item["authority"], item["payload"]
    if not (isinstance(kind, str) and 0 < len(kind) <= LONGEST_TYPE):
        raise ValueError("type")
    if type(version) is not int or version < 1:
        raise ValueError("version")
    if not (isinstance(authority, str) and len(authority) == 3 and authority.isdecimal()):
        raise ValueError("authority")
    if not isinstance(payload, Mapping):
        raise TypeError("payload")
    return ReceivedEvent(
        event_id=event_id,
        type=kind,
        version=version,
        occurred_on=date.fromisoformat(item["occurred_on"]),
        recorded_at=datetime.fromisoformat(item["recorded_at"]),
        authority=authority,
        payload=payload,
    )
