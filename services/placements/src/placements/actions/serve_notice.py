"""The signatory serves notice of a direction on everybody the law names (T14, PL-814)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.direction_file import DirectionFile, recommender_of, refuse, sign, take_up_direction
from placements.actions.direction_letters import unserved
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.keep_direction import keep_process
from placements.actions.take_up import ApplicationFile
from placements.actions.write_letter import write_letter
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.clock_units import Force
from placements.domain.correspondence import LetterAsk, Recipient, ServiceMethod, latest_service
from placements.domain.direction import DirectionProcess, Notice
from placements.domain.direction_errors import ProofMissing
from placements.domain.direction_guards import notice_blocked
from placements.domain.direction_states import ProcessStep, ProcessType
from placements.domain.letter_words import consultation_words
from placements.domain.notice_recipients import merged
from placements.domain.steps import Step

NOTICE: Final = "D2"
REFERRAL_CLOCKS: Final = {
    ProcessType.S97A: ("s97a_osa_referral", "s97a_earliest"),
    ProcessType.S96: ("s96_osa_referral", "s96_earliest"),
}


async def serve_notice(desk: Desk, application_id: UUID, version: int, told: Sequence[Recipient]) -> Application:
    """Raises StepNotAllowed, StepNotForActor, DirectionBlocked in the order of PL-703, InvalidInput."""
    folder = await take_up_direction(desk, application_id, version, Step.SERVE_NOTICE)
    process = folder.running(Step.SERVE_NOTICE)
    if process.consultation is None:
        raise StepNotAllowed(folder.file.application.state, Step.SERVE_NOTICE)
    rows = merged(told, folder.file.school.admission_authority_type)
    refuse(notice_blocked(process, folder.power(desk.today), desk.today, rows))
    served_on = latest_service(rows)
    if served_on is None:
        raise ProofMissing
    await _check_rows(desk, folder, told, process.consultation.served.served_on)
    signature = sign(desk, await recommender_of(desk, application_id))
    referral, earliest = await start_clocks(desk, folder.file, REFERRAL_CLOCKS[process.type], served_on)
    notice = Notice(
        served_on=served_on,
        referral_until=referral.due_on or served_on,
        earliest_direction_on=earliest.due_on or served_on,
        recipients=rows,
        signature=signature,
    )
    await start_clocks(desk, folder.file, ["direction_sign"], notice.earliest_direction_on)
    file = await keep_process(
        desk,
        folder,
        folder.file.application.moved(Step.SERVE_NOTICE),
        replace(process, notice=notice),
        EntryKind.NOTICE_SERVED,
        {
            "on": served_on.isoformat(),
            "from_on": notice.earliest_direction_on.isoformat(),
            "alone": signature.same_person,
        },
        told=(ProcessStep.NOTICE_SERVED, served_on),
    )
    await stop_by(desk, file.clocks, ["notice", "reply"], served_on)
    await _write(desk, file, process, notice)
    return file.application


async def _check_rows(desk: Desk, folder: DirectionFile, told: Sequence[Recipient], after: date) -> None:
    """Delivered since the consultation and not later than today; by e-mail only where the recipient takes that."""
    for position, row in enumerate(told):
        if row.served is None:
            continue
        if not after <= row.served.served_on <= desk.today:
            raise InvalidInput("out_of_range", f"/recipients/{position}/served_on")
        if row.served.method is ServiceMethod.EMAIL and not await _takes_email(desk, row):
            raise InvalidInput("not_allowed", f"/recipients/{position}/method")


async def _takes_email(desk: Desk, row: Recipient) -> bool:
    contact = await desk.contacts.get(row.contact_id) if row.contact_id else None
    return contact is not None and contact.accepts_email_service


async def _write(desk: Desk, file: ApplicationFile, process: DirectionProcess, notice: Notice) -> None:
    asked = process.consultation
    words = consultation_words(asked.served.served_on, asked.replied_on, asked.willing) if asked else ""
    asks = LetterAsk(
        reply_by=notice.referral_until,
        force=Force.MUST,
        next_step_on=notice.earliest_direction_on,
        says={"consultation_result": words},
    )
    variant = ProcessType.S96.value if process.type is ProcessType.S96 else None
    await write_letter(desk, file, NOTICE, recipients=notice.recipients, asks=asks, variant=variant)


def envelopes_of(notice: Notice) -> list[Recipient]:
    """Copies of the direction go to whoever got the notice (PL-814)."""
    return unserved(notice.recipients)
