"""Facts about schools as a list: admission numbers, numbers on roll and inspections, as one authority knows them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from kit.db.work import Work
from placements.actions.describe_school import keep_school_facts
from placements.actions.desk import Desk
from placements.domain.school_facts import InspectionFacts, SchoolFacts, YearGroupFacts
from placements.imports.delimited import open_delimited
from placements.imports.fact_rows import FactReader, FactRow
from placements.imports.in_chunks import Compared, Difference, Reading
from placements.imports.order import Order
from placements.imports.report import Tally
from placements.store.school_facts import SchoolFactsStore
from placements.store.schools import SchoolStore

Fact = YearGroupFacts | InspectionFacts
_POSITIVE: Final = 0x7FFFFFFF


@dataclass(slots=True)
class ListOfFacts:
    """One such file. A row stands beside the facts it would replace, so that rows of one school are apart."""

    def read(self, order: Order) -> Reading[FactRow]:
        with open_delimited(order.file) as file:
            reader = FactReader(file)
            return Reading(reader.facts(), reader.tally, reader.columns_ignored)

    async def compare(self, work: Work, rows: Sequence[FactRow], tally: Tally) -> list[Compared[FactRow]]:
        urns = {row.school_urn for row in rows}
        schools = await SchoolStore(work.connection).many(urns)
        held = await SchoolFactsStore(work.connection, work.authority).many(urns)
        compared = []
        for row in rows:
            pairs = _pairs(row, held[row.school_urn])
            if row.school_urn not in schools:
                tally.wrong_row(row.row, "school_urn", "school_unknown")
            elif any(before is not None and before.as_of > after.as_of for before, after in pairs):
                tally.wrong_row(row.row, "as_of", "conflict")
            else:
                if not schools[row.school_urn].is_open:
                    tally.warn(row.row, "school_urn", "school_closed")
                compared.append(_compared(row, pairs))
        return compared

    async def write(self, work: Work, desk: Desk, found: Sequence[Compared[FactRow]]) -> None:
        """One version a school and chunk."""
        by_school: dict[int, list[FactRow]] = defaultdict(list)
        for one in found:
            by_school[one.wanted.school_urn].append(one.wanted)
        for urn, rows in sorted(by_school.items()):
            numbers = [row.numbers for row in rows if row.numbers is not None]
            inspections = [row.inspection for row in rows if row.inspection is not None]
            await keep_school_facts(desk, urn, numbers, inspections[-1] if inspections else None)

    async def missing(self, work: Work) -> int:
        """Lists of facts are never whole."""
        return 0


def _pairs(row: FactRow, held: SchoolFacts) -> list[tuple[Fact | None, Fact]]:
    """What is held, and what the row says instead."""
    pairs: list[tuple[Fact | None, Fact]] = []
    if row.numbers is not None:
        pairs.append((held.of_year(*row.numbers.key), row.numbers))
    if row.inspection is not None:
        pairs.append((held.inspection, row.inspection))
    return pairs


def _compared(row: FactRow, pairs: Sequence[tuple[Fact | None, Fact]]) -> Compared[FactRow]:
    """The version is a mark of the facts held: what somebody wrote meanwhile has another one."""
    held = [before for before, _ in pairs if before is not None]
    version = crc32(repr(held).encode()) & _POSITIVE if held else 0
    if not held:
        difference = Difference.NEW
    elif all(before == after for before, after in pairs):
        difference = Difference.SAME
    else:
        difference = Difference.CHANGED
    return Compared(row.row, version, difference, row)
