"""`onroll check`: is this installation fit to hold real data?"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from onroll.ground import standing
from onroll.key_ring import KeyRing
from onroll.refusals import findings
from onroll.settings import Settings


def check(as_json: Annotated[bool, typer.Option("--json", help="Tell the result as JSON.")] = False) -> None:
    """Look at settings, keys, database, tables, roles and rights; exits 2 and names what is wrong.

    Example: ONROLL_BASE_URL=https://onroll.example onroll check
    """
    settings = Settings.read()
    ring = KeyRing.load_or_create(settings.key_folder)
    with standing(settings, ring) as ground:
        found = findings(settings, ground, ring)
    if as_json:
        typer.echo(json.dumps({"mode": settings.mode, "findings": [asdict(one) for one in found]}))
    else:
        for one in found:
            typer.echo(str(one))
        if not found:
            typer.echo(f"All is well ({settings.mode}).")
    if found:
        raise typer.Exit(2)
