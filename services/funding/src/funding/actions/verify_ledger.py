"""Walks the whole chain and sums all books: IN-5 to IN-7, IN-10 and IN-12 (FU-1805, section 22)."""

from dataclasses import dataclass

from funding.domain.ledger.chain import Verification, Walk
from funding.domain.ledger.invariants import Book, Invariant, broken_by_books
from funding.store.records import Records


@dataclass(frozen=True, slots=True)
class Verified:
    """The chain, the books that do not hold, and whether the kept balances are the sums of the lines."""

    chain: Verification
    broken: tuple[tuple[Book, Invariant], ...]
    balances_rebuilt: bool

    @property
    def holds(self) -> bool:
        return self.chain.verified and not self.broken and self.balances_rebuilt


async def verify_ledger(records: Records) -> Verified:
    """Reads only; a second run over unchanged books answers the same."""
    awards = {(award.financial_year, award.scheme): award.award_pence for award in await records.awards.all_posted()}
    broken = tuple(
        (book, invariant)
        for book, sums in (await records.books.sums()).items()
        for invariant in broken_by_books(sums, awards.get(book, 0))
    )
    return Verified(await _chain(records), broken, await records.books.balances_are_sums())


async def _chain(records: Records) -> Verification:
    walk = Walk(records.authority)
    async for journal in records.books.journals():
        if not walk.step(journal):
            break
    return walk.found(await records.ledger.head())
