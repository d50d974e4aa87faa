"""Counts of the authority's own SSDA903 returns (section 8)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.ssda903.count import Count, ReturnCount
from funding.domain.ssda903.record import CountRecord, CountState
from funding.domain.ssda903.rows import RowError, RowErrorCode, Table
from funding.domain.years import ReturnYear
from funding.store.kept import Kept
from funding.store.mapping import Reader, columns_of, insert_rows
from funding.store.tables.awards import SSDA903_COUNTS, SSDA903_ROW_ERRORS

ERRORS_KEPT_FOR: Final = timedelta(days=30)

_READ: Final = Reader(CountRecord, state=CountState)


def _read(row: Row[Any]) -> CountRecord:
    count = ReturnCount(
        year=ReturnYear(row.return_year_end.year),
        without_short_breaks=Count(row.looked_after, row.eligible),
        with_short_breaks=Count(row.looked_after_with_short_breaks, row.eligible_with_short_breaks),
        header_rows=row.header_rows,
        episode_rows=row.episode_rows,
        warnings=row.warnings,
        errors=(),
    )
    return _READ(row, count=count)


def _write(record: CountRecord) -> dict[str, Any]:
    count = record.count
    return columns_of(record, SSDA903_COUNTS) | {
        "return_year_end": count.year.ends_on,
        "looked_after": count.without_short_breaks.looked_after_in_year,
        "eligible": count.without_short_breaks.eligible,
        "looked_after_with_short_breaks": count.with_short_breaks.looked_after_in_year,
        "eligible_with_short_breaks": count.with_short_breaks.eligible,
        "header_rows": count.header_rows,
        "episode_rows": count.episode_rows,
        "warnings": dict(count.warnings),
    }


_KEPT: Final = Kept[CountRecord](SSDA903_COUNTS, _read, _write)
_IN_ORDER: Final = _KEPT.all.order_by(SSDA903_COUNTS.c.id.desc())
_APPLIED_TO_CHANGE: Final = _KEPT.all.where(
    SSDA903_COUNTS.c.return_year_end == bindparam("year_end"), SSDA903_COUNTS.c.state == CountState.APPLIED
).with_for_update()
_ERRORS_OF: Final = (
    select(SSDA903_ROW_ERRORS)
    .join(
        SSDA903_COUNTS,
        (SSDA903_COUNTS.c.authority == SSDA903_ROW_ERRORS.c.authority)
        & (SSDA903_COUNTS.c.id == SSDA903_ROW_ERRORS.c.count_id),
    )
    .where(
        SSDA903_ROW_ERRORS.c.authority == bindparam("authority"),
        SSDA903_ROW_ERRORS.c.count_id == bindparam("count_id"),
        SSDA903_COUNTS.c.checked_at > bindparam("kept_from"),
    )
    .order_by(SSDA903_ROW_ERRORS.c.position)
)


class CountStore:
    """Counts of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def all(self) -> Sequence[CountRecord]:
        """The newest first."""
        rows = await self._connection.execute(_IN_ORDER, {"authority": self._authority})
        return [_KEPT.read(row) for row in rows]

    async def get(self, count_id: UUID) -> CountRecord:
        return await _KEPT.one(self._connection, self._authority, count_id)

    async def get_to_change(self, count_id: UUID, version: int) -> CountRecord:
        return await _KEPT.to_change(self._connection, self._authority, count_id, version)

    async def applied_to_change(self, year: ReturnYear) -> CountRecord | None:
        """The count kept for a return year so far."""
        key = {"authority": self._authority, "year_end": year.ends_on}
        row = (await self._connection.execute(_APPLIED_TO_CHANGE, key)).one_or_none()
        return _KEPT.read(row) if row else None

    async def errors(self, count_id: UUID, today: date) -> tuple[RowError, ...]:
        """Places of wrong rows, for 30 days (FU-803)."""
        key = {"authority": self._authority, "count_id": count_id, "kept_from": today - ERRORS_KEPT_FOR}
        rows = await self._connection.execute(_ERRORS_OF, key)
        return tuple(RowError(Table(row.file), row.line, row.column_name, RowErrorCode(row.code)) for row in rows)

    async def add(self, record: CountRecord) -> None:
        await _KEPT.add(self._connection, self._authority, [record])
        rows = [
            {
                "authority": self._authority,
                "count_id": record.id,
                "position": position,
                "file": error.table,
                "line": error.line,
                "column_name": error.column,
                "code": error.code,
            }
            for position, error in enumerate(record.count.errors)
        ]
        await insert_rows(self._connection, SSDA903_ROW_ERRORS, rows)

    async def save(self, *records: CountRecord) -> None:
        """In the order given: the one that makes room first."""
        for record in records:
            await _KEPT.save(self._connection, self._authority, [record])
