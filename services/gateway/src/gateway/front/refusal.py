"""Problems the front itself answers with, before any service is reached."""

import secrets
from typing import Final

from starlette.types import Send

from kit.web.edge import SECURITY_HEADERS
from kit.web.problems import GENERAL, MEDIA_TYPE, problem_body

_HEADERS: Final = [
    *SECURITY_HEADERS,
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"content-type", MEDIA_TYPE.encode()),
]
_RETRY_AFTER: Final = (b"retry-after", b"2")
_TRY_AGAIN: Final = 503


async def refuse(send: Send, code: str, *extra: tuple[bytes, bytes]) -> None:
    """Answers with the problem of this code."""
    problem = GENERAL[code]
    request_id = secrets.token_hex(8)
    body = problem_body(problem, request_id)
    headers = [*_HEADERS, *extra, (b"request-id", request_id.encode()), (b"content-length", str(len(body)).encode())]
    if problem.status == _TRY_AGAIN:
        headers.append(_RETRY_AFTER)
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
