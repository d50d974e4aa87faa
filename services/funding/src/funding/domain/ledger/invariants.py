"""What holds for the books after every journal, checked on the journal and on what it leaves (IN-1 to IN-11)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from funding.domain.ledger.accounts import (
    CREDIT_ACCOUNTS,
    FUNDS,
    FUNDS_NOT_APPLIED,
    Account,
    JournalKind,
)
from funding.domain.ledger.journals import Dimensions, JournalDraft, Line
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from kit.kernel.errors import DomainError

Cell = tuple[Account, Dimensions]
Book = tuple[FinancialYear, Scheme]


class Invariant(StrEnum):
    BALANCED = "IN-1"
    FUNDED = "IN-5"
    APPLIED = "IN-6"
    UNAPPLIED = "IN-7"
    NOT_OVERDRAWN = "IN-8"
    ONE_YEAR = "IN-11"


class BooksWouldBreak(DomainError):
    """A journal would break an invariant: a fault of the step that made it, never of the person."""

    def __init__(self, invariant: Invariant, key: str) -> None:
        super().__init__(f"{invariant} broken by {key}")
        self.invariant = invariant


class Overdrawn(DomainError):
    """A fund does not hold what a step wants to take from it (IN-8); the shortfall in all, and of each pot."""

    def __init__(self, shortfall_pence: Mapping[Account, int]) -> None:
        super().__init__("a fund would be overdrawn")
        self.by_account = dict(shortfall_pence)

    @property
    def shortfall_pence(self) -> int:
        return sum(self.by_account.values())

    @property
    def central_shortfall_pence(self) -> int | None:
        return self.by_account.get(Account.CENTRAL_POT)

    @property
    def devolved_shortfall_pence(self) -> int | None:
        return self.by_account.get(Account.DEVOLVED_POT)


_GROUPED_BY: Final[Mapping[Account, tuple[str, ...]]] = {
    Account.CHILD_BUDGET: ("child_id", "term"),
    Account.COMMITTED: ("request_id", "child_id"),
    Account.ADVANCED: ("child_id", "school_urn"),
    Account.SPENT: ("child_id", "school_urn"),
}
_NEVER_OVERDRAWN: Final = CREDIT_ACCOUNTS | {Account.ADVANCED, Account.SPENT, Account.RECOUP_RECEIVABLE}


def guarded_cell(account: Account, about: Dimensions) -> Cell | None:
    """The sum that may not be overdrawn when this line is posted; None for an account without such a limit.

    One per pot, per child-term budget, per commitment, per child and school (IN-8).
    """
    if account not in _NEVER_OVERDRAWN:
        return None
    kept = {name: getattr(about, name) for name in _GROUPED_BY.get(account, ())}
    return account, Dimensions(financial_year=about.financial_year, scheme=about.scheme, **kept)


def overdrawn(balances: Mapping[Cell, int]) -> dict[Account, int]:
    """The shortfall of each account whose guarded sums went below nothing."""
    short: Counter[Account] = Counter()
    for (account, _about), pence in balances.items():
        held = -pence if account in CREDIT_ACCOUNTS else pence
        if held < 0:
            short[account] -= held
    return dict(short)


def require_sound(draft: JournalDraft) -> None:
    """Raises BooksWouldBreak unless the journal keeps IN-1, IN-5, IN-6, IN-7 and IN-11.

    All of them are sums, so books that held before a sound journal hold after it.
    """
    books = _by_book(draft.lines)
    if len({year for year, _scheme in books}) > 1 and draft.kind is not JournalKind.REPAYMENT:
        raise BooksWouldBreak(Invariant.ONE_YEAR, draft.key)
    for lines in books.values():
        for invariant in _broken(draft.kind, lines):
            raise BooksWouldBreak(invariant, draft.key)


def broken_by_books(balances: Mapping[Account, int], award_pence: int) -> list[Invariant]:
    """The invariants that the sums of one year and scheme do not hold, given what was awarded."""
    lines = Counter(balances)
    broken = [] if _funds(lines) == award_pence else [Invariant.FUNDED]
    return broken + list(_broken_always(lines))


def _broken(kind: JournalKind, lines: Counter[Account]) -> Iterator[Invariant]:
    if kind is not JournalKind.REVERSAL and _funds(lines) != _funds_expected(kind, lines):
        yield Invariant.FUNDED
    yield from _broken_always(lines)


def _broken_always(lines: Counter[Account]) -> Iterator[Invariant]:
    if sum(lines.values()) != 0:
        yield Invariant.BALANCED
    if -lines[Account.APPLIED] != lines[Account.ADVANCED] + lines[Account.SPENT]:
        yield Invariant.APPLIED
    backing = (
        lines[Account.CASH] + lines[Account.DFE_RECEIVABLE] + lines[Account.RECOUP_RECEIVABLE] + lines[Account.PAYABLE]
    )
    if backing != -sum(lines[account] for account in FUNDS_NOT_APPLIED) - lines[Account.POST_YEAR_END]:
        yield Invariant.UNAPPLIED


def _funds(lines: Counter[Account]) -> int:
    return -sum(lines[account] for account in FUNDS)


def _funds_expected(kind: JournalKind, lines: Counter[Account]) -> int:
    """By how much a journal of this kind may change what the authority is accountable for (IN-5)."""
    match kind:
        case JournalKind.AWARD:
            return lines[Account.DFE_RECEIVABLE]
        case JournalKind.REPAYMENT | JournalKind.SUSPENSE_DECIDED:
            return lines[Account.CASH] + lines[Account.DFE_RECEIVABLE] + lines[Account.POST_YEAR_END]
        case _:
            return 0


def _by_book(lines: Iterable[Line]) -> dict[Book, Counter[Account]]:
    books: dict[Book, Counter[Account]] = {}
    for line in lines:
        book = books.setdefault((line.about.financial_year, line.about.scheme), Counter())
        book[line.account] += line.pence
    return books
