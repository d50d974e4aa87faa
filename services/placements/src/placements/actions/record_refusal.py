"""A school refuses a child a place, on grounds that are all kept (T8)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.describe_school import conflicts_with_facts
from placements.actions.desk import Desk
from placements.actions.record_answer import Answered, a_decision, check_logged, keep_answer
from placements.actions.refuse_named_child import permit_named_refusal, refuse_named_child
from placements.actions.take_answer_back import made_ready_for_school
from placements.actions.take_up import ApplicationFile, permit, take_up
from placements.domain.application import Application
from placements.domain.application_states import ApplicationFlag
from placements.domain.decisions import AppealInformation, Decision, Evidence, EvidenceGiven, Outcome
from placements.domain.errors import CodeNotUsable
from placements.domain.permitted import AFTER_NAMING
from placements.domain.refusal_codes import OTHER, TRIAGED
from placements.domain.reply import LEAST_OTHER
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One to three reasons; `reasons_dated_on` is the day of the letter that gives them."""

    answered: Answered
    codes: tuple[str, ...]
    narrative: str | None = None
    evidence: tuple[Evidence, ...] = ()
    appeal_information: AppealInformation = AppealInformation.NOT_STATED
    reasons_dated_on: date | None = None


async def record_refusal(desk: Desk, application_id: UUID, version: int, refusal: Refusal) -> Application:
    """Raises StepNotAllowed, StepNotForActor, CodeNotUsable, InvalidInput."""
    file = await take_up(desk, application_id, version)
    named = file.application.state in AFTER_NAMING
    if named:
        permit_named_refusal(desk, file)
    file = await made_ready_for_school(desk, file, Step.REFUSE)
    permit(desk, file.application, Step.REFUSE)
    check_logged(desk, file, refusal.answered)
    _check_codes(desk, file, refusal)
    if named:
        return await refuse_named_child(desk, file, _decision(desk, file, refusal))
    return await keep_refusal(desk, file, refusal)


async def keep_refusal(desk: Desk, file: ApplicationFile, refusal: Refusal) -> Application:
    """The refusal once it has been checked."""
    flags = [ApplicationFlag.EVIDENCE_MISSING] if _evidence_is_missing(desk, refusal) else []
    application = file.application
    if await conflicts_with_facts(
        desk, file.school.urn, refusal.codes, application.entry_academic_year, application.year_group
    ):
        flags.append(ApplicationFlag.REASON_CONFLICTS_WITH_FACTS)
    clocks, decision = list(_clocks(desk, refusal)), _decision(desk, file, refusal)
    return await keep_answer(desk, file, Step.REFUSE, decision, clocks=clocks, flags=flags)


def _decision(desk: Desk, file: ApplicationFile, refusal: Refusal) -> Decision:
    return replace(
        a_decision(desk, Outcome.REFUSED, refusal.answered),
        codes=refusal.codes,
        ground=desk.codes.ground(refusal.codes, file.refusal_cohort),
        narrative=refusal.narrative,
        evidence=refusal.evidence,
        appeal_information=refusal.appeal_information,
        reasons_dated_on=refusal.reasons_dated_on or refusal.answered.decided_on,
    )


def _clocks(desk: Desk, refusal: Refusal) -> Iterator[tuple[str, date]]:
    yield "challenge_send", desk.today
    if TRIAGED & set(refusal.codes):
        yield "other_triage", desk.today


def _check_codes(desk: Desk, file: ApplicationFile, refusal: Refusal) -> None:
    """Staff log what was said; a school uses what its form offers."""
    held = desk.codes.codes
    if len(set(refusal.codes)) != len(refusal.codes) or any(code not in held for code in refusal.codes):
        raise CodeNotUsable
    cohort, by_staff = file.refusal_cohort, desk.taker.logs_for_others
    for code in refusal.codes:
        usable = held[code].open_to_staff() if by_staff else held[code].offered_to_school(cohort)
        if not usable:
            raise CodeNotUsable
    if OTHER in refusal.codes and len(refusal.narrative or "") < LEAST_OTHER:
        raise InvalidInput("too_short", "/narrative")


def _evidence_is_missing(desk: Desk, refusal: Refusal) -> bool:
    """Something is asked for with one of the reasons and nothing was given: a flag, never a rejection (PL-914)."""
    asked = any(desk.codes.codes[code].evidence for code in refusal.codes)
    return asked and not any(evidence.given is EvidenceGiven.YES for evidence in refusal.evidence)
