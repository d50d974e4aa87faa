"""`onroll serve`, `worker`, `migrate` and `stop`: the processes of an installation."""

import asyncio
import signal
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from kit.db.embedded import EmbeddedServer
from kit.feed.worker import run_workers
from onroll.ground import EMBEDDED_FOLDER, make_ready, standing
from onroll.key_ring import KeyRing
from onroll.logs import log_of_server
from onroll.process import opened_house
from onroll.serving import Address, serve
from onroll.settings import PORT, Settings


class Service(StrEnum):
    """What can run by itself."""

    GATEWAY = "gateway"
    PLACEMENTS = "placements"
    FUNDING = "funding"
    ACCOUNTABILITY = "accountability"


def serve_services(
    service: Annotated[
        Service | None, typer.Argument(help="One service behind nginx; everything if not given.")
    ] = None,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="On which port.")] = PORT,
    socket: Annotated[Path | None, typer.Option(help="A Unix socket instead of a port.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes on this machine.")] = 1,
) -> None:
    """Serve everything in one process, or one service of it.

    Example: onroll serve placements --socket /run/onroll/placements.sock
    """
    settings = Settings.read()
    ring = KeyRing.load_or_create(settings.key_folder)
    with standing(settings, ring) as ground:
        if service is None:
            make_ready(settings, ground, ring)
        if not settings.is_demo:
            import_module("onroll.refusals").refuse_unsafe_start(settings, ground, ring)
        factory = f"onroll.process:{service.value if service else 'single'}"
        serve(factory, Address(host, port, socket), workers=workers, proxies=settings.proxies)


def work(
    service: Annotated[Service, typer.Argument(help="Whose feeds, mail and jobs.")],
) -> None:
    """Run what works beside the requests of one service; as many as wanted, the database decides who does what.

    Example: onroll worker funding
    """
    asyncio.run(_work(Settings.read(), service.value))


def migrate() -> None:
    """Bring roles, schemas and tables up to date; changes nothing where they are.

    Example: ONROLL_DATABASE_URL=postgresql://admin@db.example/onroll onroll migrate
    """
    settings = Settings.read()
    ring = KeyRing.load_or_create(settings.key_folder)
    with standing(settings, ring) as ground:
        import_module("onroll.preparing").prepare(ground, ring)
    typer.echo("The database is ready.")


def stop() -> None:
    """Stop the database that came with the product, whoever uses it; its data stays.

    Example: onroll stop
    """
    folder = Settings.read().var / EMBEDDED_FOLDER
    if folder.exists():
        EmbeddedServer(folder).stop()


async def _work(settings: Settings, service: str) -> None:
    log_of_server(settings)
    stop_now = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop_now.set)
    async with opened_house(settings, (service,)) as house:
        await run_workers(house.workers((service,)), stop_now)
