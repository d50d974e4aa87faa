"""Which years take new commitments (section 17, FU-1206)."""

from collections.abc import Iterable, Mapping

from funding.domain.ledger.accounts import PeriodState
from funding.domain.years import FinancialYear
from kit.kernel.errors import DomainError


class FinancialYearNotOpen(DomainError):
    """No award of the year has been posted yet, so nothing can be promised from it (FU-1206)."""

    def __init__(self, financial_year: FinancialYear) -> None:
        super().__init__(str(financial_year))
        self.financial_year = financial_year


class PeriodClosed(DomainError):
    """The year does not take this posting any more (section 17)."""


def require_open(states: Mapping[FinancialYear, PeriodState], years: Iterable[FinancialYear]) -> None:
    """Raises FinancialYearNotOpen before the first award, PeriodClosed after the year."""
    for year in years:
        match states.get(year, PeriodState.PLANNED):
            case PeriodState.OPEN:
                continue
            case PeriodState.PLANNED:
                raise FinancialYearNotOpen(year)
            case _:
                raise PeriodClosed
