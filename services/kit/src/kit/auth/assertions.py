"""What the assertion of a client must say before it proves who the client is (SE-32, RFC 7523)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kit.auth.errors import InvalidToken

ASSERTION_LIFE: Final = timedelta(minutes=5)
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_AHEAD: Final = timedelta(seconds=60)
_LEEWAY: Final = timedelta(seconds=30)
_REQUIRED: Final = frozenset({"iss", "sub", "aud", "iat", "exp", "jti"})
_ALLOWED: Final = _REQUIRED | {"nbf"}
_LATEST: Final = 253_402_300_799
_SHORTEST_JTI, _LONGEST_JTI = 16, 128


@dataclass(frozen=True, slots=True)
class Assertion:
    """A proof that is good once: whoever takes it keeps `jti` until it has expired."""

    client_id: str
    jti: str
    expires_at: datetime


def assertion_of(claims: Mapping[str, Any], client_id: str, now: datetime) -> Assertion:
    """The assertion behind verified claims whose audience was checked; InvalidToken if they say anything else."""
    names = claims.keys()
    if not names >= _REQUIRED or not names <= _ALLOWED or type(claims["aud"]) is not str:
        raise InvalidToken
    if claims["iss"] != client_id or claims["sub"] != client_id:
        raise InvalidToken
    issued_at, expires_at = _instant(claims["iat"]), _instant(claims["exp"])
    begins_at = _instant(claims["nbf"]) if "nbf" in claims else issued_at
    if max(issued_at, begins_at) > now + _AHEAD or expires_at <= now - _LEEWAY:
        raise InvalidToken
    if not issued_at < expires_at <= min(issued_at + ASSERTION_LIFE, now + ASSERTION_LIFE):
        raise InvalidToken
    return Assertion(client_id, _jti(claims["jti"]), expires_at)


def _instant(value: Any) -> datetime:
    if type(value) is not int or not 0 <= value <= _LATEST:
        raise InvalidToken
    return datetime.fromtimestamp(value, UTC)


def _jti(value: Any) -> str:
    if type(value) is not str or not _SHORTEST_JTI <= len(value) <= _LONGEST_JTI:
        raise InvalidToken
    return value
