"""`onroll openapi`: the promised API as files."""

from pathlib import Path
from typing import Annotated

import typer

from onroll.documents import stale, write


def export(
    folder: Annotated[Path, typer.Option(help="Where the documents lie.")] = Path("openapi"),
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 when a document is stale.")] = False,
) -> None:
    """Write openapi/*.json from the code; needs no database and no settings.

    Example: onroll openapi --check
    """
    changed = stale(folder) if check else write(folder)
    for name in changed:
        typer.echo(f"{folder / name}.json {'is stale: run onroll openapi' if check else 'written'}")
    if check and changed:
        raise typer.Exit(1)
