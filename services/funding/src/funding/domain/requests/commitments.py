"""What a decision sets aside: one commitment for each line, financial year and child (FU-1206, FU-1210, FU-1211)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.journals import Dimensions, JournalDraft, Line, credit, debit, moved
from funding.domain.requests.decision import DecidedLine
from funding.domain.requests.request import Fund, Request, RequestLine
from funding.domain.years import FinancialYear
from kit.kernel.money import split_by_largest_remainder

Budgets = Mapping[Dimensions, int]
"""Free pence by child-term budget; what is not named holds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Approved money for one child (or for all, from the central pot) in one financial year."""

    id: UUID
    request_id: UUID
    line_id: UUID
    child_id: UUID | None
    financial_year: FinancialYear
    pence: int


def commitments_of(
    request: Request, decided: Sequence[DecidedLine], new_id: Callable[[], UUID]
) -> tuple[Commitment, ...]:
    """Parts always sum to what was approved: years by their sessions, then children by their weights (FU-503)."""
    return tuple(
        Commitment(
            id=new_id(),
            request_id=request.id,
            line_id=answer.line.id,
            child_id=child_id,
            financial_year=year,
            pence=pence,
        )
        for answer in decided
        for year, in_year in _by_year(answer.line, answer.decision.approved_pence)
        for child_id, pence in _by_child(request, in_year)
        if pence
    )


def journals_of_decision(
    request: Request,
    commitments: Iterable[Commitment],
    budgets: Budgets,
    payee_id: UUID | None,
    actor_id: str,
    on: date,
) -> list[JournalDraft]:
    """J4 where the child's budget does not hold enough, and J5, for each financial year (FU-1210)."""
    by_year: dict[FinancialYear, list[Commitment]] = {}
    for commitment in commitments:
        by_year.setdefault(commitment.financial_year, []).append(commitment)
    drafts: list[JournalDraft] = []
    for year, ones in sorted(by_year.items()):
        steps = [
            (JournalKind.BUDGET, "budget", _budget_lines(request, ones, budgets)),
            (JournalKind.COMMIT, "commit", _commit_lines(request, ones, payee_id)),
        ]
        drafts.extend(
            JournalDraft(
                kind=kind,
                effective_on=max(on, year.starts_on),
                source_type="request",
                source_id=request.id,
                actor_id=actor_id,
                key=f"request:{request.id}:{step}:{year}",
                lines=lines,
            )
            for kind, step, lines in steps
            if lines
        )
    return drafts


def budget_of(request: Request, commitment: Commitment) -> Dimensions:
    """The child-term budget a commitment is taken from."""
    return Dimensions(
        financial_year=commitment.financial_year,
        scheme=request.scheme,
        child_id=commitment.child_id,
        term=request.term,
    )


def committed_as(request: Request, commitment: Commitment, payee_id: UUID | None) -> Dimensions:
    """How the money stands while it is committed."""
    return Dimensions(
        financial_year=commitment.financial_year,
        scheme=request.scheme,
        child_id=commitment.child_id,
        school_urn=request.school_urn,
        payee_id=payee_id,
        term=request.term,
        request_id=request.id,
        central_category=request.central_category,
    )


def _by_year(line: RequestLine, pence: int) -> Iterator[tuple[FinancialYear, int]]:
    if not line.sessions_by_financial_year:
        yield line.years[0], pence
        return
    weights = [year.sessions for year in line.sessions_by_financial_year]
    parts = split_by_largest_remainder(pence, weights)
    for year, part in zip(line.sessions_by_financial_year, parts, strict=True):
        yield year.financial_year, part


def _by_child(request: Request, pence: int) -> Iterator[tuple[UUID | None, int]]:
    if not request.shares:
        yield (None if request.fund is Fund.CENTRAL else request.child_id), pence
        return
    parts = split_by_largest_remainder(pence, [share.weight for share in request.shares])
    for share, part in zip(request.shares, parts, strict=True):
        yield share.child_id, part


def _budget_lines(request: Request, ones: Sequence[Commitment], budgets: Budgets) -> tuple[Line, ...]:
    if request.fund is Fund.CENTRAL:
        return ()
    needed: Counter[Dimensions] = Counter()
    for one in ones:
        needed[budget_of(request, one)] += one.pence
    short = {about: pence - budgets.get(about, 0) for about, pence in needed.items()}
    topped_up = [credit(Account.CHILD_BUDGET, pence, about) for about, pence in short.items() if pence > 0]
    if not topped_up:
        return ()
    pot = Dimensions(financial_year=ones[0].financial_year, scheme=request.scheme)
    return (debit(Account.DEVOLVED_POT, -sum(line.pence for line in topped_up), pot), *topped_up)


def _commit_lines(request: Request, ones: Sequence[Commitment], payee_id: UUID | None) -> tuple[Line, ...]:
    lines: list[Line] = []
    for one in ones:
        if request.fund is Fund.CENTRAL:
            pot = Dimensions(financial_year=one.financial_year, scheme=request.scheme)
            lines.append(debit(Account.CENTRAL_POT, one.pence, pot))
        else:
            lines.append(debit(Account.CHILD_BUDGET, one.pence, budget_of(request, one)))
        lines.append(credit(Account.COMMITTED, one.pence, committed_as(request, one, payee_id)))
    return moved(lines)
