"""The school register: establishments first, links second, both files in one transaction or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, TypeVar

from kit.db.database import JOB, Database
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.kernel.clock import Clock, SystemClock
from placements.domain.authority import Authority
from placements.domain.imports import NATION
from placements.domain.lineage import Lineage, derive_lineage
from placements.domain.school import School
from placements.domain.succession import KnownSchool, Link
from placements.imports.delimited import Delimited, Source, open_delimited
from placements.imports.gias_establishments import EstablishmentReader
from placements.imports.gias_links import LinkReader
from placements.imports.report import FileRefused, Progress, Report
from placements.imports.seed_files import authorities, school_types
from placements.imports.taking import NothingTaken, WhenTaken, nothing_more, refuse_two_at_once, settle
from placements.store.authorities import AuthorityStore
from placements.store.link_register import LinkRegister
from placements.store.school_register import Comparison, RegisterReader, SchoolRegister
from placements.store.tables.metadata import METADATA

CHUNK: Final = 2_500
_TOLD_EVERY: Final = 500
T = TypeVar("T")


async def import_register(
    database: Database,
    establishments: Source | None,
    links: Source | None,
    progress: Progress,
    *,
    apply: bool,
    accept_partial: bool = False,
    clock: Clock | None = None,
    when_taken: WhenTaken = nothing_more,
) -> Report:
    """Checks the files against the register and, with `apply`, takes them (PL-303 to PL-307, PL-1004).

    Never raises for what stands in a file: the report says it. With wrong rows nothing is taken unless
    `accept_partial`. The report of the links stands in `parts`, unless they came alone.
    """
    try:
        with ExitStack() as open_files:
            schools_file, links_file = (
                open_files.enter_context(open_delimited(source, most_rows=None)) if source is not None else None
                for source in (establishments, links)
            )
            async with database.transaction(Context.platform("import_schools"), limits=JOB) as connection:
                work = Work(
                    connection=connection,
                    tables=foundation(METADATA),
                    authority=NATION,
                    clock=clock or SystemClock(),
                )
                found = await _Taking(work, progress, apply).both(schools_file, links_file)
                report = settle(found, apply=apply, accept_partial=accept_partial)
                await when_taken(work, report)
                return report
    except NothingTaken as nothing:
        return nothing.report
    except FileRefused as refused:
        return refused.report("schools")


@dataclass(slots=True)
class _Taking:
    """One import in its transaction."""

    work: Work
    progress: Progress
    apply: bool
    _done: int = 0
    _total: int = 0
    _known: dict[int, KnownSchool] = field(default_factory=dict)

    async def both(self, schools_file: Delimited | None, links_file: Delimited | None) -> Report:
        """Either or both."""
        await refuse_two_at_once(self.work.connection, "schools")
        self._total = sum(file.total for file in (schools_file, links_file) if file)
        held = RegisterReader(self.work.connection)
        self._known = await held.known()
        report = await self._schools(schools_file, await held.count()) if schools_file else None
        links = await self._links(links_file)
        self.progress(self._done, self._done)
        if report is None:
            return links or Report(kind="school_links")
        return replace(report, parts=(links,) if links else ())

    async def _schools(self, file: Delimited, before: int) -> Report:
        reader = EstablishmentReader(file, school_types())
        register = SchoolRegister(self.work.connection, self.work.tables, self.work.clock, reader.fields)
        new = changed = same = 0
        for chunk in _chunks(self._counted(reader.schools())):
            register.stage(chunk)
            found = await register.compare()
            new, changed, same = new + found.new, changed + found.changed, same + found.same
            if self.apply and found.new + found.changed:
                await register.write()
            self._learn(chunk, reader.fields)
        await self._authorities(reader)
        return reader.tally.report(
            "schools",
            new=new,
            changed=changed,
            same=same,
            missing_from_file=before - changed - same,
            columns_ignored=reader.columns_ignored,
        )

    async def _links(self, file: Delimited | None) -> Report | None:
        """Without a file the lineage of the links already held follows the schools as they now are."""
        register = LinkRegister(self.work.connection, self.work.tables, self.work.clock)
        before = await register.count()
        if file is None:
            await self._take_links(register, await register.held())
            return None
        reader = LinkReader(file)
        links = list(self._counted(reader.links()))
        found, lineage = await self._take_links(register, links)
        return reader.tally.report(
            "school_links",
            new=found.new,
            changed=found.changed,
            same=found.same,
            missing_from_file=before - found.changed - found.same,
            columns_ignored=reader.columns_ignored,
            details=_counts(lineage),
        )

    async def _take_links(self, register: LinkRegister, links: list[Link]) -> tuple[Comparison, Lineage]:
        lineage = derive_lineage(links, self._known)
        kinds = {(edge.from_urn, edge.to_urn): edge.kind for edge in lineage.edges}
        register.stage(links, kinds)
        found = await register.compare()
        if self.apply:
            if found.new + found.changed:
                await register.write()
            await register.replace_edges(lineage.edges)
        return found, lineage

    async def _authorities(self, reader: EstablishmentReader) -> None:
        """Codes the register uses and nobody knew are added with the name the register gives."""
        store = AuthorityStore(self.work.connection)
        known = {authority.code for authority in authorities()} | await store.codes()
        unknown = [
            Authority(code=code, name=name or code)
            for code, name in sorted(reader.authority_names.items())
            if code not in known
        ]
        for _ in unknown:
            reader.tally.warn(0, "LA (code)", "authority_unknown")
        if self.apply:
            await store.keep((*authorities(), *unknown))
            await store.learn_gss_codes()

    def _learn(self, schools: Iterable[School], fields: frozenset[str]) -> None:
        """What the lineage needs to know, from the file where it speaks of it, else as held."""
        for school in schools:
            held = self._known.get(school.urn)
            self._known[school.urn] = KnownSchool(
                type_code=school.type_code,
                is_open=school.is_open,
                opened_on=school.opened_on if "opened_on" in fields or held is None else held.opened_on,
                closed_on=school.closed_on if "closed_on" in fields or held is None else held.closed_on,
                reason_opened_code=school.reason_opened_code
                if "reason_opened_code" in fields or held is None
                else held.reason_opened_code,
            )

    def _counted(self, rows: Iterator[T]) -> Iterator[T]:
        for row in rows:
            self._done += 1
            if self._done % _TOLD_EVERY == 0:
                self.progress(self._done, max(self._done, self._total))
            yield row


def _chunks(rows: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _counts(lineage: Lineage) -> dict[str, int]:
    counts = {left.value: count for left, count in lineage.left.items()}
    for edge in lineage.edges:
        counts[edge.kind.value] = counts.get(edge.kind.value, 0) + 1
    return dict(sorted(counts.items()))
