"""The virtual school head puts right what was written down wrong; the first writing stays beside it (T35, PL-111)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.correct_answers import corrected_codes, corrected_decision, corrected_start
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.actions.tell_corrections import tell_decisions_again, tell_submission_again
from placements.domain.application import Application, ReceiptProof
from placements.domain.chronology import EntryKind
from placements.domain.correcting import Corrected, Workings, with_receipt
from placements.domain.corrections import CorrectedField, Correction, changes_between
from placements.domain.decisions import Decision
from placements.domain.errors import ReceivedInFuture
from placements.domain.refusal_codes import TRIAGED
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked:
    """One field, what it should say, why, and where the proof is kept. Without a decision: the last answer."""

    field: CorrectedField
    value: Any
    reason: str
    proof: str
    decision_id: UUID | None = None


async def correct_application(desk: Desk, application_id: UUID, version: int, asked: CorrectionAsked) -> Application:
    """Raises StepNotForActor, ReceivedInFuture, CodeNotUsable, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.CORRECT)
    before = file.application
    corrected = _CORRECTED[asked.field](desk, file, asked)
    facts = {"field": asked.field.value, "after": _plain(asked.value)}
    kept = await put_back(desk, file, corrected.application, EntryKind.CORRECTED, facts)
    await desk.clocks.keep(clock for clock in corrected.clocks if clock not in file.clocks)
    changed = _changed_decisions(before.decisions, corrected)
    await _write_down(desk, kept.application, before, asked, changed)
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


async def _write_down(
    desk: Desk,
    application: Application,
    before: Application,
    asked: CorrectionAsked,
    changed: dict[UUID, Decision | None],
) -> None:
    held = {one.id: one for one in before.decisions}
    await desk.corrections.add(
        Correction(
            id=new_id(),
            application_id=application.id,
            field=asked.field,
            before=_plain(_held_value(before, asked)),
            after=_plain(asked.value),
            decision_changes={
                str(key): changes_between(held[key], after) if after else None for key, after in changed.items()
            },
            reason=asked.reason,
            proof=asked.proof,
            corrected_on=desk.today,
            corrected_at=desk.now,
            corrected_by=desk.taker.id,
            application_version=application.version,
        )
    )


def _held_value(before: Application, asked: CorrectionAsked) -> Any:
    if asked.field in {CorrectedField.DECIDED_ON, CorrectedField.CODES}:
        decision = next((one for one in before.decisions if one.id == asked.decision_id), before.answer)
        return getattr(decision, asked.field.value, None)
    return getattr(before, asked.field.value, None)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


async def _keep_triage(desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> None:
    """A reason the head has to look at starts its own clock, as it would have on the day (section 9.1)."""
    if asked.field is not CorrectedField.CODES or not TRIAGED & set(asked.value):
        return
    if not any(clock.key == "other_triage" for clock in file.clocks):
        await start_clocks(desk, file, ["other_triage"], desk.today)
