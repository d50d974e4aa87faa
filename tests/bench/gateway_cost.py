"""What the in-process gateway itself costs: the front door before an empty service, against the empty service.

`python gateway_cost.py COOKIE` in the environment of a running product prints microseconds per request. The cookie is
that of a signed-in session, so that the token cache, the revocation check and the header exchange are all paid for.
"""

import statistics
import sys
import time

import structlog
import uvloop
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.main import build
from onroll.process import opened_house
from onroll.settings import Settings

ROUNDS = 9
REQUESTS = 4000


async def empty(scope: Scope, receive: Receive, send: Send) -> None:
    """A service that does nothing."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})


async def main(cookie: str) -> None:
    """Rounds of both, one after the other; the median of the differences."""
    settings = Settings.read()
    async with opened_house(settings) as house:
        front = build(house.front_runtime(), {"funding": empty})
        await _spend(front, cookie, 200)
        differences = [
            await _spend(front, cookie, REQUESTS) - await _spend(empty, cookie, REQUESTS) for _ in range(ROUNDS)
        ]
    sys.stdout.write(f"{statistics.median(differences):.2f}\n")


async def _spend(app: ASGIApp, cookie: str, requests: int) -> float:
    """CPU microseconds per request."""
    statuses: set[int] = set()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.add(message["status"])

    headers = [(b"host", b"localhost"), (b"cookie", cookie.encode()), (b"accept", b"application/json")]
    began = time.process_time()
    for _ in range(requests):
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/api/funding/v1/journals",
            "raw_path": b"/api/funding/v1/journals",
            "query_string": b"",
            "headers": list(headers),
        }
        await app(scope, receive, send)
    spent = time.process_time() - began
    if statuses != {200}:
        raise RuntimeError(f"answered {statuses}")
    return spent * 1_000_000 / requests


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    uvloop.run(main(sys.argv[1]))
