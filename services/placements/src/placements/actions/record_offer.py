"""A school offers a place, full time and without conditions (T6, T11)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.record_answer import Answered, a_decision, check_logged, keep_answer
from placements.actions.record_conditional_offer import ConditionalOffer, keep_conditional_offer
from placements.actions.take_answer_back import made_ready_for_school
from placements.actions.take_up import ApplicationFile, permit, take_up
from placements.domain.application import Application
from placements.domain.conditions import LATE_START, implied_conditions
from placements.domain.decisions import Outcome, start_is_late
from placements.domain.steps import Step
from placements.domain.transitions import may_take


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """`reason` says why a start more than 10 school days away is right (Code 2.31)."""

    answered: Answered
    start_on: date
    hours_per_week: int | None = None
    reason: str | None = None


async def record_offer(desk: Desk, application_id: UUID, version: int, offer: Offer) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput.

    An offer below full time, or of a late start without a reason, is recorded as one with conditions (T7).
    """
    file = await take_up(desk, application_id, version)
    file = await made_ready_for_school(desk, file, Step.OFFER)
    permit(desk, file.application, Step.OFFER)
    check_logged(desk, file, offer.answered)
    _refuse_start_before_request(file, offer.start_on)
    if conditions := _conditions(desk, file, offer):
        return await _keep_with_conditions(desk, file, offer, conditions)
    return await keep_offer(desk, file, offer)


async def keep_offer(desk: Desk, file: ApplicationFile, offer: Offer) -> Application:
    """The offer once it has been checked."""
    decision = replace(
        a_decision(desk, Outcome.OFFERED, offer.answered),
        start_on=offer.start_on,
        hours_per_week=offer.hours_per_week,
        narrative=offer.reason,
    )
    clocks = (("accept_reply", desk.today), ("aa_tells_la", offer.answered.decided_on))
    return await keep_answer(desk, file, Step.OFFER, decision, clocks=clocks)


async def _keep_with_conditions(desk: Desk, file: ApplicationFile, offer: Offer, conditions: list[str]) -> Application:
    """Raises InvalidInput where the table has no offer with conditions: after a refusal only a real one counts."""
    if not may_take(file.application.state, Step.OFFER_WITH_CONDITIONS, desk.taker.actors):
        if LATE_START in conditions:
            raise InvalidInput("missing", "/reason")
        raise InvalidInput("out_of_range", "/hours_per_week")
    conditional = ConditionalOffer(
        answered=offer.answered,
        conditions=tuple(conditions),
        start_on=offer.start_on,
        hours_per_week=offer.hours_per_week,
        narrative=offer.reason,
    )
    return await keep_conditional_offer(desk, file, conditional)


def _conditions(desk: Desk, file: ApplicationFile, offer: Offer) -> list[str]:
    late = start_is_late(desk.today, offer.start_on, file.school_calendar)
    return implied_conditions(
        hours_per_week=offer.hours_per_week,
        full_time_hours=desk.settings.full_time_hours(file.application.year_group),
        late_without_reason=late and not offer.reason,
    )


def check_start(desk: Desk, file: ApplicationFile, start_on: date, reason: str | None) -> None:
    """A start lies after the request; one more than 10 school days away needs a reason (T23)."""
    _refuse_start_before_request(file, start_on)
    if start_is_late(desk.today, start_on, file.school_calendar) and not reason:
        raise InvalidInput("missing", "/reason")


def _refuse_start_before_request(file: ApplicationFile, start_on: date) -> None:
    if file.application.received_on is not None and start_on < file.application.received_on:
        raise InvalidInput("out_of_range", "/start_on")
