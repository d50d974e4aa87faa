"""A feed over HTTP: any answer but a page is "not available", whatever it says (AC-32)."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kit.feed.source import EventSource, FeedUnavailable

PAGE = {
    "items": [
        {
            "event_id": "01900000-0000-7000-8000-000000000001",
            "type": "child.changed",
            "version": 1,
            "occurred_on": "2026-11-23",
            "recorded_at": "2026-11-23T12:00:00Z",
            "authority": "999",
            "payload": {},
        }
    ],
    "next_cursor": "next",
    "epoch": "1",
}
App = Callable[[Any, Any, Any], Awaitable[None]]


def an_app(status: int = 200, body: bytes | None = None, seen: list[dict[str, Any]] | None = None) -> App:
    """Answers every request the same, and remembers what was asked."""

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        if seen is not None:
            seen.append({"path": scope["path"], "query": scope["query_string"], "headers": dict(scope["headers"])})
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body if body is not None else json.dumps(PAGE).encode()})

    return app


async def a_token() -> str:
    return "the-token"


async def test_a_page_is_asked_for_with_cursor_limit_and_token() -> None:
    seen: list[dict[str, Any]] = []
    source = EventSource.in_process("placements", an_app(seen=seen), a_token)

    first = await source.page(None)
    await source.page("a/b+c", 10)

    assert (first.after, first.next_cursor, len(first.deliveries)) == (None, "next", 1)
    assert [(one["path"], one["query"]) for one in seen] == [
        ("/api/placements/v1/events", b"limit=100"),
        ("/api/placements/v1/events", b"limit=10&after=a%2Fb%2Bc"),
    ]
    assert seen[0]["headers"][b"authorization"] == b"Bearer the-token"
    await source.close()


async def test_a_token_is_asked_for_each_page_so_that_its_giver_can_renew_it() -> None:
    given = iter(("first", "second"))
    seen: list[dict[str, Any]] = []

    async def renewing() -> str:
        return next(given)

    source = EventSource.in_process("placements", an_app(seen=seen), renewing)
    await source.page(None)
    await source.page(None)

    assert [one["headers"][b"authorization"] for one in seen] == [b"Bearer first", b"Bearer second"]
    await source.close()


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (503, b"{}", "503"),
        (401, b"", "401"),
        (302, b"", "302"),
        (200, b"not json", "bad_page"),
        (200, b"[]", "bad_page"),
        (200, b'{"items": []}', "bad_page"),
        (200, b'{"items": [{}], "next_cursor": "x"}', "bad_page"),
    ],
)
async def test_anything_but_a_page_is_not_available(status: int, body: bytes, code: str) -> None:
    source = EventSource.in_process("placements", an_app(status, body), a_token)

    with pytest.raises(FeedUnavailable) as raised:
        await source.page(None)

    assert raised.value.code == code
    await source.close()


async def test_a_host_that_is_away_is_not_available() -> None:
    source = EventSource.at("placements", "http://127.0.0.1:1", a_token)

    with pytest.raises(FeedUnavailable) as raised:
        await source.page(None)

    assert raised.value.code == "ConnectError"
    await source.close()
