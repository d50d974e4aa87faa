"""Signed contexts as the database must refuse them, and the good one they are made from."""

import hashlib
import hmac
import time

from kit.db.tenancy import Context, ContextKind, sign
from kit.testing.postgres import CONTEXT_KEY

NO_CONTEXT = ""


def good(authority: str, backend_pid: int, kind: ContextKind = ContextKind.AUTHORITY) -> str:
    return sign(Context(kind, authority, "somebody"), backend_pid, CONTEXT_KEY)


def hostile(authority: str, other: str, backend_pid: int) -> dict[str, str]:
    """Contexts for `authority` that are worth nothing; one holds a signature made for `other`."""
    valid = good(authority, backend_pid)
    stolen = good(other, backend_pid).rsplit("|", 1)[1]
    return {
        "none": NO_CONTEXT,
        "another key": sign(Context(ContextKind.AUTHORITY, authority, "x"), backend_pid, b"not the key, but as long"),
        "another backend": good(authority, backend_pid + 1),
        "expired": _signed(f"v1|authority|{authority}|somebody|{int(time.time()) - 1}|{backend_pid}"),
        "another version": _signed(f"v2|authority|{authority}|somebody|{int(time.time()) + 60}|{backend_pid}"),
        "a signature for another authority": f"{valid.rsplit('|', 1)[0]}|{stolen}",
        "no signature": valid.rsplit("|", 1)[0] + "|",
        "one part more": f"{valid}|",
        "not a number as expiry": _signed(f"v1|authority|{authority}|somebody|tomorrow|{backend_pid}"),
        "nonsense": "authority",
    }


def _signed(body: str) -> str:
    return f"{body}|{hmac.new(CONTEXT_KEY, body.encode(), hashlib.sha256).hexdigest()}"
