"""A second person has looked at a letter about a child whose address is protected (PL-319, SE-85)."""

from uuid import UUID

from kit.kernel.errors import SecondPersonRequired, StaleVersion, StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.record_service import letter_of
from placements.actions.take_up import ApplicationFile, log_entry
from placements.domain.chronology import EntryKind
from placements.domain.correspondence import LetterStatus
from placements.store.letters import By, Letter


async def release_letter(desk: Desk, letter_id: UUID, version: int) -> tuple[Letter, ApplicationFile]:
    """Raises LetterNotFound, StaleVersion, StepNotAllowed when nothing waits, SecondPersonRequired for its writer."""
    letter, file = await letter_of(desk, letter_id, to_change=True)
    if letter.written_by == desk.taker.id:
        raise SecondPersonRequired
    if letter.version != version:
        raise StaleVersion
    if letter.status is not LetterStatus.DRAFT:
        raise StepNotAllowed(letter.status, "release")
    await desk.letters.release(letter.id, By(desk.taker.id, desk.now))
    facts = {"template_key": letter.template_key}
    line = log_entry(
        desk, EntryKind.LETTER_RELEASED, facts, file.case.id, file.child.id, file.application.id, letter.id
    )
    await desk.history.add([line])
    return await letter_of(desk, letter_id)
