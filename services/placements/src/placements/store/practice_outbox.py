"""Events of an authority that is only practising say so, whatever they tell."""

from dataclasses import replace

from kit.db.outbox import Outbox
from kit.db.work import Work
from kit.kernel.events import Event
from placements.domain.authority_settings import AuthoritySettings


class PracticeOutbox(Outbox):
    """Every event carries `is_test: true`, so that readers keep it out of every figure (section 4.6)."""

    async def add(self, *events: Event) -> None:
        await super().add(*(replace(event, payload={**event.payload, "is_test": True}) for event in events))


def outbox_for(work: Work, settings: AuthoritySettings) -> Outbox:
    """Where events of this authority go, in this transaction."""
    if not settings.training_mode:
        return work.outbox
    return PracticeOutbox(work.connection, work.tables, work.clock)
