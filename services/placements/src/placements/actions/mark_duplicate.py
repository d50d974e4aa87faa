"""The same request was made twice: one goes on, with the earliest day of receipt that is proved (T28, PL-607)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.actions.correct_application import workings_of
from placements.actions.desk import Desk
from placements.actions.end_application import end_application
from placements.actions.take_up import ApplicationFile, open_file, permit, put_back, take_up
from placements.actions.tell_corrections import tell_submission_again
from placements.domain.application import Application, DuplicateReason, ReceiptProof
from placements.domain.application_states import WITH_THE_SCHOOL, ApplicationFlag, ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.correcting import with_receipt
from placements.domain.errors import ApplicationNotFound, ProofRequired, ReceivedInFuture
from placements.domain.steps import Step

LINKABLE = WITH_THE_SCHOOL | {ApplicationState.NO_RESPONSE}


async def mark_duplicate(desk: Desk, application_id: UUID, version: int, kept_id: UUID) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput when the other is for another child or school."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.MARK_DUPLICATE)
    kept = await desk.applications.get_to_change(kept_id)
    if kept is None:
        raise ApplicationNotFound
    same = (kept.child_id, kept.school_urn) == (file.application.child_id, file.application.school_urn)
    if not same or kept.id == application_id or not kept.is_active:
        raise InvalidInput("not_allowed", "/kept_id")
    received_on, proof = file.application.received_on, file.application.receipt_proof
    ended = await end_application(
        desk, file, Step.MARK_DUPLICATE, DuplicateReason.DUPLICATE, "duplicate", replaced_by=kept_id
    )
    kept = replace(kept, continues_id=application_id)
    if received_on is not None and kept.state in LINKABLE:
        await _take_receipt(desk, await open_file(desk, kept), received_on, proof)
    else:
        await desk.applications.save(kept, desk.now)
    return ended


async def link_elsewhere(
    desk: Desk, file: ApplicationFile, external_ref: str, received_on: date | None, proof: ReceiptProof
) -> ApplicationFile:
    """A request made by the host's portal or another road (PL-607). Raises StepNotAllowed, InvalidInput."""
    application = file.application
    if application.state not in LINKABLE:
        raise StepNotAllowed(application.state, "link")
    if received_on is not None and received_on > desk.today:
        raise ReceivedInFuture
    if received_on is not None and proof is ReceiptProof.NOT_PROVED:
        raise ProofRequired
    linked = replace(application.with_flag(ApplicationFlag.EXTERNAL_DUPLICATE, on=True), external_ref=external_ref)
    return await _take_receipt(desk, file.with_application(linked), received_on, proof)


async def _take_receipt(
    desk: Desk, file: ApplicationFile, received_on: date | None, proof: ReceiptProof
) -> ApplicationFile:
    """The earliest proved receipt wins; what runs is counted anew, and the others are told again."""
    application = file.application
    held = application.received_on
    earlier = received_on is not None and held is not None and received_on < held
    facts = {"received_on": received_on.isoformat() if received_on else None}
    if received_on is None or not earlier or proof is ReceiptProof.NOT_PROVED:
        return await put_back(desk, file, application, EntryKind.LINKED_ELSEWHERE, facts)
    moved = with_receipt(application, file.clocks, received_on, workings_of(desk, file))
    changed = replace(moved.application, receipt_proof=proof)
    kept = await put_back(desk, file, changed, EntryKind.LINKED_ELSEWHERE, facts)
    await desk.clocks.keep(clock for clock in moved.clocks if clock not in file.clocks)
    await tell_submission_again(desk, kept, moved.clocks)
    return kept
