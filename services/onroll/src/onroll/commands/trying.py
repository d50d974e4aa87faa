"""`onroll demo`: an invented authority on this machine, with everything in one process."""

import asyncio
import os
from datetime import date
from importlib import import_module
from typing import Annotated

import typer

from onroll.demo.remembering import Seeded, begin, forget_half_made, recall, remember
from onroll.demo.welcome import welcome
from onroll.ground import Ground, make_ready, standing
from onroll.key_ring import KeyRing
from onroll.serving import Address, serve
from onroll.settings import PORT, Mode, Settings


def demo(
    day: Annotated[str | None, typer.Option(help="Let the demo stand on another day, such as 2026-11-23.")] = None,
    port: Annotated[int, typer.Option(help="On which port.")] = PORT,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    seed_only: Annotated[bool, typer.Option("--seed-only", help="Make the data and end.")] = False,
) -> None:
    """Make the demo's data if there is none, then serve it until Ctrl-C.

    Example: onroll demo --day 2026-11-23
    """
    settings = _settings(_date(day), port)
    ring = KeyRing.load_or_create(settings.key_folder)
    forget_half_made(settings)
    with standing(settings, ring) as ground:
        _prepare(settings, ground, ring)
        seeded = recall(settings) or _invent(settings, ground, ring)
        typer.echo(welcome(seeded, settings))
        if not seed_only:
            serve("onroll.process:single", Address(host, port), proxies=settings.proxies)


def _prepare(settings: Settings, ground: Ground, ring: KeyRing) -> None:
    """Here also a database that was named: whoever starts a demo wants it made."""
    if settings.database_url is None:
        make_ready(settings, ground, ring)
    else:
        import_module("onroll.preparing").prepare(ground, ring)


def _invent(settings: Settings, ground: Ground, ring: KeyRing) -> Seeded:
    """The first time only: what lives a year through is not loaded afterwards."""
    typer.echo("Inventing Northshire ...")
    begin(settings)
    with import_module("onroll.demo.hurry").in_a_hurry(ground):
        living = import_module("onroll.demo.seeding").seed(settings, ground, ring, settings.clock().today())
        seeded: Seeded = asyncio.run(living)
    remember(settings, seeded)
    return seeded


def _settings(day: date | None, port: int) -> Settings:
    """Said once in the environment, so that worker processes read the same."""
    os.environ["ONROLL_MODE"] = Mode.DEMO.value
    os.environ.setdefault("ONROLL_BASE_URL", f"http://localhost:{port}")
    if day is not None:
        os.environ["ONROLL_DEMO_DAY"] = day.isoformat()
    return Settings.read()


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write the day as 2026-11-23", param_hint="--day") from None
