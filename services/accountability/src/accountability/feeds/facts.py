"""What both feeds have in common: every used event becomes one fact of its authority (AC-29)."""

from collections.abc import Mapping, Sequence

from accountability.domain.shapes import Shape
from accountability.feeds.reading import check_against, fact_of
from accountability.store.fact_log import FactLog
from kit.db.work import Work
from kit.feed.subscription import Forget, Handler
from kit.kernel.events import ReceivedEvent


def storing(source: str, shapes: Mapping[str, Shape]) -> Handler:
    """Facts do not depend on order: what follows from them is settled after each batch (AC-30)."""

    async def store(work: Work, events: Sequence[ReceivedEvent]) -> None:
        facts = [fact_of(source, shapes[event.type], event) for event in events]
        await FactLog(work.connection, work.authority).add(facts, work.clock.now())

    return Handler(apply=store, check=check_against(shapes))


def forgetting(source: str) -> Forget:
    """Before a rebuild."""

    async def forget(work: Work) -> None:
        await FactLog(work.connection, work.authority).forget(source)

    return forget
