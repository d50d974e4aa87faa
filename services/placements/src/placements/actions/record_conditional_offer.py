"""A school offers a place with conditions, which the Code does not allow for a looked-after child (T7, Code 2.28)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.record_answer import Answered, a_decision, check_logged, keep_answer
from placements.actions.take_answer_back import made_ready_for_school
from placements.actions.take_up import ApplicationFile, permit, take_up
from placements.domain.application import Application
from placements.domain.conditions import implied_conditions, joined
from placements.domain.decisions import Outcome, start_is_late
from placements.domain.errors import CodeNotUsable, ConditionsRequired
from placements.domain.refusal_codes import OTHER
from placements.domain.reply import LEAST_OTHER
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalOffer:
    """`conditions` as the school named them; hours and start may make more of them."""

    answered: Answered
    conditions: tuple[str, ...]
    start_on: date | None = None
    hours_per_week: int | None = None
    narrative: str | None = None


async def record_conditional_offer(
    desk: Desk, application_id: UUID, version: int, offer: ConditionalOffer
) -> Application:
    """Raises StepNotAllowed, StepNotForActor, ConditionsRequired, CodeNotUsable, InvalidInput."""
    file = await take_up(desk, application_id, version)
    file = await made_ready_for_school(desk, file, Step.OFFER_WITH_CONDITIONS)
    permit(desk, file.application, Step.OFFER_WITH_CONDITIONS)
    check_logged(desk, file, offer.answered)
    _check(desk, file, offer)
    late = offer.start_on is not None and start_is_late(desk.today, offer.start_on, file.school_calendar)
    implied = implied_conditions(
        hours_per_week=offer.hours_per_week,
        full_time_hours=desk.settings.full_time_hours(file.application.year_group),
        late_without_reason=late and not offer.narrative,
    )
    return await keep_conditional_offer(desk, file, replace(offer, conditions=joined(offer.conditions, implied)))


async def keep_conditional_offer(desk: Desk, file: ApplicationFile, offer: ConditionalOffer) -> Application:
    """Recorded under the reasons its conditions stand for (PL-610); five school days to lift them (PL-708)."""
    codes = desk.codes.reasons_of(offer.conditions)
    decision = replace(
        a_decision(desk, Outcome.CONDITIONAL, offer.answered),
        conditions=offer.conditions,
        codes=codes,
        ground=desk.codes.ground(codes, file.refusal_cohort),
        narrative=offer.narrative,
        start_on=offer.start_on,
        hours_per_week=offer.hours_per_week,
    )
    clocks = (("conditional_reply", desk.today), ("conditional_lift", offer.answered.decided_on))
    return await keep_answer(desk, file, Step.OFFER_WITH_CONDITIONS, decision, clocks=clocks)


def _check(desk: Desk, file: ApplicationFile, offer: ConditionalOffer) -> None:
    if not offer.conditions:
        raise ConditionsRequired
    if any(condition not in desk.codes.conditions for condition in offer.conditions):
        raise CodeNotUsable
    if OTHER in offer.conditions and len(offer.narrative or "") < LEAST_OTHER:
        raise InvalidInput("too_short", "/narrative")
    received_on = file.application.received_on
    if offer.start_on is not None and received_on is not None and offer.start_on < received_on:
        raise InvalidInput("out_of_range", "/start_on")
