"""`onroll feed`: events that could not be applied, and starting over."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Annotated
from uuid import UUID

import typer

from kit.feed.consumer import Consumer
from onroll.house import READS
from onroll.process import opened_house
from onroll.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Events between the services.")


@app.command("list")
def list_letters(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """List the events that were set aside, oldest first; exits 1 when there are any.

    Example: onroll feed list
    """
    letters = asyncio.run(_letters())
    if as_json:
        typer.echo(json.dumps(letters, indent=2))
    for letter in () if as_json else letters:
        typer.echo("  ".join(str(value) for value in letter.values()))
    if letters:
        raise typer.Exit(1)


@app.command("retry")
def retry(
    reader: Annotated[str, typer.Argument(help="The service that reads, such as funding.")],
    source: Annotated[str, typer.Argument(help="The service whose event it is.")],
    event_id: Annotated[UUID, typer.Argument(help="The event.")],
) -> None:
    """Try one event once more, after its cause was mended.

    Example: onroll feed retry funding placements 01970000-0000-7000-8000-000000000000
    """
    if not asyncio.run(_retry(reader, source, event_id)):
        typer.echo("There is no such event set aside.", err=True)
        raise typer.Exit(1)


@app.command("rebuild")
def rebuild(
    reader: Annotated[str, typer.Argument(help="The service that reads.")],
    source: Annotated[str, typer.Argument(help="Whose events.")],
) -> None:
    """Forget what a service learned from a feed and read it again from the start.

    Example: onroll feed rebuild accountability placements
    """
    asyncio.run(_rebuild(reader, source))


async def _letters() -> list[dict[str, str | int]]:
    async with _consumers() as consumers:
        return [
            {
                "reader": reader,
                "source": source,
                "event_id": str(letter.event_id),
                "type": letter.type,
                "code": letter.code,
                "tries": letter.tries,
            }
            for (reader, source), consumer in consumers.items()
            for letter in await consumer.dead_letters()
        ]


async def _retry(reader: str, source: str, event_id: UUID) -> bool:
    async with _consumers() as consumers:
        return await _one(consumers, reader, source).retry(event_id)


async def _rebuild(reader: str, source: str) -> None:
    async with _consumers() as consumers:
        consumer = _one(consumers, reader, source)
        await consumer.rebuild()
        await consumer.catch_up()


def _one(consumers: dict[tuple[str, str], Consumer], reader: str, source: str) -> Consumer:
    try:
        return consumers[reader, source]
    except KeyError:
        raise typer.BadParameter(f"{reader} reads no feed of {source}") from None


@asynccontextmanager
async def _consumers() -> AsyncIterator[dict[tuple[str, str], Consumer]]:
    async with opened_house(Settings.read()) as house:
        found: dict[tuple[str, str], Consumer] = {}
        for reader, sources in READS.items():
            made = import_module(f"{reader}.main").consumers(house.runtime(reader), house.sources(reader))
            found |= {(reader, source): consumer for source, consumer in zip(sources, made, strict=True)}
        yield found
