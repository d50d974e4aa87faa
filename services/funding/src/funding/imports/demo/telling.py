"""Events of the demonstration's past, recorded on the day they happened."""

from collections.abc import Sequence
from datetime import date

from funding.imports.demo.ground import morning
from kit.db.outbox import Outbox
from kit.db.work import Work
from kit.kernel.clock import StoppedClock
from kit.kernel.events import Event


async def told_on(work: Work, on: date, events: Sequence[Event]) -> None:
    """All of them in the order given."""
    await Outbox(work.connection, work.tables, StoppedClock(morning(on).at)).add(*events)
