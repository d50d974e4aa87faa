"""A journal before it is posted: lines that sum to nothing, and the source they come from (FU-1801, FU-1804)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimensions:
    """What a line is about; `financial_year` is the year whose grant it is (section 18)."""

    financial_year: FinancialYear
    scheme: Scheme
    child_id: UUID | None = None
    school_urn: int | None = None
    payee_id: UUID | None = None
    term: Term | None = None
    request_id: UUID | None = None
    central_category: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Signed integer pence, debit positive, never 0."""

    account: Account
    pence: int
    about: Dimensions

    def __post_init__(self) -> None:
        if self.pence == 0:
            raise ValueError("a ledger line moves money")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalDraft:
    """What a step wants posted; `key` is made from its source, such as `payment:<id>:release`."""

    kind: JournalKind
    effective_on: date
    source_type: str
    source_id: UUID
    actor_id: str
    key: str
    lines: tuple[Line, ...]
    reason: str | None = None
    reverses_journal_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """A posted journal with its place in the authority's chain (FU-1801)."""

    id: UUID
    authority: str
    seq: int
    posted_at: datetime
    draft: JournalDraft
    body_hash: str
    prev_hash: str
    hash: str


def debit(account: Account, pence: int, about: Dimensions) -> Line:
    return Line(account, pence, about)


def credit(account: Account, pence: int, about: Dimensions) -> Line:
    return Line(account, -pence, about)


def moved(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with equal accounts and dimensions joined, without those that cancel out."""
    sums: dict[tuple[Account, Dimensions], int] = {}
    for line in lines:
        sums[line.account, line.about] = sums.get((line.account, line.about), 0) + line.pence
    return tuple(Line(account, pence, about) for (account, about), pence in sums.items() if pence)


def reversal(journal: Journal, actor_id: str, reason: str, on: date) -> JournalDraft:
    """The exact negation (JR); the database takes at most one for each journal."""
    return JournalDraft(
        kind=JournalKind.REVERSAL,
        effective_on=on,
        source_type="journal",
        source_id=journal.id,
        actor_id=actor_id,
        key=f"journal:{journal.id}:reversal",
        lines=tuple(replace(line, pence=-line.pence) for line in journal.draft.lines),
        reason=reason,
        reverses_journal_id=journal.id,
    )
