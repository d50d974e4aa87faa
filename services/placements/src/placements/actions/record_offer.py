"""A school offers a place, full time and without conditions (T6, T11)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.record_answer import Answered, a_decision, check_logged, keep_answer
from placements.actions.take_up import ApplicationFile, permit, take_up
from placements.domain.application import Application
from placements.domain.decisions import Outcome, start_is_late
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """`reason` says why a start more than 10 school days away is right (Code 2.31)."""

    answered: Answered
    start_on: date
    hours_per_week: int | None = None
    reason: str | None = None


async def record_offer(desk: Desk, application_id: UUID, version: int, offer: Offer) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.OFFER)
    check_logged(desk, file, offer.answered)
    check_full_time(desk, file, offer.hours_per_week)
    check_start(desk, file, offer.start_on, offer.reason)
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


def check_full_time(desk: Desk, file: ApplicationFile, hours_per_week: int | None) -> None:
    """Fewer hours than full time would be an offer with a condition."""
    if hours_per_week is not None and hours_per_week < desk.settings.full_time_hours(file.application.year_group):
        raise InvalidInput("out_of_range", "/hours_per_week")


def check_start(desk: Desk, file: ApplicationFile, start_on: date, reason: str | None) -> None:
    """A start lies after the request; one more than 10 school days away needs a reason."""
    if file.application.received_on is not None and start_on < file.application.received_on:
        raise InvalidInput("out_of_range", "/start_on")
    if start_is_late(desk.today, start_on, file.school_calendar) and not reason:
        raise InvalidInput("missing", "/reason")
