"""Reading the ledger: journals, balances, and whether all of it holds (section 18)."""

from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, Select, bindparam, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.invariants import Book
from funding.domain.ledger.journals import Dimensions, Journal, JournalDraft, Line
from funding.domain.returns.acceptance import Advance
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.mapping import TERM, YEAR, Reader
from funding.store.tables.ledger import BALANCES, CELL, JOURNAL_LINES, JOURNALS

_AT_ONCE: Final = 500
_ABOUT: Final = Reader(Dimensions, financial_year=YEAR, scheme=Scheme, term=TERM)
_OF_AUTHORITY: Final = select(JOURNALS).where(JOURNALS.c.authority == bindparam("authority"))
_AFTER: Final = _OF_AUTHORITY.where(JOURNALS.c.seq > bindparam("after")).order_by(JOURNALS.c.seq).limit(_AT_ONCE)
_LINES: Final = (
    select(JOURNALS.c.seq, JOURNAL_LINES)
    .join(
        JOURNALS,
        (JOURNALS.c.authority == JOURNAL_LINES.c.authority) & (JOURNALS.c.id == JOURNAL_LINES.c.journal_id),
    )
    .where(
        JOURNALS.c.authority == bindparam("authority"),
        JOURNALS.c.seq.between(bindparam("first"), bindparam("last")),
    )
    .order_by(JOURNALS.c.seq, JOURNAL_LINES.c.line_no)
)
_PENCE: Final = cast(func.sum(BALANCES.c.pence), BigInteger).label("pence")
_SUMS: Final = (
    select(BALANCES.c.financial_year, BALANCES.c.scheme, BALANCES.c.account, _PENCE)
    .where(BALANCES.c.authority == bindparam("authority"))
    .group_by(BALANCES.c.financial_year, BALANCES.c.scheme, BALANCES.c.account)
)
_ADVANCED: Final = select(BALANCES).where(
    BALANCES.c.authority == bindparam("authority"), BALANCES.c.account == Account.ADVANCED, BALANCES.c.pence > 0
)
_ADVANCED_AT: Final = _ADVANCED.where(BALANCES.c.school_urn == bindparam("school_urn"))
_BUDGETS: Final = select(BALANCES).where(
    BALANCES.c.authority == bindparam("authority"),
    BALANCES.c.account == Account.CHILD_BUDGET,
    BALANCES.c.child_id == bindparam("child_id"),
    BALANCES.c.pence != 0,
)
_CELL: Final = ", ".join(CELL)
_DIFFERENT_CELLS: Final = text(
    f"select count(*) from (select 1 from (select {_CELL}, pence from funding.journal_lines "  # noqa: S608 -- our columns
    f"where authority = :authority union all select {_CELL}, -pence from funding.balances "
    f"where authority = :authority) as both_sides group by {_CELL} having sum(pence) <> 0) as different"
)


class BookStore:
    """The books of one authority, to be read."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def journals(self) -> AsyncIterator[Journal]:
        """All of them, from the first on."""
        last = 0
        while page := await self._page(_AFTER, after=last):
            for journal in page:
                yield journal
            last = page[-1].seq

    async def sums(self) -> Mapping[Book, Mapping[Account, int]]:
        """The balance of each account by year and scheme, debit positive."""
        books: dict[Book, dict[Account, int]] = {}
        for row in await self._connection.execute(_SUMS, {"authority": self._authority}):
            book = (FinancialYear.parse(row.financial_year), Scheme(row.scheme))
            books.setdefault(book, {})[Account(row.account)] = row.pence
        return books

    async def balances(
        self, book: Book, by: str | None, wanted: Mapping[str, Any]
    ) -> Sequence[tuple[Account, Any, int]]:
        """Account, value of the dimension asked for, and pence (debit positive)."""
        dimension = BALANCES.c[by] if by else None
        columns = [BALANCES.c.account, *([dimension] if dimension is not None else [])]
        statement = (
            select(*columns, _PENCE)
            .where(BALANCES.c.authority == bindparam("authority"))
            .where(BALANCES.c.financial_year == bindparam("year"), BALANCES.c.scheme == bindparam("scheme"))
            .group_by(*columns)
            .having(func.sum(BALANCES.c.pence) != 0)
            .order_by(*columns)
        )
        for name in wanted:
            statement = statement.where(BALANCES.c[name] == bindparam(name))
        key = {"authority": self._authority, "year": str(book[0]), "scheme": book[1]} | dict(wanted)
        rows = await self._connection.execute(statement, key)
        return [(Account(row.account), row[1] if by else None, row.pence) for row in rows]

    async def advances(self, school_urn: int | None = None) -> Sequence[Advance]:
        """Money at schools, or at one of them, that is not accounted for."""
        statement = _ADVANCED if school_urn is None else _ADVANCED_AT
        rows = await self._connection.execute(statement, {"authority": self._authority, "school_urn": school_urn})
        return [Advance(_ABOUT(row), row.pence) for row in rows]

    async def budgets(self, child_ids: Sequence[UUID]) -> Mapping[Dimensions, int]:
        """Free pence of each child-term budget."""
        found: dict[Dimensions, int] = {}
        for child_id in child_ids:
            key = {"authority": self._authority, "child_id": child_id}
            for row in await self._connection.execute(_BUDGETS, key):
                about = Dimensions(
                    financial_year=FinancialYear.parse(row.financial_year),
                    scheme=Scheme(row.scheme),
                    child_id=row.child_id,
                    term=TERM(row.term),
                )
                found[about] = found.get(about, 0) - row.pence
        return found

    async def balances_are_sums(self) -> bool:
        """IN-10: the balances kept beside the lines are what the lines sum to."""
        different = await self._connection.execute(_DIFFERENT_CELLS, {"authority": self._authority})
        return int(different.scalar_one()) == 0

    async def _page(self, statement: Select[Any], **values: Any) -> Sequence[Journal]:
        rows = (await self._connection.execute(statement, {"authority": self._authority} | values)).all()
        if not rows:
            return ()
        seqs = [row.seq for row in rows]
        lines = await self._lines(min(seqs), max(seqs))
        return [_journal(row, lines.get(row.seq, ())) for row in rows]

    async def _lines(self, first: int, last: int) -> Mapping[int, tuple[Line, ...]]:
        key = {"authority": self._authority, "first": first, "last": last}
        rows = await self._connection.execute(_LINES, key)
        return {
            seq: tuple(Line(Account(row.account), row.pence, _ABOUT(row)) for row in ones)
            for seq, ones in groupby(rows, lambda row: row.seq)
        }


def _journal(row: Any, lines: tuple[Line, ...]) -> Journal:
    draft = JournalDraft(
        kind=JournalKind(row.kind),
        effective_on=row.effective_on,
        source_type=row.source_type,
        source_id=row.source_id,
        actor_id=row.actor_id,
        key=row.idempotency_key,
        lines=lines,
        reason=row.reason,
        reverses_journal_id=row.reverses_journal_id,
    )
    return Journal(
        id=row.id,
        authority=row.authority,
        seq=row.seq,
        posted_at=row.posted_at,
        draft=draft,
        body_hash=row.body_hash,
        prev_hash=row.prev_hash,
        hash=row.hash,
    )
