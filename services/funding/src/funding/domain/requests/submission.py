"""What the authority's policy asks of a request when it is submitted (FU-1207)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from funding.domain.people import OFFICER, SCHOOL_ROLES, VSH, Actor
from funding.domain.policies.parameters import Parameters
from funding.domain.requests.request import Request, RequestKind, RequestLine
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from kit.kernel.errors import DomainError


class RequiredByPolicy(DomainError):
    """The policy asks for a field that is empty; `pointer` names it."""

    def __init__(self, pointer: str) -> None:
        super().__init__(pointer)
        self.pointer = pointer


class WindowClosed(DomainError):
    """Requests are taken between other dates."""


class RequesterNotAllowed(DomainError):
    """The policy does not let people of this role ask."""


class SpendCodeDisallowed(DomainError):
    """The policy does not pay for this."""

    def __init__(self, spend_code: str) -> None:
        super().__init__(spend_code)
        self.spend_code = spend_code


class OverMaximum(DomainError):
    """The policy has a highest sum for one request."""

    def __init__(self, maximum_pence: int) -> None:
        super().__init__(str(maximum_pence))
        self.maximum_pence = maximum_pence


class RetrospectiveNotAllowed(DomainError):
    """The policy wants to be asked before the money is spent."""


class FinancialYearOver(DomainError):
    """The year takes no more requests (FU-1207, FU-1707)."""


class PoolingNotAllowed(DomainError):
    """The policy does not pool money of several children (FU-1211)."""


class PhaseNotFunded(DomainError):
    """The scheme is for children of other year groups (section 6)."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A request as it is sent: by whom, on which day, for children of which year groups."""

    request: Request
    actor: Actor
    on: date
    year_groups: tuple[str, ...]


_EARLY_YEARS: Final = "N"
_POST_16: Final = frozenset({"12", "13", "14"})
_ASKED_OF_REQUEST: Final = ("need", "reason", "expected_outcome", "exit_strategy")
_ASKED_OF_LINES: Final[Mapping[str, Callable[[RequestLine], object]]] = {
    "baseline": lambda line: line.baseline,
    "target": lambda line: line.target_id,
    "attachments": lambda line: line.attachment_ref,
}
_FIELD_OF_LINES: Final = {"baseline": "baseline", "target": "target_id", "attachments": "attachment_ref"}


def require_submittable(submission: Submission, parameters: Parameters) -> None:
    """Raises the first thing that stands against it."""
    request = submission.request
    _require_time(request, submission.on, parameters)
    _require_requester(submission, parameters)
    _require_phase(request, submission.year_groups, parameters)
    if request.kind is RequestKind.POOLED and not parameters.is_on("spend.pooling"):
        raise PoolingNotAllowed
    for pointer in _missing(request, parameters.words("topup.fields")):
        raise RequiredByPolicy(pointer)
    _require_codes(request, parameters)
    _require_prospective(request, submission.on, parameters)
    maximum = parameters.pence("topup.max_pence")
    if maximum is not None and request.kind is not RequestKind.EXCEPTION and request.asked_pence > maximum:
        raise OverMaximum(maximum)


def request_cutoff(year: FinancialYear, parameters: Parameters) -> date:
    """The first day on which requests for the year are refused; never later than 1 April after it."""
    month, day = (int(part) for part in parameters.word("yearend.request_cutoff").split("-"))
    in_next = (month, day) <= (4, 1)
    return date(year.start + in_next, month, day)


def _require_time(request: Request, on: date, parameters: Parameters) -> None:
    if on >= request_cutoff(request.financial_year, parameters):
        raise FinancialYearOver
    windows = parameters.windows
    if windows and not any(first <= on.isoformat() <= last for first, last in windows):
        raise WindowClosed


def _require_requester(submission: Submission, parameters: Parameters) -> None:
    """The virtual school head may always ask; officers, schools and others where `topup.requesters` names them."""
    allowed = {
        "vs_officer": {OFFICER},
        "school": set(SCHOOL_ROLES),
        "social_worker": {"social_worker", "iro"},
    }
    roles = {VSH}.union(*(allowed.get(word, set()) for word in parameters.words("topup.requesters")))
    if not submission.actor.is_any_of(*roles):
        raise RequesterNotAllowed


def _require_phase(request: Request, year_groups: tuple[str, ...], parameters: Parameters) -> None:
    for year_group in year_groups:
        post_16 = year_group in _POST_16
        if year_group == _EARLY_YEARS or post_16 != (request.scheme is Scheme.POST16):
            raise PhaseNotFunded
    if request.scheme is Scheme.POST16 and parameters.word("phase.post16") == "none":
        raise PhaseNotFunded


def _missing(request: Request, asked: Sequence[str]) -> Iterator[str]:
    for name in _ASKED_OF_REQUEST:
        if name in asked and not getattr(request, name):
            yield f"/{name}"
    for line in request.lines:
        for name, value_of in _ASKED_OF_LINES.items():
            if name in asked and not value_of(line):
                yield f"/lines/{line.position - 1}/{_FIELD_OF_LINES[name]}"
    if request.kind is RequestKind.EXCEPTION and not request.reason:
        yield "/reason"


def _require_codes(request: Request, parameters: Parameters) -> None:
    allowed = parameters.words("spend.allowed")
    disallowed = parameters.words("spend.disallowed")
    for line in request.lines:
        if line.spend_code in disallowed or (allowed and line.spend_code not in allowed):
            raise SpendCodeDisallowed(line.spend_code)


def _require_prospective(request: Request, on: date, parameters: Parameters) -> None:
    if not parameters.is_on("topup.must_precede_spend"):
        return
    if any(line.already_started or line.start_on < on for line in request.lines):
        raise RetrospectiveNotAllowed
