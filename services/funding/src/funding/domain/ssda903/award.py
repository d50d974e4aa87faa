"""What a count would bring: the final award of one year and the provisional one of the next (FU-806)."""

from collections.abc import Iterable
from dataclasses import dataclass

from funding.domain.awards.award import AwardKind
from funding.domain.rates import Rate, RateNotSet, rate_in_force
from funding.domain.schemes import Scheme
from funding.domain.ssda903.count import Count
from funding.domain.years import FinancialYear, ReturnYear

RATE_NOT_SET_NOTE = "rate_not_set"


@dataclass(frozen=True, slots=True)
class AwardOfCount:
    """`award_pence` is null where the year's rate is not known; the note then says so."""

    kind: AwardKind
    financial_year: FinancialYear
    children_count: int
    rate_pence: int | None
    award_pence: int | None
    note: str | None


def awards_of_count(count: Count, year: ReturnYear, rates: Iterable[Rate]) -> tuple[AwardOfCount, AwardOfCount]:
    known = list(rates)
    return (
        _award(count, AwardKind.FINAL, year.final_of, known),
        _award(count, AwardKind.PROVISIONAL, year.provisional_of, known),
    )


def _award(count: Count, kind: AwardKind, year: FinancialYear, rates: Iterable[Rate]) -> AwardOfCount:
    try:
        pence = rate_in_force(rates, Scheme.LAC, year).usable_pence
    except RateNotSet:
        pence = None
    if pence is None:
        return AwardOfCount(kind, year, count.eligible, None, None, RATE_NOT_SET_NOTE)
    return AwardOfCount(kind, year, count.eligible, pence, count.eligible * pence, None)
