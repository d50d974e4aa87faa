"""SE-51 step 5, SE-53: fetching keys is single-flight, at most once a minute, and survives a dead key server."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from factories.identities import ISSUER, NOON, a_user
from kit.auth.errors import InvalidToken
from kit.auth.fetched_keys import FetchedKeys
from kit.auth.keys import SigningKey
from kit.auth.public_keys import jwks_document
from kit.auth.tokens import TokenMinter, TokenVerifier
from kit.kernel.clock import StoppedClock

KEY = SigningKey.generate()
NEXT_KEY = SigningKey.generate()


class MovableClock:
    def __init__(self) -> None:
        self.instant = NOON

    def now(self) -> datetime:
        return self.instant

    def today(self) -> Any:
        return self.instant.date()

    def wait(self, **length: float) -> None:
        self.instant += timedelta(**length)


class KeyServer:
    """The gateway's key page in memory: counts its visitors and can be down."""

    def __init__(self) -> None:
        self.visits = 0
        self.keys = [KEY]
        self.answer: Callable[[], httpx.Response] | None = None

    async def __call__(self, _request: httpx.Request) -> httpx.Response:
        self.visits += 1
        await asyncio.sleep(0)
        if self.answer is not None:
            return self.answer()
        return httpx.Response(200, json=jwks_document(key.public for key in self.keys))


def down() -> httpx.Response:
    raise httpx.ConnectError("refused")


def in_trouble() -> httpx.Response:
    return httpx.Response(503)


def somewhere_else() -> httpx.Response:
    return httpx.Response(302, headers={"location": "http://elsewhere/keys"})


def endless() -> httpx.Response:
    return httpx.Response(200, content=b" " * 70_000)


def with_a_secret() -> httpx.Response:
    return httpx.Response(200, content=json.dumps({"keys": [{"kty": "oct", "k": "AA", "kid": "12345678"}]}))


def a_source(server: KeyServer, clock: MovableClock) -> FetchedKeys:
    client = httpx.AsyncClient(transport=httpx.MockTransport(server))
    return FetchedKeys("http://gateway/.well-known/jwks.json", clock, client)


async def test_a_known_key_is_fetched_once() -> None:
    server, clock = KeyServer(), MovableClock()
    source = a_source(server, clock)

    found = [await source.find(KEY.kid) for _ in range(20)]

    assert found == [KEY.public] * 20
    assert server.visits == 1


async def test_s12_many_unknown_kids_cause_one_fetch_a_minute() -> None:
    server, clock = KeyServer(), MovableClock()
    source = a_source(server, clock)

    for minute in range(3):
        found = await asyncio.gather(*(source.find(f"unknown-{n}-{minute}") for n in range(50)))
        assert set(found) == {None}
        clock.wait(seconds=61)

    assert server.visits == 3


async def test_s12_a_new_key_is_found_by_the_fetch_its_kid_causes() -> None:
    server, clock = KeyServer(), MovableClock()
    source = a_source(server, clock)
    await source.find(KEY.kid)
    server.keys = [KEY, NEXT_KEY]

    clock.wait(seconds=61)

    assert await asyncio.gather(*(source.find(NEXT_KEY.kid) for _ in range(10))) == [NEXT_KEY.public] * 10
    assert server.visits == 2


async def test_an_old_set_is_renewed_beside_the_request() -> None:
    server, clock = KeyServer(), MovableClock()
    source = a_source(server, clock)
    await source.find(KEY.kid)
    server.keys = [NEXT_KEY]
    clock.wait(minutes=6)

    assert await source.find(KEY.kid) == KEY.public
    await source.aclose()

    assert await source.find(KEY.kid) is None
    assert await source.find(NEXT_KEY.kid) == NEXT_KEY.public


@pytest.mark.parametrize("trouble", [down, in_trouble, somewhere_else, endless, with_a_secret])
async def test_ab_70_known_keys_serve_on_for_a_day_while_the_key_server_fails(
    trouble: Callable[[], httpx.Response],
) -> None:
    server, clock = KeyServer(), MovableClock()
    source = a_source(server, clock)
    await source.find(KEY.kid)
    server.answer = trouble

    clock.wait(hours=23, minutes=59)
    still = await source.find(KEY.kid)
    await asyncio.sleep(0.01)
    clock.wait(minutes=2)
    after_a_day = await source.find(KEY.kid)

    assert still == KEY.public
    assert after_a_day is None
    assert server.visits == 3


async def test_a_verifier_in_another_process_follows_the_key_server() -> None:
    server, clock = KeyServer(), MovableClock()
    verifier = TokenVerifier(a_source(server, clock), "placements", ISSUER, clock)
    token = TokenMinter(KEY, ISSUER, StoppedClock(NOON)).mint(a_user(), "placements").text
    stranger = TokenMinter(NEXT_KEY, ISSUER, StoppedClock(NOON)).mint(a_user(), "placements").text

    assert (await verifier.verify([b"Bearer " + token.encode()])).subject == a_user().subject
    with pytest.raises(InvalidToken):
        await verifier.verify([b"Bearer " + stranger.encode()])
    assert server.visits == 1
