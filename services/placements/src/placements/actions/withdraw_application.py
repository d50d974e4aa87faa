"""A request is taken back (T26)."""

from dataclasses import replace
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.end_application import end_application
from placements.actions.letter_recipients import school_recipient
from placements.actions.take_up import ApplicationFile, permit, take_up
from placements.actions.write_letter import write_letter
from placements.domain.application import Application, WithdrawalReason
from placements.domain.application_states import DIRECTING
from placements.domain.close_sides import not_started_in_time, side_of_withdrawal
from placements.domain.correspondence import LetterAsk
from placements.domain.letter_words import withdrawal_words
from placements.domain.steps import Step


async def withdraw_application(desk: Desk, application_id: UUID, version: int, reason: WithdrawalReason) -> Application:
    """Raises StepNotAllowed; StepNotForActor while a direction runs, which the signatory alone ends."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.WITHDRAW)
    late = not_started_in_time(file.application, file.school_calendar, desk.today)
    side = side_of_withdrawal(file.application, reason, not_started=late)
    was_directing = file.application.state in DIRECTING
    withdrawn = await end_application(desk, file, Step.WITHDRAW, reason, side)
    if was_directing:
        await _tell_all(desk, file.with_application(withdrawn), reason)
    return withdrawn


async def _tell_all(desk: Desk, file: ApplicationFile, reason: WithdrawalReason) -> None:
    """D5 to everybody who has had a letter of this request: the direction is not pursued, and why in one word."""
    told = await desk.letters.of_application(file.application.id)
    recipients = {(one.name, one.address): replace(one, served=None) for letter in told for one in letter.recipients}
    asks = LetterAsk(says={"withdrawal_reason": withdrawal_words(reason)})
    everybody = list(recipients.values()) or [await school_recipient(desk, file)]
    await write_letter(desk, file, "D5", recipients=everybody, asks=asks, sent_on=desk.today)
