"""What a file left for the virtual school head to decide about a child; no import decides it (PL-325, PL-326)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from placements.domain.care import ADOPTION_REASONS, ORDER_REASONS, CarePeriod, CareStatus
from placements.domain.child_record import ChildRecord

ASKED_FOR: Final = timedelta(days=365)
"""Whoever has not answered by then has: an order need not be followed by anything (PL-325)."""


class ChildQuestion(StrEnum):
    SEAL_ADOPTION = "seal_adoption"
    CONFIRM_PREVIOUSLY_LOOKED_AFTER = "confirm_previously_looked_after"
    FEED_PURGED = "feed_purged"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`since` is the day that raised it."""

    question: ChildQuestion
    since: date


def open_questions(record: ChildRecord, today: date) -> list[OpenQuestion]:
    """An adopted child waits for its seal until it is sealed; an order asks for the status that follows."""
    found = list(_of_care(record.care, today))
    if record.child.feed_purged_at is not None:
        found.append(OpenQuestion(ChildQuestion.FEED_PURGED, record.child.feed_purged_at.date()))
    return found


def _of_care(care: tuple[CarePeriod, ...], today: date) -> Iterator[OpenQuestion]:
    for period in care:
        if period.to_on is None or period.to_on > today:
            continue
        if period.end_reason in ADOPTION_REASONS:
            yield OpenQuestion(ChildQuestion.SEAL_ADOPTION, period.to_on)
        elif period.end_reason in ORDER_REASONS and _is_open(period.to_on, care, today):
            yield OpenQuestion(ChildQuestion.CONFIRM_PREVIOUSLY_LOOKED_AFTER, period.to_on)


def _is_open(ended_on: date, care: tuple[CarePeriod, ...], today: date) -> bool:
    """Nothing was recorded from that day on, and it is not long ago."""
    goes_on = any(
        one.from_on >= ended_on or (one.status is CareStatus.PREVIOUSLY_LOOKED_AFTER and one.to_on is None)
        for one in care
    )
    return not goes_on and today - ended_on <= ASKED_FOR
