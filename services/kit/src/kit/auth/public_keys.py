"""Public signing keys as the JWKS shows them: P-256 only, checked before any of them is used (SE-53)."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers

from kit.auth.compact import segment

MOST_KEYS: Final = 10
LONGEST_DOCUMENT: Final = 64 * 1024
_COORDINATE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_KID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


class KeySetRefused(Exception):
    """The set is not one that we publish; it is refused whole and an older one kept."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """`x` and `y` are base64url coordinates of a point on P-256."""

    kid: str
    x: str
    y: str

    def jwk(self) -> dict[str, str]:
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": self.x,
            "y": self.y,
            "kid": self.kid,
            "use": "sig",
            "alg": "ES256",
        }


class KeySource(Protocol):
    """Where a verifier finds the key a token names."""

    async def find(self, kid: str) -> PublicKey | None: ...


@dataclass(frozen=True, slots=True)
class StaticKeys:
    """Keys known at the start, for a verifier in the same process or on the same machine as the gateway."""

    by_kid: Mapping[str, PublicKey]

    @classmethod
    def of(cls, keys: Iterable[PublicKey]) -> "StaticKeys":
        return cls({key.kid: key for key in keys})

    async def find(self, kid: str) -> PublicKey | None:
        return self.by_kid.get(kid)


def jwks_document(keys: Iterable[PublicKey]) -> dict[str, list[dict[str, str]]]:
    """The document behind `/.well-known/jwks.json` (RFC 7517)."""
    return {"keys": [key.jwk() for key in keys]}


def parse_jwks(document: bytes) -> dict[str, PublicKey]:
    """The keys of a fetched document by `kid`.

    A private or symmetric member, a repeated `kid`, another curve, a point off the curve, too many keys or
    too many bytes: KeySetRefused.
    """
    if len(document) > LONGEST_DOCUMENT:
        raise KeySetRefused("too long")
    try:
        members = json.loads(document)["keys"]
    except (ValueError, KeyError, TypeError, RecursionError) as reason:
        raise KeySetRefused("not a key set") from reason
    if type(members) is not list or not 1 <= len(members) <= MOST_KEYS:
        raise KeySetRefused("wrong number of keys")
    keys = [_public_key(member) for member in members]
    by_kid = {key.kid: key for key in keys}
    if len(by_kid) != len(keys):
        raise KeySetRefused("a key id comes twice")
    return by_kid


def public_key(kid: str, numbers: EllipticCurvePublicNumbers) -> PublicKey:
    return PublicKey(kid, segment(numbers.x.to_bytes(32)), segment(numbers.y.to_bytes(32)))


def _public_key(member: Any) -> PublicKey:
    if type(member) is not dict or member.keys() != {"kty", "crv", "x", "y", "kid", "use", "alg"}:
        raise KeySetRefused("not a public P-256 key")
    values = list(member.values())
    if not all(type(value) is str for value in values):
        raise KeySetRefused("not a public P-256 key")
    key = PublicKey(member["kid"], member["x"], member["y"])
    if key.jwk() != member or not _well_formed(key):
        raise KeySetRefused("not a public P-256 key")
    return key


def _well_formed(key: PublicKey) -> bool:
    texts_fit = _KID.fullmatch(key.kid) and _COORDINATE.fullmatch(key.x) and _COORDINATE.fullmatch(key.y)
    return bool(texts_fit) and _on_curve(key)


def _on_curve(key: PublicKey) -> bool:
    x, y = _number(key.x), _number(key.y)
    try:
        EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    except ValueError:
        return False
    return True


def _number(coordinate: str) -> int:
    return int.from_bytes(urlsafe_b64decode(coordinate + "="))
