"""SE-32: the assertion with which a client proves who it is."""

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from factories.identities import A_CLIENT, ISSUER, NOON
from kit.auth.assertions import Assertion
from kit.auth.compact import segment
from kit.auth.errors import InvalidToken
from kit.auth.keys import SigningKey
from kit.auth.tokens import signed_assertion, verified_assertion
from kit.kernel.clock import StoppedClock

KEY = SigningKey.generate()
CLOCK = StoppedClock(NOON)
AUDIENCES = [ISSUER, ISSUER + "/oauth/token"]
NOW = int(NOON.timestamp())
GOOD = {"iss": A_CLIENT, "sub": A_CLIENT, "aud": ISSUER, "iat": NOW, "exp": NOW + 300, "jti": "j" * 22}


def an_assertion(claims: dict[str, Any], header: dict[str, Any] | None = None, key: SigningKey = KEY) -> str:
    fields = header or {"alg": "ES256", "kid": KEY.kid, "typ": "JWT"}
    signed = f"{segment(json.dumps(fields).encode())}.{segment(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(key.private.sign(signed.encode(), ECDSA(hashes.SHA256())))
    return f"{signed}.{segment(r.to_bytes(32) + s.to_bytes(32))}"


def verified(text: str) -> Assertion:
    return verified_assertion(text, {KEY.kid: KEY.public}, A_CLIENT, AUDIENCES, CLOCK)


def test_our_own_services_sign_what_is_accepted() -> None:
    text = signed_assertion(KEY, A_CLIENT, ISSUER, CLOCK)

    found = verified(text)

    assert (found.client_id, found.expires_at) == (A_CLIENT, NOON + timedelta(minutes=5))
    assert 16 <= len(found.jti) <= 128


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("header", [None, {"alg": "ES256", "kid": KEY.kid}])
def test_issuer_or_token_address_is_the_audience_and_typ_is_free(audience: str, header: dict[str, Any] | None) -> None:
    found = verified(an_assertion(GOOD | {"aud": audience, "nbf": NOW - 5}, header))

    assert found.jti == GOOD["jti"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"exp": NOW + 301}, id="longer than five minutes"),
        pytest.param({"exp": NOW + 10 * 365 * 86_400}, id="ten years"),
        pytest.param({"iat": NOW + 50, "exp": NOW + 340}, id="ends later than in five minutes"),
        pytest.param({"iat": NOW - 400, "exp": NOW - 100}, id="over"),
        pytest.param({"iat": NOW + 61, "exp": NOW + 200}, id="not yet"),
        pytest.param({"nbf": NOW + 61}, id="not before"),
        pytest.param({"nbf": "now"}, id="not before as text"),
        pytest.param({"exp": NOW}, id="no life"),
        pytest.param({"exp": str(NOW + 100)}, id="text"),
        pytest.param({"aud": "http://elsewhere/oauth/token"}, id="other audience"),
        pytest.param({"aud": [ISSUER]}, id="list of audiences"),
        pytest.param({"iss": "somebody"}, id="other issuer"),
        pytest.param({"sub": "somebody"}, id="subject is not the issuer"),
        pytest.param({"jti": "short"}, id="short jti"),
        pytest.param({"jti": "j" * 129}, id="long jti"),
        pytest.param({"jti": 7}, id="jti as number"),
        pytest.param({"scope": "children.read"}, id="extra claim"),
    ],
)
def test_ab_63_an_assertion_that_says_anything_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        verified(an_assertion(GOOD | change))


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_every_claim_is_needed(missing: str) -> None:
    with pytest.raises(InvalidToken):
        verified(an_assertion({name: value for name, value in GOOD.items() if name != missing}))


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": KEY.kid},
        {"alg": "HS256", "kid": KEY.kid},
        {"alg": "ES256"},
        {"alg": "ES256", "kid": "another"},
        {"alg": "ES256", "kid": [KEY.kid]},
        {"alg": "ES256", "kid": KEY.kid, "typ": "at+jwt"},
        {"alg": "ES256", "kid": KEY.kid, "jwk": KEY.public.jwk()},
        {"alg": "ES256", "kid": KEY.kid, "crit": ["exp"]},
    ],
)
def test_a_strange_header_is_refused(header: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        verified(an_assertion(GOOD, header))


def test_another_key_is_refused() -> None:
    with pytest.raises(InvalidToken):
        verified(an_assertion(GOOD, key=SigningKey.generate()))
