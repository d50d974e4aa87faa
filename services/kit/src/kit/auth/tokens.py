"""Access tokens: the one module that uses python-jose (SE-50 to SE-53, TR-1 to TR-7)."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from os import urandom
from typing import Any, Final

from jose import jwt
from jose.backends import ECKey
from jose.exceptions import JOSEError

from kit.auth.assertions import ASSERTION_LIFE, Assertion, assertion_of
from kit.auth.claims import claims_of, principal_of
from kit.auth.compact import assertion_key_id, bearer_token, canonical_signature, key_id
from kit.auth.errors import InvalidToken, SessionRevoked
from kit.auth.keys import SigningKey
from kit.auth.principal import Identity, Principal
from kit.auth.public_keys import KeySource, PublicKey
from kit.kernel.clock import Clock

ALGORITHMS: Final = ["ES256"]
LIFE: Final = timedelta(minutes=5)
CLIENT_LIFE: Final = timedelta(minutes=10)
RENEW_BEFORE_END: Final = timedelta(seconds=60)
"""Holders renew at least this long before `exp` (SE-50)."""

_LEEWAY: Final = timedelta(seconds=30)
_AHEAD: Final = timedelta(seconds=60)
_NO_TIME: Final = timedelta(0)
_MOST_CACHED: Final = 10_000
_REQUIRED: Final = {f"require_{claim}": True for claim in ("aud", "iss", "exp", "iat", "sub", "jti")}
_REFUSALS: Final = (
    JOSEError,
    ValueError,
    TypeError,
    OverflowError,
    RecursionError,
    AttributeError,
)


def nobody_revoked(_principal: Principal) -> bool:
    """For services that do not read revocations."""
    return False


class TokenVerifier:
    """Turns the token of a request into a principal, or says no and not why (SE-51)."""

    def __init__(
        self,
        keys: KeySource,
        audience: str,
        issuer: str,
        clock: Clock,
        revoked: Callable[[Principal], bool] = nobody_revoked,
    ) -> None:
        self._keys = keys
        self._audience = audience
        self._issuer = issuer
        self._clock = clock
        self._revoked = revoked
        self._verified: dict[str, Principal] = {}
        self._built: dict[PublicKey, ECKey] = {}

    async def verify(self, authorization: Sequence[bytes]) -> Principal:
        """The caller behind the values of a request's Authorization headers.

        MissingToken, InvalidToken or SessionRevoked otherwise. The signature of a token seen before is not
        checked again, its time and revocations always are. Waits only where a key has to be fetched.
        """
        token = bearer_token(authorization)
        principal = self._verified.get(token) or await self._verified_by_signature(token)
        now = self._clock.now()
        lives = principal.expires_at > now - _LEEWAY and principal.issued_at <= now + _AHEAD
        if not lives:
            self._verified.pop(token, None)
            raise InvalidToken
        if self._revoked(principal):
            raise SessionRevoked
        return principal

    async def _verified_by_signature(self, token: str) -> Principal:
        key = await self._keys.find(key_id(token))
        if key is None:
            raise InvalidToken
        principal = principal_of(_decoded(token, self._key(key), self._audience, self._issuer, self._clock))
        if not _NO_TIME < principal.expires_at - principal.issued_at <= CLIENT_LIFE:
            raise InvalidToken
        if len(self._verified) >= _MOST_CACHED:
            del self._verified[next(iter(self._verified))]
        self._verified[token] = principal
        return principal

    def _key(self, key: PublicKey) -> ECKey:
        """One built key object per key; the source bounds how many there can be."""
        built = self._built.get(key)
        if built is None:
            built = self._built[key] = ECKey(key.jwk(), ALGORITHMS[0])
        return built


@dataclass(frozen=True, slots=True)
class MintedToken:
    """A token and what it says; `text` is a secret."""

    text: str
    principal: Principal


class TokenMinter:
    """Signs access tokens; only the gateway holds one."""

    def __init__(self, key: SigningKey, issuer: str, clock: Clock) -> None:
        self._key = ECKey(key.private, ALGORITHMS[0])
        self._header = {"kid": key.kid, "typ": "at+jwt"}
        self._issuer = issuer
        self._clock = clock

    def mint(self, identity: Identity, audience: str, life: timedelta = LIFE) -> MintedToken:
        """A token for one audience, living at most ten minutes (clients) or five (everybody else)."""
        issued_at = int(self._clock.now().timestamp())
        claims = claims_of(identity) | {
            "iss": self._issuer,
            "aud": audience,
            "iat": issued_at,
            "exp": issued_at + int(life.total_seconds()),
            "jti": _new_jti(),
        }
        principal = principal_of(claims)
        text = jwt.encode(claims, self._key, algorithm=ALGORITHMS[0], headers=self._header)
        return MintedToken(canonical_signature(text), principal)


def signed_assertion(key: SigningKey, client_id: str, audience: str, clock: Clock) -> str:
    """How one of our own services proves to the gateway who it is."""
    issued_at = int(clock.now().timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "iat": issued_at,
        "exp": issued_at + int(ASSERTION_LIFE.total_seconds()),
        "jti": _new_jti(),
    }
    text: str = jwt.encode(claims, ECKey(key.private, ALGORITHMS[0]), algorithm=ALGORITHMS[0], headers={"kid": key.kid})
    return text


def verified_assertion(
    text: str, keys: Mapping[str, PublicKey], client_id: str, audiences: Sequence[str], clock: Clock
) -> Assertion:
    """The assertion, if one of the client's registered keys signed it for one of our audiences; else InvalidToken.

    The caller still has to refuse a `jti` it has seen before.
    """
    key = keys.get(assertion_key_id(text))
    if key is None:
        raise InvalidToken
    built = ECKey(key.jwk(), ALGORITHMS[0])
    for audience in audiences:
        try:
            claims = _decoded(text, built, audience, client_id, clock)
        except InvalidToken:
            continue
        return assertion_of(claims, client_id, clock.now())
    raise InvalidToken


def _decoded(token: str, key: ECKey, audience: str, issuer: str, clock: Clock) -> dict[str, Any]:
    """Claims whose signature, audience and issuer are right (step 6); the library's every failure is one answer."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=audience,
            issuer=issuer,
            options=_REQUIRED | {"leeway": _library_leeway(clock)},
        )
    except _REFUSALS:
        raise InvalidToken from None
    return claims


def _library_leeway(clock: Clock) -> float:
    """The library asks the machine's clock; where ours stands behind it, that much more is left to us."""
    return _LEEWAY.total_seconds() + max(0.0, time.time() - clock.now().timestamp())


def _new_jti() -> str:
    return urlsafe_b64encode(urandom(16)).rstrip(b"=").decode("ascii")
