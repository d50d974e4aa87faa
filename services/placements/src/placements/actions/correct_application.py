"""The virtual school head puts right what was written down wrong; the first writing stays beside it (T35, PL-111)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.correct_answers import corrected_codes, corrected_decision, corrected_start
from placements.actions.correct_service import OF_A_SERVICE, correct_service
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.actions.tell_corrections import tell_decisions_again, tell_submission_again
from placements.actions.write_correction import CorrectionAsked, plain, write_down
from placements.domain.application import Application, ReceiptProof
from placements.domain.chronology import EntryKind
from placements.domain.correcting import Corrected, Workings, with_receipt
from placements.domain.corrections import CorrectedField
from placements.domain.decisions import Decision
from placements.domain.errors import ReceivedInFuture
from placements.domain.refusal_codes import TRIAGED
from placements.domain.steps import Step


async def correct_application(desk: Desk, application_id: UUID, version: int, asked: CorrectionAsked) -> Application:
    """Raises StepNotForActor, ReceivedInFuture, CodeNotUsable, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.CORRECT)
    if asked.field in OF_A_SERVICE:
        return await correct_service(desk, file, asked)
    before = file.application
    corrected = _CORRECTED[asked.field](desk, file, asked)
    facts = {"field": asked.field.value, "after": plain(asked.value)}
    kept = await put_back(desk, file, corrected.application, EntryKind.CORRECTED, facts)
    await desk.clocks.keep(clock for clock in corrected.clocks if clock not in file.clocks)
    changed = _changed_decisions(before.decisions, corrected)
    held = {one.id: one for one in before.decisions}
    await write_down(desk, kept.application, asked, _held_value(before, asked), changed, held)
    if asked.field is CorrectedField.RECEIVED_ON:
        await tell_submission_again(desk, kept, corrected.clocks)
    await tell_decisions_again(desk, kept.application, before.decisions, changed)
    await _keep_triage(desk, kept, asked)
    return kept.application


def workings_of(desk: Desk, file: ApplicationFile) -> Workings:
    return Workings(
        rules=desk.rules,
        calendars=file.calendars,
        school_calendar=file.school_calendar,
        settings=desk.settings,
        today=desk.today,
    )


def _receipt(desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> Corrected:
    received_on: date = asked.value
    if file.application.received_on is None:
        raise InvalidInput("not_allowed", "/received_on")
    if received_on > desk.today:
        raise ReceivedInFuture
    return with_receipt(file.application, file.clocks, received_on, workings_of(desk, file))


def _proof(_desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> Corrected:
    return Corrected(application=replace(file.application, receipt_proof=ReceiptProof(asked.value)), clocks=file.clocks)


def _decided(desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> Corrected:
    return corrected_decision(desk, file, asked.decision_id, asked.value, workings_of(desk, file))


def _codes(desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> Corrected:
    return corrected_codes(desk, file, asked.decision_id, tuple(asked.value))


def _start(_desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> Corrected:
    return corrected_start(file, asked.value)


_CORRECTED: dict[CorrectedField, Callable[[Desk, ApplicationFile, CorrectionAsked], Corrected]] = {
    CorrectedField.RECEIVED_ON: _receipt,
    CorrectedField.RECEIPT_PROOF: _proof,
    CorrectedField.DECIDED_ON: _decided,
    CorrectedField.CODES: _codes,
    CorrectedField.START_ON: _start,
}


def _changed_decisions(before: Sequence[Decision], corrected: Corrected) -> dict[UUID, Decision | None]:
    after = {one.id: one for one in corrected.application.decisions}
    return {one.id: after.get(one.id) for one in before if after.get(one.id) != one}


def _held_value(before: Application, asked: CorrectionAsked) -> Any:
    if asked.field in {CorrectedField.DECIDED_ON, CorrectedField.CODES}:
        decision = next((one for one in before.decisions if one.id == asked.decision_id), before.answer)
        return getattr(decision, asked.field.value, None)
    return getattr(before, asked.field.value, None)


async def _keep_triage(desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> None:
    """A reason the head has to look at starts its own clock, as it would have on the day (section 9.1)."""
    if asked.field is not CorrectedField.CODES or not TRIAGED & set(asked.value):
        return
    if not any(clock.key == "other_triage" for clock in file.clocks):
        await start_clocks(desk, file, ["other_triage"], desk.today)
