"""The yearly return as an upload: its children are taken chunk by chunk, as by the command line in one go."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from kit.db.work import Work
from placements.actions.desk import Desk
from placements.domain.episodes import Episode
from placements.imports.children import WantedChild, compared_child, known_authorities, write_children
from placements.imports.delimited import open_delimited
from placements.imports.in_chunks import Compared, Reading
from placements.imports.order import Order
from placements.imports.report import Report, Tally
from placements.imports.returned_records import ReturnedRecords
from placements.imports.ssda903_episodes import EpisodeReader
from placements.imports.ssda903_header import HeaderReader, ReturnedChild
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore


@dataclass(slots=True)
class ReturnOfChildren:
    """Header and Episodes of one return; a row is a child of the Header."""

    _episodes: Mapping[str, Sequence[Episode]] = field(default_factory=dict)
    _wrong_episodes: frozenset[str] = frozenset()
    _references: frozenset[str] = frozenset()
    _episode_rows: Tally = field(default_factory=Tally)
    _upns: set[str] = field(default_factory=set)

    def read(self, order: Order) -> Reading[ReturnedChild]:
        with ExitStack() as files:
            header_file = files.enter_context(open_delimited(order.files["header"]))
            episodes_file = files.enter_context(open_delimited(order.files["episodes"]))
            header = HeaderReader(header_file, order.clock.today())
            returned = header.children()
            episodes = EpisodeReader(
                episodes_file, {child.la_child_id: child for child in returned}, header.wrong_children
            )
            self._episodes = episodes.episodes()
        self._wrong_episodes = frozenset(episodes.wrong_children)
        self._references = frozenset(child.la_child_id for child in returned) | header.wrong_children
        self._episode_rows = episodes.tally

        def finished(report: Report) -> Report:
            part = episodes.tally.report("ssda903_episodes", columns_ignored=episodes.columns_ignored)
            return replace(report, details={"to_name": report.new}, parts=(part,))

        return Reading(returned, header.tally, header.columns_ignored, finished=finished)

    async def compare(self, work: Work, rows: Sequence[ReturnedChild], tally: Tally) -> list[Compared[WantedChild]]:
        children = ChildStore(work.connection, work.authority)
        found = await children.by_reference([row.la_child_id for row in rows])
        held = await IntervalStore(work.connection, work.authority).records(list(found.values()))
        records = ReturnedRecords(
            held={record.child.la_child_id or "": record for record in held},
            holders=await children.holders_of([row.upn for row in rows if row.upn]),
            authorities=await known_authorities(work),
            episodes=self._episodes,
            children_with_wrong_episodes=self._wrong_episodes,
            header=tally,
            episode_rows=self._episode_rows,
            upns_taken=self._upns,
        )
        return [compared_child(row.row, records.held.get(row.la_child_id), records.record(row)) for row in rows]

    async def write(self, work: Work, desk: Desk, found: Sequence[Compared[WantedChild]]) -> None:
        await write_children(work, desk, [one.wanted for one in found])

    async def missing(self, work: Work) -> int:
        return await ChildStore(work.connection, work.authority).count_others(self._references, ())
