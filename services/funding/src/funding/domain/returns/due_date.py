"""When a return is due: days after the end of the term by the authority's policy (FU-404, FU-405, FU-1401)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from funding.domain.policies.parameters import Parameters
from funding.domain.years import Term
from kit.kernel.days import Calendar, add_school_days, add_working_days
from kit.kernel.errors import DomainError


class CalendarMissing(DomainError):
    """Nobody published the dates of this term, and nothing is guessed (FU-404)."""

    def __init__(self, term: Term) -> None:
        super().__init__(str(term))
        self.term = term


@dataclass(frozen=True, slots=True)
class TermDates:
    """First and last day of a term: from the first start to the last end of its halves."""

    term: Term
    starts_on: date
    ends_on: date


def dates_of(term: Term, known: Sequence[TermDates]) -> TermDates:
    """Raises CalendarMissing for a term without dates."""
    halves = [dates for dates in known if dates.term == term]
    if not halves:
        raise CalendarMissing(term)
    return TermDates(term, min(half.starts_on for half in halves), max(half.ends_on for half in halves))


def due_on(dates: TermDates, calendar: Calendar, parameters: Parameters) -> date:
    """Working days or school days after the last day of the term; raises CalendarMissing past the known days."""
    days = parameters.number("returns.due_days")
    if parameters.word("returns.due_unit") == "school_days":
        due = add_school_days(dates.ends_on, days, calendar)
    else:
        due = add_working_days(dates.ends_on, days)
    if due is None:
        raise CalendarMissing(dates.term)
    return due
