"""The text of a token before its signature is checked: a header, three canonical segments (SE-51)."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from typing import Final

from kit.auth.errors import InvalidToken, MissingToken

LONGEST_TOKEN: Final = 4096
_LONGEST_HEADER: Final = 512
_TOKEN_HEADER: Final = frozenset({"alg", "kid", "typ"})
_ASSERTION_HEADERS: Final = (_TOKEN_HEADER, frozenset({"alg", "kid"}))
_SEGMENTS: Final = re.compile(r"([A-Za-z0-9_-]{1,512})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})")
_HALF_ORDER: Final = 0x7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8
"""Half the order of P-256: a signature (r, s) also verifies as (r, n - s), so only the smaller s counts."""


def bearer_token(authorization: Sequence[bytes]) -> str:
    """The token of exactly one `Authorization: Bearer` header; no other place is looked at (step 1)."""
    if len(authorization) != 1:
        raise MissingToken
    scheme, _, token = authorization[0].partition(b" ")
    if scheme.lower() != b"bearer" or not token:
        raise MissingToken
    return token.decode("latin-1")


def key_id(token: str) -> str:
    """Checks length, segments and header of a token (steps 2 to 4) and gives the `kid` it names."""
    header, signature = _outside(token)
    if int.from_bytes(signature[32:]) > _HALF_ORDER:
        raise InvalidToken
    if header.keys() != _TOKEN_HEADER or header["typ"] != "at+jwt":
        raise InvalidToken
    return _kid(header)


def assertion_key_id(assertion: str) -> str:
    """The same for the assertion of a client (RFC 7523), whose library chooses the `typ` and the signature's half."""
    header, _ = _outside(assertion)
    if header.keys() not in _ASSERTION_HEADERS or header.get("typ", "JWT") != "JWT":
        raise InvalidToken
    return _kid(header)


def canonical_signature(token: str) -> str:
    """The same token with the smaller of the two signatures that both verify, so that it has one text."""
    signed, _, text = token.rpartition(".")
    signature = urlsafe_b64decode(text + "==")
    s = int.from_bytes(signature[32:])
    if s > _HALF_ORDER:
        s = _ORDER - s
    return f"{signed}.{segment(signature[:32] + s.to_bytes(32))}"


def segment(data: bytes) -> str:
    """base64url without padding (RFC 7515)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _decoded(text: str) -> bytes:
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except NotBase64:
        raise InvalidToken from None
    if segment(data) != text:
        raise InvalidToken
    return data


def _outside(token: str) -> tuple[dict[str, object], bytes]:
    """Header and signature of a text that may be a token."""
    if len(token) > LONGEST_TOKEN or not token.isascii():
        raise InvalidToken
    segments = _SEGMENTS.fullmatch(token)
    if segments is None:
        raise InvalidToken
    header, _payload, signature = (_decoded(part) for part in segments.groups())
    try:
        fields = json.loads(header, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError):
        raise InvalidToken from None
    if not isinstance(fields, dict):
        raise InvalidToken
    return fields, signature


def _kid(header: dict[str, object]) -> str:
    kid = header["kid"]
    if header["alg"] != "ES256" or type(kid) is not str:
        raise InvalidToken
    return kid


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a header names one thing twice")
    return fields
