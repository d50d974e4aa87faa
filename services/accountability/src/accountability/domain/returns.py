"""PP+ returns a school owes, counted: F1 (section 5)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from accountability.domain.counts import Count
from accountability.domain.facts import Fact, in_order
from accountability.domain.first_answers import school_days
from accountability.domain.funding_events import COUNTED_SCHEMES
from accountability.domain.windows import Window
from kit.kernel.days import Calendar

NOTICE_SCHOOL_DAYS: Final = 10
"""A return asked for later than this before its due date counts in nothing (F1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendReturn:
    """One return of one school and term, as its facts tell it."""

    id: str
    asked_on: date
    due_on: date
    received_on: date | None
    is_waived: bool
    chases: int


def returns_of(facts: Iterable[Fact]) -> list[SpendReturn]:
    """From effective facts; the first receipt counts. Only LAC and EYPP money enters (decision of section 3.3)."""
    by_return: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.type.startswith("pp_return.") and fact.fields.get("scheme") in COUNTED_SCHEMES:
            by_return[fact.subject_id].append(fact)
    told = (_return(in_order(of_one)) for of_one in by_return.values())
    return sorted((one for one in told if one), key=lambda one: (one.due_on, one.id))


_SAY_WHEN_DUE: Final = frozenset({"pp_return.requested", "pp_return.received"})
"""The later one knows of an extension."""


def _return(facts: Sequence[Fact]) -> SpendReturn | None:
    asked = [fact for fact in facts if fact.type == "pp_return.requested"]
    told_due = [fact.day("due_on") for fact in facts if fact.type in _SAY_WHEN_DUE]
    due_on = next((day for day in reversed(told_due) if day), None)
    if not asked or due_on is None:
        return None
    received = (fact.day("received_on") for fact in facts if fact.type == "pp_return.received")
    return SpendReturn(
        id=asked[-1].subject_id,
        asked_on=asked[0].occurred_on,
        due_on=due_on,
        received_on=next(received, None),
        is_waived=any(fact.type == "pp_return.waived" for fact in facts),
        chases=sum(1 for fact in facts if fact.type in {"pp_return.reminded", "pp_return.escalated"}),
    )


def returned_on_time(
    returns: Iterable[SpendReturn], children: frozenset[UUID], calendar: Calendar, window: Window, today: date
) -> Count:
    """F1 by the due date, once it has passed or the return is in; raises `CalendarMissing`.

    `children` are those with PP+ paid at the school in the window, because a return names none (AC-26).
    """
    due = [
        one
        for one in returns
        if one.due_on in window and not one.is_waived and (one.due_on < today or one.received_on)
        if school_days(one.asked_on, one.due_on, calendar) >= NOTICE_SCHOOL_DAYS
    ]
    on_time = sum(1 for one in due if one.received_on and one.received_on <= one.due_on)
    return Count(on_time, len(due), children)
