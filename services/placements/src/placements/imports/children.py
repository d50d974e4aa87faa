"""Children as an authority's own list: named, with their school and their care (PL-1001)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kit.db.work import Work
from placements.actions.desk import Desk
from placements.actions.take_children import take_changed_child, take_new_children
from placements.domain.child_record import ChildRecord
from placements.imports.child_rows import ChildReader, ListedChild
from placements.imports.delimited import open_delimited
from placements.imports.in_chunks import Compared, Difference, Reading
from placements.imports.listed_records import ListedRecords
from placements.imports.order import Order
from placements.imports.report import Tally
from placements.imports.seed_files import authorities
from placements.store.authorities import AuthorityStore
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore
from placements.store.schools import SchoolStore


@dataclass(frozen=True, slots=True)
class WantedChild:
    """`held` is None for a child nobody knew."""

    held: ChildRecord | None
    wanted: ChildRecord


@dataclass(slots=True)
class ListOfChildren:
    """One such file."""

    _taken: set[UUID] = field(default_factory=set)
    _named: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def read(self, order: Order) -> Reading[ListedChild]:
        with open_delimited(order.file) as file:
            reader = ChildReader(file, order.clock.today())
            children = reader.children()
        self._named = frozenset(reader.references), frozenset(reader.upns)
        return Reading(children, reader.tally, reader.columns_ignored)

    async def compare(self, work: Work, rows: Sequence[ListedChild], tally: Tally) -> list[Compared[WantedChild]]:
        records = await self._records(work, rows, tally)
        found = ((row.row, records.record(row)) for row in rows)
        return [compared_child(row, *both) for row, both in found if both is not None]

    async def _records(self, work: Work, rows: Sequence[ListedChild], tally: Tally) -> ListedRecords:
        children = ChildStore(work.connection, work.authority)
        by_reference = await children.by_reference([row.la_child_id for row in rows if row.la_child_id])
        holders = await children.holders_of([row.upn.text for row in rows if row.upn])
        others = await children.many(set(holders.values()) - {child.id for child in by_reference.values()})
        held = [*by_reference.values(), *others.values()]
        records = await IntervalStore(work.connection, work.authority).records(held)
        by_id = {record.child.id: record for record in records}
        return ListedRecords(
            by_reference={reference: by_id[child.id] for reference, child in by_reference.items()},
            by_id=by_id,
            holders=holders,
            schools=await SchoolStore(work.connection).many({row.roll.school_urn for row in rows if row.roll}),
            authorities=await known_authorities(work),
            today=work.clock.today(),
            tally=tally,
            taken=self._taken,
        )

    async def write(self, work: Work, desk: Desk, found: Sequence[Compared[WantedChild]]) -> None:
        await write_children(work, desk, [one.wanted for one in found])

    async def missing(self, work: Work) -> int:
        """A child of a wrong row is not missing."""
        return await ChildStore(work.connection, work.authority).count_others(*self._named)


async def write_children(work: Work, desk: Desk, found: Sequence[WantedChild]) -> None:
    """New ones together, changed ones one by one; all told to the audit."""
    await take_new_children(desk, [one.wanted for one in found if one.held is None])
    for one in found:
        if one.held is not None:
            await take_changed_child(desk, one.held, one.wanted)
        work.audit.saw(one.wanted.child.id)


def compared_child(row: int, held: ChildRecord | None, wanted: ChildRecord) -> Compared[WantedChild]:
    if held is None:
        return Compared(row, 0, Difference.NEW, WantedChild(None, wanted))
    difference = Difference.SAME if held == wanted else Difference.CHANGED
    return Compared(row, held.child.version, difference, WantedChild(held, wanted))


async def known_authorities(work: Work) -> frozenset[str]:
    """Present and past ones, those of the register among them."""
    return await AuthorityStore(work.connection).codes() | {authority.code for authority in authorities()}
