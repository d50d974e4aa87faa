"""A school writes a note to its own answer, which travels with the record and the bundle (PL-609)."""

from dataclasses import replace
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.take_up import put_back, take_up
from placements.actions.tell_corrections import tell_decisions_again
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.decisions import Outcome
from placements.domain.errors import StepNotForActor
from placements.domain.steps import Actor
from placements.store.corrections import Annotation


async def annotate_decision(
    desk: Desk, application_id: UUID, version: int, decision_id: UUID | None, text: str
) -> Application:
    """At any time, in any state; without a decision: the school's last answer. Raises InvalidInput."""
    file = await take_up(desk, application_id, version)
    if Actor.SCHOOL not in desk.taker.actors:
        raise StepNotForActor
    own = [one for one in file.application.decisions if one.outcome is not Outcome.NO_RESPONSE]
    chosen = [one for one in own if decision_id in {None, one.id}]
    if not chosen:
        raise InvalidInput("not_allowed", "/decision_id")
    decision = chosen[-1]
    file = await put_back(desk, file, file.application, EntryKind.ANNOTATED, {})
    note = Annotation(id=new_id(), decision_id=decision.id, text=text, written_at=desk.now, written_by=desk.taker.id)
    await desk.corrections.annotate(note)
    noted = {decision.id: replace(decision, annotation=text)}
    if decision.annotation is None:
        await tell_decisions_again(desk, file.application, file.application.decisions, noted)
    return file.application
