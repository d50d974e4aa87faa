"""Lists page by key: `{items, next_cursor}`, and a cursor nobody can make up (architecture section 7)."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import Field

from kit.kernel.errors import InvalidInput
from kit.web.fields import OutModel

MOST: Final = 100
_MAC_BYTES: Final = 12
_SIZES: Final = (10, 25, 50, 100)

T = TypeVar("T")


class Page(OutModel, Generic[T]):
    """One page of a list; `next_cursor` is null on the last."""

    items: Annotated[Sequence[T], Field(description="The rows of this page.")]
    next_cursor: Annotated[str | None, Field(description="Give it as `cursor` for the next page.")]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How many rows, and after which key the page starts (empty: from the beginning).

    `rows` is a size from a short list, one more than fits, so that PostgreSQL can keep its plans
    (performance section 5); `cut` gives the page and the cursor.
    """

    limit: int
    after: tuple[Any, ...]
    key: bytes

    @property
    def rows(self) -> int:
        """The LIMIT to ask the database for."""
        return next(size for size in _SIZES if size >= self.limit) + 1

    def cursor(self, *keys: Any) -> str:
        """A signed cursor that starts after a row with these keys (text, integers, null)."""
        body = json.dumps(keys, separators=(",", ":"), default=str).encode()
        return base64.urlsafe_b64encode(_mac(self.key, body) + body).decode().rstrip("=")


def written_page(rows: Sequence[str], next_cursor: str | None) -> Response:
    """A page whose rows PostgreSQL has written as JSON already; declare `response_model` for what it says."""
    body = f'{{"items":[{",".join(rows)}],"next_cursor":{json.dumps(next_cursor)}}}'
    return Response(body, media_type="application/json")


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()[:_MAC_BYTES]


def read_cursor(key: bytes, cursor: str) -> tuple[Any, ...]:
    """The keys in a cursor of ours; an altered one is refused."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("bad_format", "query/cursor") from None
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(key, body)):
        raise InvalidInput("bad_format", "query/cursor")
    return tuple(json.loads(body))


async def page_request(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Rows on a page.")] = 50,
    cursor: Annotated[str | None, Query(max_length=512, description="`next_cursor` of the page before.")] = None,
) -> PageRequest:
    """The page asked for. A cursor goes on with the list that gave it, and with no other."""
    key = _mac(request.app.state.runtime.cursor_key, request.scope["route"].path.encode())
    return PageRequest(limit, read_cursor(key, cursor) if cursor else (), key)


WantedPage = Annotated[PageRequest, Depends(page_request)]
