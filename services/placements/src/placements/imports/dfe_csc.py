"""Children as the case system sends them to the DfE: their care and names, never their school (section 17)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from kit.db.work import Work
from placements.actions.desk import Desk
from placements.domain.child import Child, NameChangeBlocked
from placements.domain.child_record import ChildRecord
from placements.imports.children import WantedChild, compared_child, known_authorities, write_children
from placements.imports.dfe_payload import DfeChild, DfeReader
from placements.imports.in_chunks import Compared, Reading
from placements.imports.order import Order
from placements.imports.report import Tally
from placements.imports.returned_records import ReturnedRecords
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore

_MEMBERS: Final = {"UPN": "unique_pupil_number", "CHILD": "la_child_id", "DEC": "end_date"}
"""What the columns of a return are called in the payload."""


@dataclass(slots=True)
class DfePayload:
    """One payload."""

    def read(self, order: Order) -> Reading[DfeChild]:
        reader = DfeReader(order.clock.today())
        children = reader.children(order.file)
        details = {"members_ignored": reader.members.ignored, "purged": sum(child.is_purged for child in children)}
        return Reading(children, reader.tally, tuple(sorted(reader.members.read_past)), details)

    async def compare(self, work: Work, rows: Sequence[DfeChild], tally: Tally) -> list[Compared[WantedChild]]:
        children = ChildStore(work.connection, work.authority)
        by_reference = await children.by_reference([row.la_child_id for row in rows])
        upns = [row.returned.upn for row in rows if row.returned and row.returned.upn]
        held = await IntervalStore(work.connection, work.authority).records(list(by_reference.values()))
        found = Tally()
        records = ReturnedRecords(
            held={record.child.la_child_id or "": record for record in held},
            holders=await children.holders_of(upns),
            authorities=await known_authorities(work),
            episodes={row.la_child_id: row.episodes for row in rows},
            children_with_wrong_episodes=frozenset(),
            header=found,
            episode_rows=found,
        )
        wanted = [(row.row, *_both(row, records, found, work.clock.now())) for row in rows]
        tally.absorb(found, _MEMBERS)
        return [compared_child(row, before, after) for row, before, after in wanted if after is not None]

    async def write(self, work: Work, desk: Desk, found: Sequence[Compared[WantedChild]]) -> None:
        await write_children(work, desk, [one.wanted for one in found])

    async def missing(self, work: Work) -> int:
        """A payload holds at most a hundred children: nobody is missing from it."""
        return 0


def _both(
    row: DfeChild, records: ReturnedRecords, tally: Tally, now: datetime
) -> tuple[ChildRecord | None, ChildRecord | None]:
    """The record held and the one wanted; nothing is wanted of a purged child nobody knows."""
    held = records.held.get(row.la_child_id)
    if row.returned is None:
        if held is None:
            tally.ignored += 1
            return None, None
        purged_at = held.child.feed_purged_at or now
        return held, replace(held, child=replace(held.child, feed_purged_at=purged_at))
    record = records.record(row.returned)
    return held, replace(record, child=_told(row, held, record.child, record, tally))


def _told(row: DfeChild, held: ChildRecord | None, child: Child, record: ChildRecord, tally: Tally) -> Child:
    """Names and the rest of the details; a child the sending system tells of again is not purged any more."""
    told: dict[str, Any] = dict(row.told)
    if child.former_upn is not None:
        told.pop("former_upn", None)
    renamed = replace(child, **told, feed_purged_at=None)
    if held is None:
        return renamed
    try:
        renamed.refuse_renaming_before_adoption(held.child, record.homes)
    except NameChangeBlocked:
        tally.warn(row.row, "surname", "name_change_blocked")
        return replace(renamed, surname=held.child.surname)
    return renamed
