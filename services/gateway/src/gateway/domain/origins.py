"""Did a request come from our own pages? (SE-72)"""

import hmac
from collections.abc import Mapping
from typing import Final

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_TYPES: Final = (b"text/plain", b"application/x-www-form-urlencoded")
"""Body types any page may send without asking first; ours are JSON or files."""


def own_origins(base_url: str, *, is_demo: bool) -> frozenset[bytes]:
    """The base URL; on the loopback address of a demonstration both of its names."""
    origins = {base_url.encode()}
    if is_demo:
        origins.add(base_url.replace("://localhost", "://127.0.0.1").encode())
        origins.add(base_url.replace("://127.0.0.1", "://localhost").encode())
    return frozenset(origins)


def came_with_session(headers: Mapping[bytes, bytes], origins: frozenset[bytes], csrf: str) -> bool:
    """For unsafe requests that a session vouches for: all of the marks of our own pages are there."""
    if headers.get(b"origin") not in origins:
        return False
    if headers.get(b"sec-fetch-site", b"same-origin") != b"same-origin":
        return False
    if headers.get(b"content-type", b"").lower().startswith(_FORM_TYPES):
        return False
    return hmac.compare_digest(headers.get(b"onroll-csrf", b""), csrf.encode())


def came_without_session(headers: Mapping[bytes, bytes], origins: frozenset[bytes]) -> bool:
    """For unsafe requests of nobody signed in: another site may not sign a visitor in here."""
    return headers.get(b"origin") in {None, *origins}
