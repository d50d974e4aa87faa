"""`onroll import`: files in, first as a dry run."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from kit.db.database import Database
from kit.kernel.clock import Clock
from onroll.commands.telling import progress, tell
from onroll.ground import standing
from onroll.key_ring import KeyRing
from onroll.settings import Settings
from placements.imports.report import Progress
from placements.imports.schools import import_register


class Kind(StrEnum):
    """What the files hold."""

    GIAS = "gias"
    SSDA903 = "ssda903"
    CALENDARS = "calendars"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Asked:
    """One import as it was asked for."""

    files: Sequence[Path]
    apply: bool
    accept_partial: bool
    authority: str | None
    year_end: date | None
    progress: Progress
    clock: Clock
    open: Callable[[str], Database]
    """Opens the database of a service."""

    def owner(self) -> str:
        if self.authority is None:
            raise typer.BadParameter("say whose data it is, such as --authority 998", param_hint="--authority")
        return self.authority


Reports = list[dict[str, Any]]


def import_files(
    kind: Annotated[Kind, typer.Argument(help="gias, ssda903, calendars or contacts.")],
    files: Annotated[
        list[Path],
        typer.Argument(
            help="CSV, plain or gzipped. gias: establishments, links. ssda903: header, episodes.",
            exists=True,
            dir_okay=False,
        ),
    ],
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help="Take the rows; the default only looks.")] = False,
    accept_partial: Annotated[
        bool, typer.Option("--accept-partial", help="Take the right rows though some are wrong.")
    ] = False,
    authority: Annotated[str | None, typer.Option(help="Whose data it is: the authority's three digits.")] = None,
    year_end: Annotated[str | None, typer.Option(help="ssda903: the 31 March on which the return ends.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the result as JSON.")] = False,
) -> None:
    """Read the school register, an SSDA903 return, calendars or contacts. Exits 1 when something is wrong in a file.

    Example: onroll import gias establishments.csv links.csv --apply
    """
    settings = Settings.read()
    ring = KeyRing.load_or_create(settings.key_folder)
    with standing(settings, ring) as ground, progress(kind.value) as told:
        asked = Asked(
            files,
            apply,
            accept_partial,
            authority,
            _year_end(year_end),
            told,
            settings.clock(),
            lambda service: Database(ground.app_urls[service], ring.context, pool_size=2),
        )
        reports = asyncio.run(_KINDS[kind](asked))
    tell(reports, as_json=as_json)
    if any(report["refused"] or report["wrong"] for report in _all(reports)):
        raise typer.Exit(1)


async def _gias(asked: Asked) -> Reports:
    establishments, *rest = asked.files
    _at_most(asked, 2)
    database = asked.open("placements")
    try:
        report = await import_register(
            database,
            establishments,
            rest[0] if rest else None,
            asked.progress,
            apply=asked.apply,
            accept_partial=asked.accept_partial,
            clock=asked.clock,
        )
    finally:
        await database.close()
    return [report.as_dict()]


_KINDS: Final[dict[Kind, Callable[[Asked], Coroutine[Any, Any, Reports]]]] = {Kind.GIAS: _gias}


def _at_most(asked: Asked, number: int) -> None:
    if len(asked.files) > number:
        raise typer.BadParameter(f"at most {number} files here", param_hint="FILES")


def _year_end(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write the day as 2025-03-31", param_hint="--year-end") from None


def _all(reports: Reports) -> Reports:
    return [one for report in reports for one in (report, *_all(report.get("parts", [])))]
