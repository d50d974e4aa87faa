"""Corrections of an answer: its day, its reasons, and the start it named (T35)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.application import Application
from placements.domain.correcting import Corrected, Workings, with_decision
from placements.domain.decisions import Decision, Outcome
from placements.domain.errors import CodeNotUsable

MOST_CODES = 3


def corrected_decision(
    desk: Desk, file: ApplicationFile, decision_id: UUID | None, decided_on: date, by: Workings
) -> Corrected:
    """Raises InvalidInput. The day of a silence follows from the limit and is nobody's to correct."""
    decision = _decision(file.application, decision_id, "/decided_on")
    received_on = file.application.received_on
    too_early = received_on is not None and decided_on < received_on
    if decision.outcome is Outcome.NO_RESPONSE or decided_on > desk.today or too_early:
        raise InvalidInput("out_of_range", "/decided_on")
    return with_decision(file.application, file.clocks, decision.id, decided_on, by)


def corrected_codes(desk: Desk, file: ApplicationFile, decision_id: UUID | None, codes: tuple[str, ...]) -> Corrected:
    """Raises InvalidInput, CodeNotUsable. The ground follows the reasons (PL-713)."""
    decision = _decision(file.application, decision_id, "/codes")
    if decision.outcome is not Outcome.REFUSED or not 1 <= len(codes) <= MOST_CODES:
        raise InvalidInput("not_allowed", "/codes")
    held = desk.codes.codes
    if len(set(codes)) != len(codes) or any(code not in held or not held[code].open_to_staff() for code in codes):
        raise CodeNotUsable
    changed = replace(decision, codes=codes, ground=desk.codes.ground(codes, file.refusal_cohort))
    return Corrected(application=_with(file.application, changed), clocks=file.clocks)


def corrected_start(file: ApplicationFile, start_on: date) -> Corrected:
    """Raises InvalidInput where no start has been named."""
    application, answer = file.application, file.application.answer
    received_on = application.received_on
    if application.start_on is None and (answer is None or answer.start_on is None):
        raise InvalidInput("not_allowed", "/start_on")
    if received_on is not None and start_on < received_on:
        raise InvalidInput("out_of_range", "/start_on")
    changed = replace(application, start_on=start_on if application.start_on else None)
    if answer is not None and answer.start_on is not None:
        changed = _with(changed, replace(answer, start_on=start_on))
    return Corrected(application=changed, clocks=file.clocks)


def _decision(application: Application, decision_id: UUID | None, pointer: str) -> Decision:
    found = [one for one in application.decisions if decision_id in {None, one.id}]
    if not found:
        raise InvalidInput("not_allowed", pointer)
    return found[-1]


def _with(application: Application, decision: Decision) -> Application:
    decisions = tuple(decision if one.id == decision.id else one for one in application.decisions)
    return replace(application, decisions=decisions)
