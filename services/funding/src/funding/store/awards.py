"""Awards, their instalments, and the state of financial years (section 7)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.awards.award import Award, AwardKind, AwardState
from funding.domain.awards.receipts import GrantReceipt
from funding.domain.awards.split import Split
from funding.domain.ledger.accounts import PeriodState
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.kept import Kept
from funding.store.mapping import YEAR, Reader, columns_of
from funding.store.tables.awards import AWARDS, GRANT_RECEIPTS
from funding.store.tables.ledger import PERIODS

_READ: Final = Reader(Award, scheme=Scheme, financial_year=YEAR, kind=AwardKind, state=AwardState)


def _read(row: Row[Any]) -> Award:
    split = None if row.central_pence is None else Split(row.central_pence, row.devolved_pence)
    return _READ(row, split=split)


def _write(award: Award) -> dict[str, Any]:
    split = award.split
    return columns_of(award, AWARDS) | {
        "central_pence": split.central_pence if split else None,
        "devolved_pence": split.devolved_pence if split else None,
    }


_AWARDS: Final = Kept[Award](AWARDS, _read, _write)
_RECEIPTS: Final = Kept[GrantReceipt](
    GRANT_RECEIPTS,
    Reader(GrantReceipt, scheme=Scheme, financial_year=YEAR),
    lambda receipt: columns_of(receipt, GRANT_RECEIPTS),
)
_IN_ORDER: Final = _AWARDS.all.order_by(AWARDS.c.financial_year.desc(), AWARDS.c.id.desc())
_POSTED: Final = _AWARDS.all.where(
    AWARDS.c.financial_year == bindparam("year"),
    AWARDS.c.scheme == bindparam("scheme"),
    AWARDS.c.state == AwardState.POSTED,
)
_POSTED_TO_CHANGE: Final = _POSTED.with_for_update()
_ALL_POSTED: Final = _AWARDS.all.where(AWARDS.c.state == AwardState.POSTED)
_RECEIPTS_IN_ORDER: Final = _RECEIPTS.all.order_by(
    GRANT_RECEIPTS.c.financial_year.desc(), GRANT_RECEIPTS.c.scheme, GRANT_RECEIPTS.c.instalment
)
_RECEIPTS_OF: Final = _RECEIPTS_IN_ORDER.where(
    GRANT_RECEIPTS.c.financial_year == bindparam("year"), GRANT_RECEIPTS.c.scheme == bindparam("scheme")
)
_OPEN_PERIOD: Final = (
    insert(PERIODS)
    .values(authority=bindparam("authority"), financial_year=bindparam("year"), state=PeriodState.OPEN, version=1)
    .on_conflict_do_update(
        index_elements=[PERIODS.c.authority, PERIODS.c.financial_year],
        set_={"state": PeriodState.OPEN, "version": PERIODS.c.version + 1},
        where=PERIODS.c.state == PeriodState.PLANNED,
    )
)
_PERIODS: Final = select(PERIODS.c.financial_year, PERIODS.c.state).where(PERIODS.c.authority == bindparam("authority"))


class AwardStore:
    """Awards of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def all(self) -> Sequence[Award]:
        """The newest first."""
        rows = await self._connection.execute(_IN_ORDER, {"authority": self._authority})
        return [_AWARDS.read(row) for row in rows]

    async def get(self, award_id: UUID) -> Award:
        return await _AWARDS.one(self._connection, self._authority, award_id)

    async def get_to_change(self, award_id: UUID, version: int) -> Award:
        return await _AWARDS.to_change(self._connection, self._authority, award_id, version)

    async def posted(self, year: FinancialYear, scheme: Scheme, *, to_change: bool = False) -> Award | None:
        """The award in force, if one was posted."""
        key = {"authority": self._authority, "year": str(year), "scheme": scheme}
        rows = await self._connection.execute(_POSTED_TO_CHANGE if to_change else _POSTED, key)
        row = rows.one_or_none()
        return _AWARDS.read(row) if row else None

    async def all_posted(self) -> Sequence[Award]:
        rows = await self._connection.execute(_ALL_POSTED, {"authority": self._authority})
        return [_AWARDS.read(row) for row in rows]

    async def add(self, award: Award) -> None:
        await _AWARDS.add(self._connection, self._authority, [award])

    async def save(self, *awards: Award) -> None:
        """In the order given: the one that makes room first."""
        for award in awards:
            await _AWARDS.save(self._connection, self._authority, [award])

    async def open_period(self, year: FinancialYear) -> None:
        """FU-706: the first award of a year opens its period."""
        await self._connection.execute(_OPEN_PERIOD, {"authority": self._authority, "year": str(year)})

    async def periods(self) -> Mapping[FinancialYear, PeriodState]:
        """The state of each year that has one."""
        rows = await self._connection.execute(_PERIODS, {"authority": self._authority})
        return {FinancialYear.parse(row.financial_year): PeriodState(row.state) for row in rows}

    async def receipts(self, year: FinancialYear, scheme: Scheme) -> Sequence[GrantReceipt]:
        key = {"authority": self._authority, "year": str(year), "scheme": scheme}
        return [_RECEIPTS.read(row) for row in await self._connection.execute(_RECEIPTS_OF, key)]

    async def all_receipts(self) -> Sequence[GrantReceipt]:
        rows = await self._connection.execute(_RECEIPTS_IN_ORDER, {"authority": self._authority})
        return [_RECEIPTS.read(row) for row in rows]

    async def receipt_to_change(self, receipt_id: UUID, version: int) -> GrantReceipt:
        return await _RECEIPTS.to_change(self._connection, self._authority, receipt_id, version)

    async def add_receipts(self, receipts: Sequence[GrantReceipt]) -> None:
        await _RECEIPTS.add(self._connection, self._authority, receipts)

    async def save_receipts(self, receipts: Sequence[GrantReceipt]) -> None:
        await _RECEIPTS.save(self._connection, self._authority, receipts)
