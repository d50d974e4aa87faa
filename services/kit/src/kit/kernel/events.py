"""What a service tells the others, in the order its transactions became visible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """A fact other services may know: ids and codes only (architecture section 7).

    `version` is the version of the resource the payload names, so that a reader never lets an older
    state replace a newer one; `authority` is the tenant, or `000` for national registers.
    """

    type: str
    version: int
    occurred_on: date
    authority: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReceivedEvent:
    """An event as a feed hands it over."""

    event_id: UUID
    type: str
    version: int
    occurred_on: date
    recorded_at: datetime
    authority: str
    payload: Mapping[str, Any]
