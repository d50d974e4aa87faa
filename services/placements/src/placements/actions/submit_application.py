"""A request is sent to the school: its clocks start and the mail with the reply link leaves (T3)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks
from placements.actions.keep_profile import attachment_check
from placements.actions.sender import sender_of
from placements.actions.take_up import ApplicationFile, log_entry, permit, put_back, take_up
from placements.actions.write_after_acceptance import notify_host
from placements.actions.write_to_school import (
    RequestDates,
    asked,
    issue_link,
    keep_sent,
    mail_of,
    tell_ask,
)
from placements.domain import mails
from placements.domain.application import Application, ReceiptProof
from placements.domain.application_events import application_submitted
from placements.domain.application_states import ApplicationFlag
from placements.domain.approvals import ApprovalKind, not_approved
from placements.domain.care import Cohort
from placements.domain.cases import LEAST_REASON
from placements.domain.chronology import EntryKind
from placements.domain.completeness import missing_soft
from placements.domain.errors import AttachmentMissing, Incomplete, SchoolClosed
from placements.domain.fixed_dates import is_late_application
from placements.domain.letters import REQUEST
from placements.domain.mails import place_request
from placements.domain.routes import Route
from placements.domain.steps import Step
from placements.store import seeds

EMERGENCY_APPROVAL: Final = "ks4_emergency_approval"
CLOCKS: Final = ("inyear_target", "inyear_limit", "ack_expected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """How the request reached the school."""

    received_on: date | None = None
    receipt_proof: ReceiptProof = ReceiptProof.NOT_PROVED
    incomplete_reason: str | None = None


async def submit_application(desk: Desk, application_id: UUID, version: int, submission: Submission) -> Application:
    """Raises StepNotAllowed, SchoolClosed, AttachmentMissing, Incomplete, ReceivedInFuture, ProofRequired,
    MergeFieldMissing."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.SUBMIT)
    papers = (await attachment_check(desk, file)).missing
    _guard(file, submission, papers_missing=bool(papers))
    submitted = file.application.submit(
        at=desk.now,
        today=desk.today,
        received_on=submission.received_on,
        proof=submission.receipt_proof,
        reason=submission.incomplete_reason,
    )
    received_on = submitted.received_on or desk.today
    if _is_late(submitted, received_on):
        submitted = replace(submitted, flags=submitted.flags | {ApplicationFlag.LATE_APPLICATION})
    file = await put_back(desk, file, submitted, EntryKind.SUBMITTED, {"received_on": received_on.isoformat()})
    keys = CLOCKS if submitted.runs_decision_clocks else ()
    dates = RequestDates.of(await start_clocks(desk, file, keys, received_on))
    await _await_approval(desk, file)
    await _tell_others(desk, file, dates)
    await _write(desk, file, dates)
    await notify_host(desk, file)
    return file.application


def _is_late(application: Application, received_on: date) -> bool:
    """After the closing date of its round (PL-503); a child who came into care later has no other way."""
    entry_year = int(application.entry_academic_year[:4])
    return application.route is Route.NORMAL_ROUND and is_late_application(
        seeds.fixed_dates(), application.year_group, entry_year, received_on
    )


async def _await_approval(desk: Desk, file: ApplicationFile) -> None:
    """In an emergency the request leaves first, and the approval is due in five working days (PL-509)."""
    looked_after = file.cohort is Cohort.LAC
    moves = file.case.moves_in_ks4(file.application.year_group, looked_after=looked_after)
    if moves and not_approved([ApprovalKind.KS4_MOVE], file.approvals, file.school.urn):
        await start_clocks(desk, file, [EMERGENCY_APPROVAL], desk.today)


def _guard(file: ApplicationFile, submission: Submission, *, papers_missing: bool) -> None:
    """On the plan route the authority that keeps the plan consults instead (PL-109).

    What the host's profile asks for, or a word why it is not there (PL-302).
    """
    if file.application.route is Route.EHCP_NAMING:
        raise StepNotAllowed(file.application.state, Step.SUBMIT)
    if not file.school.is_open:
        raise SchoolClosed
    if papers_missing and not submission.incomplete_reason:
        raise AttachmentMissing
    if not papers_missing and not missing_soft(file.application, file.case, file.child):
        return
    if not submission.incomplete_reason:
        raise Incomplete(["/incomplete_reason"])
    if len(submission.incomplete_reason) < LEAST_REASON:
        raise InvalidInput("too_short", "/incomplete_reason")


async def _tell_others(desk: Desk, file: ApplicationFile, dates: RequestDates) -> None:
    await desk.outbox.add(
        application_submitted(
            file.application,
            file.case,
            file.school,
            authority=desk.authority,
            on=desk.today,
            target_on=dates.target.due_on if dates.target else None,
            limit_on=dates.limit.due_on if dates.limit else None,
            submitted_by=desk.taker.id,
            is_test=desk.settings.training_mode,
        )
    )


async def _write(desk: Desk, file: ApplicationFile, dates: RequestDates) -> None:
    """L1 and its mail ML-2. Without a reply address nothing can be mailed, and the log says so (A27)."""
    sender = await sender_of(desk, file)
    address = await desk.contacts.reply_address(file.school.urn)
    kept = await keep_sent(desk, file, seeds.letter_templates()[REQUEST], dates)
    kind = EntryKind.LINK_MAILED if address else EntryKind.NO_REPLY_ADDRESS
    application = file.application
    line = log_entry(desk, kind, {}, application.case_id, application.child_id, application.id, kept.id)
    await desk.history.add([line])
    if address is None:
        return
    words = place_request(asked(file, dates, await issue_link(desk, file, dates)), sender)
    await desk.mail.add(mail_of(mails.REQUEST, address, words, file))
    await tell_ask(desk, file, counts_as_email=True)
