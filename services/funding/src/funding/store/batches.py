"""Payment batches, their lines and files, payment numbers and finance codes (section 13)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Row, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.payments.batch import Batch, BatchFailure, BatchLine, BatchState, FinanceCodes, LineState
from funding.domain.payments.payment import PostingType
from funding.domain.schemes import Scheme
from funding.store.kept import Kept
from funding.store.mapping import TERM, YEAR, Reader, columns_of, insert_rows
from funding.store.tables.payments import BATCH_LINES, BATCHES, FINANCE_CODES, PAYMENT_FILES, PAYMENT_NUMBERS
from kit.kernel.errors import NotFound

ANY_GROUP: Final = "*"
_CODES: Final = ("cost_centre", "account", "project", "tax_code")

_READ: Final = Reader(Batch, scheme=Scheme, state=BatchState)
_LINE: Final = Reader(BatchLine, posting_type=PostingType, financial_year=YEAR, term=TERM, state=LineState)


def _read(row: Row[Any]) -> Batch:
    failures = tuple(BatchFailure(line_no, code) for line_no, code in row.failures)
    return _READ(row, failures=failures, lines=())


def _write(batch: Batch) -> dict[str, Any]:
    return columns_of(batch, BATCHES) | {"failures": [[one.line_no, one.code] for one in batch.failures]}


_KEPT: Final = Kept[Batch](BATCHES, _read, _write)
_IDS: Final = bindparam("ids", type_=ARRAY(PG_UUID(as_uuid=True)))
_LINES: Final = (
    select(BATCH_LINES)
    .where(BATCH_LINES.c.authority == bindparam("authority"), BATCH_LINES.c.batch_id == func.any(_IDS))
    .order_by(BATCH_LINES.c.batch_id, BATCH_LINES.c.line_no)
)
_FORGET_LINES: Final = delete(BATCH_LINES).where(
    BATCH_LINES.c.authority == bindparam("authority"), BATCH_LINES.c.id == func.any(_IDS)
)
_NUMBER: Final = upsert(PAYMENT_NUMBERS)
_TAKE_NUMBERS: Final = _NUMBER.on_conflict_do_update(
    index_elements=[PAYMENT_NUMBERS.c.authority],
    set_={"last": PAYMENT_NUMBERS.c.last + _NUMBER.excluded.last},
).returning(PAYMENT_NUMBERS.c.last)
_FILE: Final = select(PAYMENT_FILES.c.content).where(
    PAYMENT_FILES.c.authority == bindparam("authority"), PAYMENT_FILES.c.batch_id == bindparam("batch_id")
)
_CHANGING: Final = (*_CODES, "supplier_no", "state", "paid_on", "document_no", "reason")
_SAVE_LINE: Final = (
    update(BATCH_LINES)
    .where(BATCH_LINES.c.authority == bindparam("authority_"), BATCH_LINES.c.id == bindparam("id_"))
    .values({name: bindparam(f"{name}_") for name in _CHANGING})
)
_CODE: Final = upsert(FINANCE_CODES)
_KEEP_CODES: Final = _CODE.on_conflict_do_update(
    index_elements=[FINANCE_CODES.c.authority, FINANCE_CODES.c.posting_type, FINANCE_CODES.c.school_group],
    set_={name: _CODE.excluded[name] for name in _CODES},
)
_FINANCE_CODES: Final = select(FINANCE_CODES).where(FINANCE_CODES.c.authority == bindparam("authority"))


class BatchStore:
    """Payment batches of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def page(self, state: BatchState | None, after: UUID | None, rows: int) -> Sequence[Batch]:
        """The newest first, with their lines."""
        statement = _KEPT.all
        if state is not None:
            statement = statement.where(BATCHES.c.state == bindparam("state"))
        if after is not None:
            statement = statement.where(BATCHES.c.id < bindparam("after"))
        statement = statement.order_by(BATCHES.c.id.desc()).limit(rows)
        key = {"authority": self._authority, "state": state, "after": after}
        return await self._with_lines([_KEPT.read(row) for row in await self._connection.execute(statement, key)])

    async def get(self, batch_id: UUID) -> Batch:
        batch = await _KEPT.one(self._connection, self._authority, batch_id)
        return (await self._with_lines([batch]))[0]

    async def get_to_change(self, batch_id: UUID, version: int | None = None) -> Batch:
        batch = await _KEPT.to_change(self._connection, self._authority, batch_id, version)
        return (await self._with_lines([batch]))[0]

    async def add(self, batches: Sequence[Batch]) -> None:
        await _KEPT.add(self._connection, self._authority, batches)
        rows = [self._line_row(batch, line) for batch in batches for line in batch.lines]
        await insert_rows(self._connection, BATCH_LINES, rows)

    async def save(self, batch: Batch) -> None:
        """The batch itself, without its lines."""
        await _KEPT.save(self._connection, self._authority, [batch])

    async def save_lines(self, lines: Sequence[BatchLine]) -> None:
        """What the bank said, or the codes and supplier number found at the check."""
        rows = [
            {"authority_": self._authority, "id_": line.id} | {f"{name}_": held[name] for name in _CHANGING}
            for line in lines
            if (held := columns_of(line, BATCH_LINES) | _codes(line))
        ]
        if rows:
            await self._connection.execute(_SAVE_LINE, rows)

    async def drop_lines(self, lines: Sequence[BatchLine]) -> None:
        key = {"authority": self._authority, "ids": [line.id for line in lines]}
        await self._connection.execute(_FORGET_LINES, key)

    async def take_numbers(self, count: int) -> int:
        """The first of so many numbers that no payment reference of the authority has had (FU-1306)."""
        taken = await self._connection.execute(_TAKE_NUMBERS, {"authority": self._authority, "last": count})
        return int(taken.scalar_one()) - count + 1

    async def keep_file(self, batch_id: UUID, content: bytes) -> None:
        values = {"authority": self._authority, "batch_id": batch_id, "content": content}
        await self._connection.execute(insert(PAYMENT_FILES), values)

    async def file(self, batch_id: UUID) -> bytes:
        """Raises NotFound before the export."""
        key = {"authority": self._authority, "batch_id": batch_id}
        content = (await self._connection.execute(_FILE, key)).scalar_one_or_none()
        if content is None:
            raise NotFound
        return bytes(content)

    async def finance_codes(self) -> Mapping[tuple[PostingType, str], FinanceCodes]:
        """By posting type and school group; `*` stands for any group."""
        rows = await self._connection.execute(_FINANCE_CODES, {"authority": self._authority})
        return {
            (PostingType(row.posting_type), row.school_group): FinanceCodes(
                row.cost_centre, row.account, row.project, row.tax_code
            )
            for row in rows
        }

    async def keep_finance_codes(self, codes: Mapping[tuple[PostingType, str], FinanceCodes]) -> None:
        rows = [
            {
                "authority": self._authority,
                "posting_type": posting_type,
                "school_group": group,
                **{name: getattr(one, name) for name in _CODES},
            }
            for (posting_type, group), one in codes.items()
        ]
        await self._connection.execute(_KEEP_CODES, rows)

    async def _with_lines(self, batches: Sequence[Batch]) -> list[Batch]:
        key = {"authority": self._authority, "ids": [batch.id for batch in batches]}
        lines: dict[UUID, list[BatchLine]] = {}
        for row in await self._connection.execute(_LINES, key):
            lines.setdefault(row.batch_id, []).append(_read_line(row))
        return [replace(batch, lines=tuple(lines.get(batch.id, ()))) for batch in batches]

    def _line_row(self, batch: Batch, line: BatchLine) -> dict[str, Any]:
        return {"authority": self._authority, "batch_id": batch.id} | columns_of(line, BATCH_LINES) | _codes(line)


def _read_line(row: Row[Any]) -> BatchLine:
    codes = None if row.cost_centre is None else FinanceCodes(*(getattr(row, name) for name in _CODES))
    return _LINE(row, codes=codes)


def _codes(line: BatchLine) -> dict[str, Any]:
    return {name: getattr(line.codes, name, None) for name in _CODES}
