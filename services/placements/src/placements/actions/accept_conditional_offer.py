"""The head takes a place with conditions after all, because it serves the child, and looks again (T21b, decision)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.take_up import ApplicationFile, put_back
from placements.domain.application import AcceptedBy, Application
from placements.domain.cases import LEAST_REASON
from placements.domain.chronology import EntryKind

REVIEWED_WITHIN: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Why the conditions are in the child's interest, and when they are looked at again."""

    reason: str | None
    review_on: date | None


async def accept_conditional_offer(desk: Desk, file: ApplicationFile, by: AcceptedBy, review: Review) -> Application:
    """For somebody who may. Raises InvalidInput."""
    start_on = file.application.answer.start_on if file.application.answer else None
    review_on = _checked(review, start_on or desk.today)
    accepted = file.application.accept_conditional(by, desk.today, review_on)
    facts = {"accepted_by": by.value, "reason": review.reason, "review_on": review_on.isoformat()}
    file = await put_back(desk, file, accepted, EntryKind.ACCEPTED_CONDITIONAL, facts)
    await stop_by(desk, file.clocks, ["accepted"], desk.today)
    await start_review(desk, file, start_on or desk.today, review_on)
    return file.application


async def start_review(desk: Desk, file: ApplicationFile, first_day_on: date, review_on: date | None) -> None:
    """Part time is looked at again within 28 days of the first day; sooner where that was agreed."""
    started = await start_clocks(desk, file, ["part_time_review"], first_day_on)
    await desk.clocks.keep(
        replace(clock, local_due_on=min(review_on, clock.due_on)) for clock in started if review_on and clock.due_on
    )


def _checked(review: Review, start_on: date) -> date:
    if review.reason is None or len(review.reason) < LEAST_REASON:
        raise InvalidInput("too_short" if review.reason else "missing", "/reason")
    if review.review_on is None:
        raise InvalidInput("missing", "/review_on")
    if not start_on <= review.review_on <= start_on + REVIEWED_WITHIN:
        raise InvalidInput("out_of_range", "/review_on")
    return review.review_on
