"""The yearly return on looked-after children: Header and Episodes become children and their care (PL-1007)."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

from kit.db.audit import AuditKey
from kit.db.database import Database
from kit.db.work import Work
from kit.kernel.clock import Clock
from placements.actions.take_children import take_changed_child, take_new_children
from placements.domain.child_record import ChildRecord
from placements.imports.children import known_authorities
from placements.imports.delimited import Delimited, Source, open_delimited
from placements.imports.report import FileRefused, Progress, Report
from placements.imports.returned_records import ReturnedRecords
from placements.imports.ssda903_episodes import EpisodeReader
from placements.imports.ssda903_header import HeaderReader
from placements.imports.taking import COMMAND_LINE, TenantImport, desk_of
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore

KIND: Final = "ssda903"
_TOLD_EVERY: Final = 500


async def import_return(
    database: Database,
    authority: str,
    header: Source,
    episodes: Source,
    *,
    apply: bool,
    clock: Clock,
    progress: Progress,
    audit_key: AuditKey,
    accept_partial: bool = False,
) -> Report:
    """Checks a return against the register and, with `apply`, takes it. New children enter without names.

    The report counts children; that of the Episodes table stands in `parts`, and `details` says how many of
    the new children have to be named.
    """
    taking = TenantImport(
        kind=KIND,
        authority=authority,
        clock=clock,
        audit_key=audit_key,
        apply=apply,
        accept_partial=accept_partial,
    )
    try:
        with ExitStack() as open_files:
            header_file = open_files.enter_context(open_delimited(header))
            episodes_file = open_files.enter_context(open_delimited(episodes))

            async def take(work: Work) -> Report:
                return await _Return(work, header_file, episodes_file, progress, apply).take()

            return await taking.run(database, take)
    except FileRefused as refused:
        return refused.report(KIND)


@dataclass(slots=True)
class _Return:
    """One return in its transaction."""

    work: Work
    header_file: Delimited
    episodes_file: Delimited
    progress: Progress
    apply: bool
    _new: list[ChildRecord] = field(default_factory=list)
    _changed: list[tuple[ChildRecord, ChildRecord]] = field(default_factory=list)

    async def take(self) -> Report:
        today = self.work.clock.today()
        header = HeaderReader(self.header_file, today)
        returned = await asyncio.to_thread(header.children)
        episodes = EpisodeReader(
            self.episodes_file, {child.la_child_id: child for child in returned}, header.wrong_children
        )
        found = await asyncio.to_thread(episodes.episodes)
        children = ChildStore(self.work.connection, self.work.authority)
        intervals = IntervalStore(self.work.connection, self.work.authority)
        held = await children.by_reference([child.la_child_id for child in returned])
        records = ReturnedRecords(
            held={record.child.la_child_id or "": record for record in await intervals.records(list(held.values()))},
            holders=await children.holders_of([child.upn for child in returned if child.upn]),
            authorities=await known_authorities(self.work),
            episodes=found,
            children_with_wrong_episodes=frozenset(episodes.wrong_children),
            header=header.tally,
            episode_rows=episodes.tally,
        )
        for child in returned:
            self._sort(records.held.get(child.la_child_id), records.record(child))
        references = {child.la_child_id for child in returned} | header.wrong_children
        missing = await children.count_others(references, ())
        if self.apply:
            await self._write()
        self.progress(len(returned), len(returned))
        return header.tally.report(
            KIND,
            new=len(self._new),
            changed=len(self._changed),
            same=len(returned) - len(self._new) - len(self._changed),
            missing_from_file=missing,
            columns_ignored=header.columns_ignored,
            details={"to_name": len(self._new)},
            parts=(episodes.tally.report("ssda903_episodes", columns_ignored=episodes.columns_ignored),),
        )

    def _sort(self, held: ChildRecord | None, wanted: ChildRecord) -> None:
        if held is None:
            self._new.append(wanted)
        elif wanted != held:
            self._changed.append((held, wanted))

    async def _write(self) -> None:
        desk = await desk_of(self.work, COMMAND_LINE)
        total = len(self._new) + len(self._changed)
        await take_new_children(desk, self._new)
        self.work.audit.saw(*(record.child.id for record in self._new))
        for done, (held, wanted) in enumerate(self._changed, start=len(self._new) + 1):
            await take_changed_child(desk, held, wanted)
            self.work.audit.saw(held.child.id)
            if done % _TOLD_EVERY == 0:
                self.progress(done, total)
