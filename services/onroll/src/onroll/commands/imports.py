"""`onroll import`: files in, first as a dry run."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from onroll.commands.telling import progress, tell
from onroll.ground import make_ready, standing
from onroll.importing import Importer, Kind, NotSaid, Order
from onroll.key_ring import KeyRing
from onroll.settings import Settings

_FILES = "CSV, plain or gzipped; dfe_csc: JSON. gias: establishments, links. ssda903: header, episodes."


def import_files(
    kind: Annotated[Kind, typer.Argument(help="What the files hold.")],
    files: Annotated[list[Path], typer.Argument(help=_FILES, exists=True, dir_okay=False)],
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help="Take the rows; the default only looks.")] = False,
    accept_partial: Annotated[bool, typer.Option(help="Take the right rows though some are wrong.")] = False,
    authority: Annotated[str | None, typer.Option(help="Whose data it is: three digits.")] = None,
    year_end: Annotated[str | None, typer.Option(help="ssda903: the 31 March on which the return ends.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Tell the result as JSON.")] = False,
) -> None:
    """Read the school register, a return, children, moves, calendars, contacts or facts; exits 1 when a row is wrong.

    Example: onroll import gias establishments.csv links.csv --apply
    """
    order = Order(
        files=files,
        apply=apply,
        accept_partial=accept_partial,
        authority=authority,
        year_end=_day(year_end),
    )
    settings = Settings.read()
    ring = KeyRing.load_or_create(settings.key_folder)
    with standing(settings, ring) as ground, progress(kind.value) as told:
        make_ready(settings, ground, ring)
        try:
            reports = asyncio.run(Importer(ground, ring, settings.clock(), told).run(kind, order))
        except NotSaid as missing:
            raise typer.BadParameter(str(missing), param_hint=missing.option) from None
    found = [report.as_dict() for report in reports]
    tell(found, as_json=as_json)
    if not all(report.is_clean for report in reports):
        raise typer.Exit(1)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write the day as 2025-03-31", param_hint="--year-end") from None
