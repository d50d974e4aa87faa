"""Moves of children as a list: each is taken as if somebody had recorded it (PL-507), and opens no case (PL-1007)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit.db.work import Work
from placements.actions.desk import Desk
from placements.actions.move_child import CanStay, Move, move_child
from placements.domain.child_record import ChildRecord
from placements.imports.delimited import open_delimited
from placements.imports.in_chunks import Compared, Difference, Reading
from placements.imports.move_rows import MoveReader, MoveRow
from placements.imports.order import Order
from placements.imports.report import Tally
from placements.store.authorities import AuthorityStore
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore


@dataclass(frozen=True, slots=True)
class WantedMove:
    record: ChildRecord
    move: Move


@dataclass(slots=True)
class ListOfMoves:
    """One such file."""

    def read(self, order: Order) -> Reading[MoveRow]:
        with open_delimited(order.file) as file:
            reader = MoveReader(file)
            return Reading(reader.moves(), reader.tally, reader.columns_ignored)

    async def compare(self, work: Work, rows: Sequence[MoveRow], tally: Tally) -> list[Compared[WantedMove]]:
        found = await ChildStore(work.connection, work.authority).by_reference([row.la_child_id for row in rows])
        records = await IntervalStore(work.connection, work.authority).records(list(found.values()))
        held = {record.child.la_child_id: record for record in records}
        known = await AuthorityStore(work.connection).codes()
        compared = []
        for row in rows:
            record = held.get(row.la_child_id)
            if (wrong := _wrong(row.move, record, known, work.clock.today())) is not None:
                tally.wrong_row(row.row, *wrong)
            elif record is not None:
                _warn(row, tally)
                compared.append(_compared(row, record))
        return compared

    async def write(self, work: Work, desk: Desk, found: Sequence[Compared[WantedMove]]) -> None:
        for one in found:
            child, move = one.wanted.record.child, one.wanted.move
            stays = CanStay.UNKNOWN if move.can_stay is CanStay.NO else move.can_stay
            await move_child(desk, child.id, child.version, replace(move, can_stay=stays))
            work.audit.saw(child.id)

    async def missing(self, work: Work) -> int:
        """A list of moves speaks of those who moved."""
        return 0


def _wrong(move: Move, record: ChildRecord | None, known: frozenset[str], today: date) -> tuple[str, str] | None:
    """A home that began later, or on the same day elsewhere, is newer than the file."""
    if record is None:
        return "la_child_id", "child_unknown"
    if move.host_authority not in known:
        return "host_authority", "not_allowed"
    if move.moved_on > today:
        return "moved_on", "out_of_range"
    if not _is_held(record, move) and any(home.from_on >= move.moved_on for home in record.homes):
        return "moved_on", "conflict"
    return None


def _warn(row: MoveRow, tally: Tally) -> None:
    if row.move.can_stay is CanStay.NO:
        tally.warn(row.row, "can_stay", "case_to_open")


def _compared(row: MoveRow, record: ChildRecord) -> Compared[WantedMove]:
    difference = Difference.SAME if _is_held(record, row.move) else Difference.CHANGED
    return Compared(row.row, record.child.version, difference, WantedMove(record, row.move))


def _is_held(record: ChildRecord, move: Move) -> bool:
    return any((home.from_on, home.host_authority) == (move.moved_on, move.host_authority) for home in record.homes)
