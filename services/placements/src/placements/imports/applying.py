"""How far an uploaded file has been taken, written in the same transaction as the rows themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kit.db.work import Work
from placements.domain.imports import Import, ImportState, wrong_rows
from placements.imports.order import Order
from placements.imports.report import Report, RowError
from placements.store.imports import ImportStore

_COUNTS: Final = ("new", "changed", "same", "wrong")


class TakenByAnother(Exception):
    """Another worker has gone on with this file: this one lets it be, and its transaction is undone."""


@dataclass(slots=True)
class Applying:
    """The taking of one file. `started` is the import as the worker found it."""

    order: Order
    started: Import
    compared: Mapping[str, int]

    @property
    def resume_at(self) -> int:
        return self.started.resume_at

    async def advance(self, work: Work, row: int, found: Mapping[str, int], errors: Sequence[RowError]) -> None:
        """All rows up to this one are done with. Raises TakenByAnother."""
        store, one = await self._held(work)
        taken = Counter(one.taken or {})
        taken.update(found)
        advanced = replace(
            one,
            resume_at=row,
            done=row,
            attempts=0,
            taken={name: taken[name] for name in _COUNTS},
        )
        self.started = await store.save(advanced)
        await store.add_errors(one.id, [{**error.as_dict(), "part": self.order.kind} for error in errors])

    async def end(self, work: Work) -> None:
        """All rows are done with; the raw file goes. Raises TakenByAnother."""
        store, one = await self._held(work)
        nothing = dict.fromkeys(_COUNTS, 0)
        await store.save(one.applied(one.taken or nothing, work.clock.now()))
        await store.drop_file(one.id)

    async def end_whole(self, work: Work, report: Report) -> None:
        """A file that is taken in one transaction: rows that are wrong now and were not, are told."""
        store, one = await self._held(work)
        taken = {
            "new": report.new,
            "changed": report.changed,
            "same": report.same,
            "wrong": max(0, wrong_rows(report.as_dict()) - one.wrong_rows),
        }
        await store.save(one.applied(taken, work.clock.now()))
        if taken["wrong"]:
            await store.keep_findings(one.id, listed(report), {})
        await store.drop_file(one.id)

    async def _held(self, work: Work) -> tuple[ImportStore, Import]:
        store = ImportStore(work.connection, work.authority)
        one = await store.get_to_change(self.started.id)
        if one is None or one.state is not ImportState.APPLYING or one.resume_at != self.started.resume_at:
            raise TakenByAnother
        return store, one


def listed(report: Report) -> list[dict[str, Any]]:
    """Errors of a report and of the files read together with it; `part` says which file."""
    parts = [{**error.as_dict(), "part": report.kind} for error in report.errors]
    return parts + [{**error.as_dict(), "part": part.kind} for part in report.parts for error in part.errors]
