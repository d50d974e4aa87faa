"""A school says that it will not admit a child whose plan names it: a breach, and no refusal (T29d, CFA 2014 s.43)."""

from dataclasses import replace
from typing import Final

from kit.kernel.errors import StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.record_answer import counted
from placements.actions.take_up import ApplicationFile, permit, put_back
from placements.domain.application import Application
from placements.domain.application_events import application_decided
from placements.domain.application_states import ApplicationFlag
from placements.domain.chronology import EntryKind
from placements.domain.decisions import Decision
from placements.domain.routes import Route
from placements.domain.steps import Step

FLAG: Final = ApplicationFlag.NAMED_NOT_ADMITTED


def is_named(file: ApplicationFile) -> bool:
    """Only a plan binds a school that way; after an offer there is nothing left to refuse."""
    return file.application.route is Route.EHCP_NAMING


def permit_named_refusal(desk: Desk, file: ApplicationFile) -> None:
    """Raises StepNotAllowed on any other route, StepNotForActor."""
    if not is_named(file):
        raise StepNotAllowed(file.application.state, Step.REFUSE)
    permit(desk, file.application, Step.REFUSE)


async def refuse_named_child(desk: Desk, file: ApplicationFile, decision: Decision) -> Application:
    """What the school said is kept word by word; no state changes, and the flag says that the child is not admitted."""
    said = counted(desk, file, decision)
    application = file.application
    flagged = replace(
        application.moved(Step.REFUSE),
        decisions=(*application.decisions, said),
        flags=application.flags | {FLAG},
    )
    kept = await put_back(desk, file, flagged, EntryKind.NAMED_NOT_ADMITTED, {"codes": list(said.codes)}, said)
    event = application_decided(kept.application, said, authority=desk.authority, on=said.decided_on)
    await desk.outbox.add(event)
    return kept.application
