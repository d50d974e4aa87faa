"""What a consumer does with each type of event."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from kit.db.work import Work
from kit.kernel.events import ReceivedEvent

RETRACTION: Final = "event.retracted"

Apply = Callable[[Work, Sequence[ReceivedEvent]], Awaitable[None]]
Undo = Callable[[Work, Sequence[UUID]], Awaitable[None]]
Forget = Callable[[Work], Awaitable[None]]
Check = Callable[[ReceivedEvent], str | None]
PassesOver = Callable[[ReceivedEvent], bool]


@dataclass(frozen=True, slots=True)
class Guard:
    """Events of one family carry the whole state of one thing, so only the newest version counts (RE-11).

    `subject` is the payload field that names the thing. Types that write the same columns share a family:
    `child.registered` and `child.changed` do, `child.care_changed` stands alone.
    """

    family: str
    subject: str


@dataclass(frozen=True, slots=True, eq=False)
class Handler:
    """One effect. It gets the new events of a batch, all of one authority, in feed order, each exactly once.

    The same handler may serve several types. With a guard it gets one event per subject, and only if newer than
    every one before; without a guard it gets all, and must not depend on their order (AC-30). `check` gives a code
    for a payload that can never be applied (`bad_schema`, `personal_data`): such an event is parked at once.
    Handlers of different effects run in no promised order, within the same transaction.
    """

    apply: Apply
    guard: Guard | None = None
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """Every type the producer may send: handled, or known and ignored. Any other is parked (RE-12).

    `undo` takes back effects of retracted events; an event retracted before it arrives is never applied. A
    consumer that handles `event.retracted` itself leaves it out. `forget` empties the projection of one authority
    before a rebuild (RE-13, RE-14). `passes_over` names events of known types that have no effect here.
    """

    handlers: Mapping[str, Handler]
    forget: Forget
    ignored: frozenset[str] = field(default_factory=frozenset)
    undo: Undo | None = None
    passes_over: PassesOver | None = None

    def knows(self, event_type: str) -> bool:
        return event_type in self.handlers or event_type in self.ignored or self._retracts(event_type)

    def is_ignored(self, event_type: str) -> bool:
        return event_type in self.ignored

    def is_passed_over(self, event: ReceivedEvent) -> bool:
        """One of an unknown type is not: it is parked, whatever it carries."""
        return self.passes_over is not None and self.knows(event.type) and self.passes_over(event)

    def _retracts(self, event_type: str) -> bool:
        return event_type == RETRACTION and self.undo is not None


def is_practice(event: ReceivedEvent) -> bool:
    """Told by an authority that is only practising: no reader makes a figure of it (placements section 4.6)."""
    return event.payload.get("is_test") is True


def subject_id(event: ReceivedEvent) -> str | None:
    """The thing a payload is about, for a dead letter: an id or a URN, never text."""
    for key in ("school_urn", "urn", "application_id", "return_id", "child_id", "case_id", "line_id"):
        value = event.payload.get(key)
        if type(value) is int or (isinstance(value, str) and _is_id(value)):
            return str(value)
    return None


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
