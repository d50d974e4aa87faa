"""Return rounds, spend returns with their lines, and chases (section 14)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ARRAY, Row, Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.requests.codes import DfeTier, EefStrand, SpendCode
from funding.domain.returns.prefill import Item
from funding.domain.returns.round import ReturnRound
from funding.domain.returns.spend_return import ImpactRating, ReturnLine, ReturnLineState, SpendReturn
from funding.domain.returns.states import NOT_SENT, ReturnState
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term
from funding.store.kept import Kept
from funding.store.mapping import TERM, YEAR, Reader, columns_of, insert_rows
from funding.store.return_line_saving import save_lines
from funding.store.tables.returns import RETURN_CHASES, RETURN_LINES, RETURN_ROUNDS, RETURNS

ChaseKind = Literal["invitation", "reminder", "overdue_reminder", "escalation"]

_ROUNDS: Final = Kept[ReturnRound](
    RETURN_ROUNDS, Reader(ReturnRound, term=TERM), lambda one: columns_of(one, RETURN_ROUNDS)
)
_READ: Final = Reader(SpendReturn, term=TERM, state=ReturnState)
_LINE: Final = Reader(
    ReturnLine,
    scheme=Scheme,
    financial_year=YEAR,
    tier=DfeTier,
    eef_code=EefStrand,
    spend_code=SpendCode,
    impact_rating=ImpactRating,
    state=ReturnLineState,
)


def _read(row: Row[Any]) -> SpendReturn:
    return _READ(row, lines=())


_KEPT: Final = Kept[SpendReturn](RETURNS, _read, lambda one: columns_of(one, RETURNS))
_IDS: Final = bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))
_ROUND_OF_TERM: Final = _ROUNDS.all.where(RETURN_ROUNDS.c.term == bindparam("term")).with_for_update()
_LINES: Final = (
    select(RETURN_LINES)
    .where(RETURN_LINES.c.authority == bindparam("authority"), RETURN_LINES.c.return_id == func.any(_IDS))
    .order_by(RETURN_LINES.c.return_id, RETURN_LINES.c.position)
)
_ASKED: Final = select(RETURNS.c.school_urn).where(
    RETURNS.c.authority == bindparam("authority"), RETURNS.c.term == bindparam("term")
)
_CLOSED: Final = (ReturnState.ACCEPTED, ReturnState.WAIVED)
_ITEMS_ASKED: Final = (
    select(
        RETURN_LINES.c.request_id,
        RETURN_LINES.c.request_line_id,
        RETURN_LINES.c.child_id,
        RETURN_LINES.c.financial_year,
    )
    .join(RETURNS, (RETURNS.c.authority == RETURN_LINES.c.authority) & (RETURNS.c.id == RETURN_LINES.c.return_id))
    .where(RETURN_LINES.c.authority == bindparam("authority"), RETURNS.c.state.not_in(_CLOSED))
)
_BEFORE_DUE_DATE: Final = (ReturnState.DUE, ReturnState.REMINDED)
_DUE_DATE_PASSED: Final = (
    _KEPT.all.where(
        RETURNS.c.state.in_(_BEFORE_DUE_DATE),
        func.coalesce(RETURNS.c.extended_to, RETURNS.c.due_on) < bindparam("today"),
    )
    .order_by(RETURNS.c.id)
    .with_for_update()
)
_NOT_SENT: Final = _KEPT.all.where(RETURNS.c.state.in_(NOT_SENT)).order_by(RETURNS.c.id)


@dataclass(frozen=True, slots=True)
class ReturnFilter:
    """What a list of returns is narrowed to; nothing named takes all."""

    state: str | None = None
    term: str | None = None
    school_urn: int | None = None


@dataclass(frozen=True, slots=True)
class Chase:
    """One time a school was asked (FU-1407)."""

    id: UUID
    return_id: UUID
    kind: ChaseKind
    scheduled_for: date
    sent_at: datetime | None
    outcome: Literal["sent", "no_mailbox"]


class ReturnStore:
    """Spend returns of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def page(self, wanted: ReturnFilter, after: UUID | None, rows: int) -> Sequence[SpendReturn]:
        """The newest first, with their lines."""
        statement = _KEPT.all
        named = {name: value for name in ReturnFilter.__slots__ if (value := getattr(wanted, name)) is not None}
        for name in named:
            statement = statement.where(RETURNS.c[name] == bindparam(name))
        if after is not None:
            statement = statement.where(RETURNS.c.id < bindparam("after"))
        return await self._some(statement.order_by(RETURNS.c.id.desc()).limit(rows), after=after, **named)

    async def not_sent(self) -> Sequence[SpendReturn]:
        """Schools that were asked and have not answered."""
        return await self._some(_NOT_SENT)

    async def due_date_passed_to_change(self, today: date) -> Sequence[SpendReturn]:
        """Not sent, not yet called overdue, and the day after the due date has come."""
        return await self._some(_DUE_DATE_PASSED, today=today)

    async def get(self, return_id: UUID) -> SpendReturn:
        found = await _KEPT.one(self._connection, self._authority, return_id)
        return (await self._with_lines([found]))[0]

    async def get_to_change(self, return_id: UUID, version: int | None = None) -> SpendReturn:
        found = await _KEPT.to_change(self._connection, self._authority, return_id, version)
        return (await self._with_lines([found]))[0]

    async def add(self, returns: Sequence[SpendReturn]) -> None:
        await _KEPT.add(self._connection, self._authority, returns)
        rows = [
            {"authority": self._authority, "return_id": one.id} | columns_of(line, RETURN_LINES)
            for one in returns
            for line in one.lines
        ]
        await insert_rows(self._connection, RETURN_LINES, rows)

    async def save(self, *returns: SpendReturn) -> None:
        """With all their lines."""
        await _KEPT.save(self._connection, self._authority, returns)
        await save_lines(self._connection, self._authority, [line for one in returns for line in one.lines])

    async def round_to_change(self, term: Term) -> ReturnRound | None:
        key = {"authority": self._authority, "term": str(term)}
        row = (await self._connection.execute(_ROUND_OF_TERM, key)).one_or_none()
        return _ROUNDS.read(row) if row else None

    async def add_round(self, one: ReturnRound) -> None:
        await _ROUNDS.add(self._connection, self._authority, [one])

    async def save_round(self, one: ReturnRound) -> None:
        await _ROUNDS.save(self._connection, self._authority, [one])

    async def schools_asked(self, term: Term) -> frozenset[int]:
        """Schools that have a return of the term already."""
        rows = await self._connection.execute(_ASKED, {"authority": self._authority, "term": str(term)})
        return frozenset(rows.scalars())

    async def items_asked(self) -> frozenset[Item]:
        """What returns that are still open ask about."""
        rows = await self._connection.execute(_ITEMS_ASKED, {"authority": self._authority})
        return frozenset(
            Item(row.request_id, row.request_line_id, row.child_id, FinancialYear.parse(row.financial_year))
            for row in rows
        )

    async def add_chases(self, chases: Sequence[Chase]) -> None:
        rows = [
            {"authority": self._authority} | {name: getattr(chase, name) for name in Chase.__slots__}
            for chase in chases
        ]
        await insert_rows(self._connection, RETURN_CHASES, rows)

    async def _some(self, statement: Select[Any], **values: Any) -> list[SpendReturn]:
        rows = await self._connection.execute(statement, {"authority": self._authority} | values)
        return await self._with_lines([_KEPT.read(row) for row in rows])

    async def _with_lines(self, returns: Sequence[SpendReturn]) -> list[SpendReturn]:
        lines = await self._lines([one.id for one in returns])
        return [replace(one, lines=tuple(lines.get(one.id, ()))) for one in returns]

    async def _lines(self, return_ids: Iterable[UUID]) -> Mapping[UUID, list[ReturnLine]]:
        found: dict[UUID, list[ReturnLine]] = {}
        key = {"authority": self._authority, "ids": list(return_ids)}
        for row in await self._connection.execute(_LINES, key):
            found.setdefault(row.return_id, []).append(_LINE(row))
        return found
