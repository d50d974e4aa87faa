"""Which service takes which kind of file; what the command line and tests call."""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

from funding.imports.report import CountReport
from funding.imports.ssda903 import count_return
from kit.db.database import Database
from kit.kernel.clock import Clock
from onroll.ground import Ground
from onroll.key_ring import KeyRing
from placements.domain.imports import ImportKind
from placements.imports.by_command import import_by_command
from placements.imports.calendars import import_calendars
from placements.imports.contacts import import_contacts
from placements.imports.report import Progress, Report
from placements.imports.schools import import_register
from placements.imports.ssda903 import import_return

AnyReport = Report | CountReport


class Kind(StrEnum):
    """What the files hold."""

    GIAS = "gias"
    SSDA903 = "ssda903"
    CALENDARS = "calendars"
    CONTACTS = "contacts"
    CHILDREN = "children"
    MOVES = "moves"
    DFE_CSC = "dfe_csc"
    SCHOOL_FACTS = "school_facts"


class NotSaid(Exception):
    """Something has to be said beside the files; `option` is where."""

    def __init__(self, option: str, sentence: str) -> None:
        super().__init__(sentence)
        self.option = option


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One import as it was asked for."""

    files: Sequence[Path]
    apply: bool
    accept_partial: bool
    authority: str | None = None
    year_end: date | None = None

    def owner(self) -> str:
        if self.authority is None:
            raise NotSaid("--authority", "say whose data it is, such as --authority 998")
        return self.authority

    def ends(self) -> date:
        if self.year_end is None:
            raise NotSaid("--year-end", "say on which 31 March the return ends, such as --year-end 2025-03-31")
        return self.year_end

    def named(self, *files: str) -> list[Path]:
        """Exactly these files, in this order."""
        if len(self.files) != len(files):
            raise NotSaid("FILES", f"give {' and '.join(files)}, in this order")
        return list(self.files)


@dataclass(frozen=True, slots=True)
class Importer:
    """Everything an import needs of the place it runs in."""

    ground: Ground
    ring: KeyRing
    clock: Clock
    progress: Progress

    async def run(self, kind: Kind, order: Order) -> list[AnyReport]:
        """Never raises for what stands in a file: the reports say it. Raises NotSaid."""
        return await _KINDS[kind](self, order)

    @asynccontextmanager
    async def database(self, service: str) -> AsyncIterator[Database]:
        database = Database(self.ground.app_urls[service], self.ring.context, pool_size=2)
        try:
            yield database
        finally:
            await database.close()


async def _gias(place: Importer, order: Order) -> list[AnyReport]:
    establishments, *links = order.files
    if len(links) > 1:
        raise NotSaid("FILES", "give the establishments and, if you have them, the links")
    async with place.database("placements") as database:
        report = await import_register(
            database,
            establishments,
            links[0] if links else None,
            place.progress,
            apply=order.apply,
            accept_partial=order.accept_partial,
            clock=place.clock,
        )
    return [report]


async def _ssda903(place: Importer, order: Order) -> list[AnyReport]:
    """The children go to placements, a count and nothing of any child to funding. A file that the first refuses
    is not counted by the second."""
    header, episodes = order.named("the header", "the episodes")
    year_end = order.ends()
    async with place.database("placements") as database:
        children = await import_return(
            database,
            order.owner(),
            header,
            episodes,
            apply=order.apply,
            accept_partial=order.accept_partial,
            clock=place.clock,
            progress=place.progress,
            audit_key=place.ring.audit,
        )
    if children.refused:
        return [children]
    async with place.database("funding") as database:
        counted = await count_return(
            database,
            order.owner(),
            header,
            episodes,
            year_end,
            apply=order.apply,
            accept_partial=order.accept_partial,
            clock=place.clock,
            audit_key=place.ring.audit,
        )
    return [children, counted]


def _of_an_authority(take: Callable[..., Awaitable[Report]], name: str) -> Callable[[Importer, Order], Any]:
    async def run(place: Importer, order: Order) -> list[AnyReport]:
        (file,) = order.named(name)
        async with place.database("placements") as database:
            report = await take(
                database,
                order.owner(),
                file,
                apply=order.apply,
                accept_partial=order.accept_partial,
                clock=place.clock,
                progress=place.progress,
                audit_key=place.ring.audit,
            )
        return [report]

    return run


_KINDS: Final[dict[Kind, Callable[[Importer, Order], Coroutine[Any, Any, list[AnyReport]]]]] = {
    Kind.GIAS: _gias,
    Kind.SSDA903: _ssda903,
    Kind.CALENDARS: _of_an_authority(import_calendars, "the calendars"),
    Kind.CONTACTS: _of_an_authority(import_contacts, "the contacts"),
    Kind.CHILDREN: _of_an_authority(partial(import_by_command, kind=ImportKind.CHILDREN), "the children"),
    Kind.MOVES: _of_an_authority(partial(import_by_command, kind=ImportKind.MOVES), "the moves"),
    Kind.DFE_CSC: _of_an_authority(partial(import_by_command, kind=ImportKind.DFE_CSC), "the payload"),
    Kind.SCHOOL_FACTS: _of_an_authority(partial(import_by_command, kind=ImportKind.SCHOOL_FACTS), "the facts"),
}
