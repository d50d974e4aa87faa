"""The signed context that tells PostgreSQL on whose behalf a transaction runs (SE-65, SE-66)."""

import hashlib
import hmac
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CONTEXT_LIFE_SECONDS: Final = 300
_BLOCK: Final = 64  # SHA-256's block, to which HMAC pads its key (RFC 2104)


class ContextKind(StrEnum):
    """Who stands behind a transaction; row level security policies are written per kind."""

    AUTHORITY = "authority"
    SCHOOL = "school"
    TRUST = "trust"
    LINK = "link"
    SERVICE = "service"
    JOB = "job"
    NATIONAL = "national"
    PUBLIC = "public"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Context:
    """`organisation` is the authority's code, a URN, or the name of a service; `actor` a user, client or link id."""

    kind: ContextKind
    organisation: str
    actor: str

    @classmethod
    def job(cls, authority: str, name: str) -> "Context":
        """A job, import or feed consumer writes for one authority at a time (SE-69)."""
        return cls(ContextKind.JOB, authority, name)

    @classmethod
    def visit(cls, authority: str, actor: str) -> "Context":
        """A step of a school signed in goes on where a step by its reply link would: in the tenant that asked."""
        return cls(ContextKind.LINK, authority, actor)

    @classmethod
    def platform(cls, name: str) -> "Context":
        """Writes national registers only."""
        return cls(ContextKind.PLATFORM, "platform", name)

    @classmethod
    def service(cls, name: str) -> "Context":
        """A service that reads feeds, opens links or delivers mail."""
        return cls(ContextKind.SERVICE, name, name)


@dataclass(frozen=True, slots=True)
class Pads:
    """The two padded keys of HMAC-SHA256; the database keeps these and never sees more."""

    inner: bytes
    outer: bytes

    @classmethod
    def of(cls, key: bytes) -> "Pads":
        """RFC 2104: the key padded to one block, xor 0x36 and 0x5c."""
        padded = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
        return cls(bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded))


def sign(context: Context, backend_pid: int, key: bytes) -> str:
    """`v1|kind|organisation|actor|expires|backend_pid|mac`; worthless in any other connection.

    Expiry counts on the machine's clock, not on the product's: it guards a connection, not a rule.
    """
    if "|" in context.organisation or "|" in context.actor:
        raise ValueError("a context part may not hold a bar")
    expires = int(time.time()) + CONTEXT_LIFE_SECONDS
    body = f"v1|{context.kind}|{context.organisation}|{context.actor}|{expires}|{backend_pid}"
    return f"{body}|{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()}"
