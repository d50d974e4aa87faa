"""Kinds whose rows are taken chunk by chunk, each chunk compared anew with the register as it is now (PL-1004)."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any, Final, Generic, Protocol, TypeVar

from sqlalchemy.exc import IntegrityError

from kit.db.work import Work
from kit.kernel.errors import DomainError
from placements.actions.desk import Desk
from placements.imports.applying import Applying
from placements.imports.order import Checked, Order
from placements.imports.report import FileRefused, Report, Severity, Tally

CHECKED_AT_ONCE: Final = 500
TAKEN_AT_ONCE: Final = 100


class Row(Protocol):
    """Rows count from 1 below the header."""

    @property
    def row(self) -> int: ...


R = TypeVar("R", bound=Row)
W = TypeVar("W")


class Difference(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Compared(Generic[W]):
    """A row beside the register: `version` is that of the record held, 0 where there is none."""

    row: int
    version: int
    difference: Difference
    wanted: W


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """The rows of a file that can be compared, in its order; what is wrong stands in the tally. `finished` adds to
    the report what only this kind of file has."""

    rows: Sequence[R]
    tally: Tally
    columns_ignored: tuple[str, ...] = ()
    details: Mapping[str, int] = field(default_factory=dict)
    finished: Callable[[Report], Report] = lambda report: report


class RowKind(Protocol[R, W]):
    """One file of a kind. What it remembers from chunk to chunk counts for the check only."""

    def read(self, order: Order) -> Reading[R]:
        """Raises FileRefused."""
        ...

    async def compare(self, work: Work, rows: Sequence[R], tally: Tally) -> list[Compared[W]]:
        """Rows that turn out wrong go to the tally and are left out."""
        ...

    async def write(self, work: Work, desk: Desk, found: Sequence[Compared[W]]) -> None: ...

    async def missing(self, work: Work) -> int:
        """How many records are held that no row speaks of."""
        ...


class InChunks(Generic[R, W]):
    """How files of such a kind come in."""

    def __init__(self, kind: Callable[[], RowKind[R, W]]) -> None:
        self._kind = kind

    async def check(self, order: Order) -> Checked:
        """A file that is refused as a whole has a report that says why."""
        kind = self._kind()
        try:
            reading = await asyncio.to_thread(kind.read, order)
        except FileRefused as refused:
            return Checked(refused.report(order.kind), {})
        return await _checked(kind, order, reading)

    async def apply(self, applying: Applying) -> None:
        """From the resume point on. Rows the check called wrong stay out. Raises FileRefused, TakenByAnother."""
        kind = self._kind()
        reading = await asyncio.to_thread(kind.read, applying.order)
        for chunk in _chunks(_left(reading.rows, applying), TAKEN_AT_ONCE):
            await self._take(kind, applying, chunk)
        async with applying.order.work() as work:
            await applying.end(work)

    async def _take(self, kind: RowKind[R, W], applying: Applying, chunk: Sequence[R]) -> None:
        """Where a chunk meets what somebody else has written meanwhile, its rows are taken one by one."""
        try:
            await _take_chunk(kind, applying, chunk)
        except (DomainError, IntegrityError):
            for row in chunk:
                await _take_alone(self._kind(), applying, row)


async def _checked(kind: RowKind[R, W], order: Order, reading: Reading[R]) -> Checked:
    counts: Counter[str] = Counter()
    compared: dict[str, int] = {}
    for chunk in _chunks(iter(reading.rows), CHECKED_AT_ONCE):
        async with order.work() as work:
            found = await kind.compare(work, chunk, reading.tally)
        counts.update(one.difference.value for one in found)
        compared.update((str(one.row), one.version) for one in found)
        order.progress(chunk[-1].row, reading.tally.rows)
    async with order.work() as work:
        missing = await kind.missing(work)
    report = reading.tally.report(
        order.kind,
        **{difference.value: counts[difference.value] for difference in Difference},
        missing_from_file=missing,
        columns_ignored=reading.columns_ignored,
        details=reading.details,
    )
    return Checked(reading.finished(report), compared)


def _chunks(rows: Iterator[R], size: int) -> Iterator[list[R]]:
    while chunk := list(islice(rows, size)):
        yield chunk


def _left(rows: Sequence[R], applying: Applying) -> Iterator[R]:
    return (row for row in rows if row.row > applying.resume_at and str(row.row) in applying.compared)


async def _take_chunk(kind: RowKind[R, W], applying: Applying, chunk: Sequence[R]) -> None:
    tally = Tally()
    async with applying.order.work() as work:
        found = await kind.compare(work, chunk, tally)
        fresh = [one for one in found if _is_fresh(one, applying, tally)]
        desk = await applying.order.desk(work)
        await kind.write(work, desk, [one for one in fresh if one.difference is not Difference.SAME])
        counts = Counter(one.difference.value for one in fresh)
        counts["wrong"] = tally.wrong
        errors = [error for error in tally.errors if error.severity is Severity.ERROR]
        await applying.advance(work, chunk[-1].row, counts, errors)
        await applying.order.account(work)


async def _take_alone(kind: RowKind[R, W], applying: Applying, row: R) -> None:
    try:
        await _take_chunk(kind, applying, [row])
    except (DomainError, IntegrityError):
        tally = Tally()
        tally.wrong_row(row.row, None, "conflict")
        async with applying.order.work() as work:
            await applying.advance(work, row.row, {"wrong": 1}, tally.errors)


def _is_fresh(one: Compared[Any], applying: Applying, tally: Tally) -> bool:
    """Somebody has changed the record since the check: their word is newer than the file's."""
    if one.difference is Difference.SAME or one.version == applying.compared[str(one.row)]:
        return True
    tally.wrong_row(one.row, None, "conflict")
    return False
