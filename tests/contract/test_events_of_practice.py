"""Nothing an authority tells while it is practising reaches funding or accountability (placements section 4.6)."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any, Final

import psycopg
import pytest

from accountability.feeds.subscriptions import PLACEMENTS as ACCOUNTABILITY
from accountability.main import consumers as accountability_consumers
from factories.exampleshire import EXAMPLESHIRE_CODE, MovableClock, fill_authority, fill_registers
from factories.feeds import ToldFeed, an_event
from factories.funded import good
from factories.house_records import send
from factories.placements_house import BASE_URL, House
from funding.feeds.placements import SUBSCRIPTION as FUNDING
from funding.main import consumers as funding_consumers
from kit.auth.vocabulary import Role, Scope
from kit.feed.source import EventSource, Feed
from kit.feed.subscription import Subscription
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from kit.testing.sign_in import SignIn
from kit.web.app import with_edge
from placements.settings import Settings

READERS: Final[Mapping[str, Subscription]] = {"funding": FUNDING, "accountability": ACCOUNTABILITY}


@pytest.fixture(scope="module")
async def house(clone: ClonedDatabase, open_database: OpenDatabase) -> AsyncIterator[House]:
    clock = MovableClock(date(2026, 11, 9))
    database = open_database("placements")
    sign_in = SignIn(clock)
    runtime = sign_in.runtime(database, "placements")
    app = import_module("placements.main").build(runtime, Settings(base_url=BASE_URL))
    await fill_registers(database)
    await fill_authority(database, EXAMPLESHIRE_CODE)

    def ask(question: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
            return connection.execute(question, values).fetchall()

    async with AsyncExitStack() as stack:
        yield House(database, clock, sign_in, app, ask, stack)


async def feed_of(house: House, reader: str) -> EventSource:
    """The producer's feed as this reader gets it: with a token for events and nothing else (SE-47)."""
    identity = replace(house.sign_in.service(reader), scopes=frozenset({Scope.EVENTS_READ}))
    async with house.sign_in.client(house.app, identity) as client:
        bearer = client.headers["Authorization"].removeprefix("Bearer ")

    async def token() -> str:
        return bearer

    return EventSource.in_process(house.app.state.name, with_edge(house.app), token)


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_passes_over_every_type_it_knows_from_an_authority_that_is_practising(reader: str) -> None:
    subscription = READERS[reader]

    for kind in subscription.handlers:
        assert subscription.is_passed_over(an_event(kind, is_test=True)), kind
        assert not subscription.is_passed_over(an_event(kind, is_test=False)), kind
        assert not subscription.is_passed_over(an_event(kind)), kind
    assert not subscription.is_passed_over(an_event("child.unheard_of", is_test=True))


async def test_what_a_practising_authority_tells_is_kept_by_no_reader_and_what_is_meant_is(
    house: House, open_database: OpenDatabase
) -> None:
    known = {"date_of_birth": "2014-03-01", "sex": "F", "upn_unknown_reason": "UN4", "surname": "Cole"}
    care = {"status": "looked_after", "from_on": "2026-10-01"}
    vsh = await house.staff(Role.VSH)
    children = []
    for practising in (True, False):
        held = good(await vsh.get("/v1/settings"))
        wanted = {name: held[name] for name in held if name not in {"version", "versions"}}
        headers = {"If-Match": f'"{held["version"]}"'}
        good(await vsh.put("/v1/settings", json=wanted | {"training_mode": practising}, headers=headers))
        children.append(good(await send(house, "/v1/children", known | {"first_name": "Ines", "care": care}))["id"])
    readers = {"funding": funding_consumers, "accountability": accountability_consumers}

    for name, consumers in readers.items():
        feed = await feed_of(house, name)
        sources: dict[str, Feed] = {"placements": feed, "funding": ToldFeed([], name="nothing")}
        await consumers(house.sign_in.runtime(open_database(name), name), sources)[0].catch_up()
        await feed.close()

    practised, meant = children
    for table, key in (("funding.children", "id"), ("accountability.facts", "child_id")):
        kept = {str(row[0]) for row in house.ask(f"select {key} from {table} where {key} is not null")}
        assert meant in kept, table
        assert practised not in kept, table
