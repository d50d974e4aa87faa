"""Whether the figures and dates of a request fit together, before anybody decides about it (FU-1205, FU-1206)."""

from funding.domain.requests.request import Fund, PayTo, Request, RequestKind, RequestLine
from funding.domain.years import FinancialYear
from kit.kernel.errors import InvalidInput


def require_sound(request: Request) -> None:
    """Raises InvalidInput where the figures or dates of a request do not fit together (FU-1205, FU-1206)."""
    if bool(request.shares) != (request.kind is RequestKind.POOLED and request.fund is Fund.DEVOLVED):
        raise InvalidInput("not_allowed" if request.shares else "missing", "/shares")
    if request.child_id is None and request.fund is Fund.DEVOLVED and not request.shares:
        raise InvalidInput("missing", "/child_id")
    if request.fund is Fund.CENTRAL and request.central_category is None:
        raise InvalidInput("missing", "/central_category")
    if request.pay_to is PayTo.SCHOOL and request.school_urn is None:
        raise InvalidInput("missing", "/school_urn")
    if request.pay_to is PayTo.SUPPLIER and request.payee_id is None:
        raise InvalidInput("missing", "/payee_id")
    if request.financial_year not in {request.term.financial_year, request.term.financial_year.following}:
        raise InvalidInput("other_financial_year", "/term")
    for line in request.lines:
        _require_sound_line(line, request.financial_year, f"/lines/{line.position - 1}")


def _require_sound_line(line: RequestLine, year: FinancialYear, at: str) -> None:
    counted = None if line.sessions is None or line.unit_cost_pence is None else line.sessions * line.unit_cost_pence
    if counted != line.total_pence and not line.total_reason:
        raise InvalidInput("does_not_add_up", f"{at}/total_pence")
    if line.end_on < line.start_on:
        raise InvalidInput("before_start", f"{at}/end_on")
    if line.funding_sources and sum(source.pence for source in line.funding_sources) != line.total_pence:
        raise InvalidInput("does_not_add_up", f"{at}/funding_sources")
    if line.years[0] != year:
        raise InvalidInput("other_financial_year", f"{at}/start_on")
    _require_sound_years(line, at)


def _require_sound_years(line: RequestLine, at: str) -> None:
    """A line that crosses 31 March says how many of its sessions lie in each year (FU-1206)."""
    named = tuple(year.financial_year for year in line.sessions_by_financial_year)
    if len(line.years) > 1 and named != line.years:
        raise InvalidInput("missing", f"{at}/sessions_by_financial_year")
    if named and sum(year.sessions for year in line.sessions_by_financial_year) != line.sessions:
        raise InvalidInput("does_not_add_up", f"{at}/sessions_by_financial_year")
