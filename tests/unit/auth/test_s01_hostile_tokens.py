"""S1: hostile tokens in every family are refused, always in the same way, and quickly."""

import os
import random
import time
from collections import Counter

import pytest
from jose import jwt
from jose.exceptions import JOSEError

from factories.forge import Forge
from factories.hostile_tokens import FAMILIES, mutants
from factories.identities import ISSUER, NOON, a_user
from kit.auth.errors import InvalidToken, MissingToken
from kit.auth.keys import SigningKey
from kit.auth.public_keys import StaticKeys
from kit.auth.tokens import TokenMinter, TokenVerifier
from kit.kernel.clock import StoppedClock

COUNT = int(os.environ.get("ONROLL_HOSTILE_TOKENS", "10000"))
SEED = int(os.environ.get("ONROLL_TEST_SEED", "20261123"))
LONGEST_SECONDS = 0.025


def a_forge() -> Forge:
    key = SigningKey.generate()
    minter = TokenMinter(key, ISSUER, StoppedClock(NOON))
    return Forge(
        random.Random(SEED),
        key,
        SigningKey.generate(),
        minter.mint(a_user(), "placements").text,
        minter.mint(a_user(), "placements").text,
    )


def header(token: str) -> list[bytes]:
    return [b"Bearer " + token.encode("utf-8", "surrogatepass")]


async def refusal(verifier: TokenVerifier, token: str) -> tuple[float, bool]:
    """Seconds of processor time until the answer, and whether it was the wrong one."""
    began = time.process_time()
    try:
        await verifier.verify(header(token))
    except (InvalidToken, MissingToken):
        return time.process_time() - began, False
    return time.process_time() - began, True


async def test_s01_no_hostile_token_is_accepted() -> None:
    forge = a_forge()
    verifier = TokenVerifier(StaticKeys.of([forge.key.public]), "placements", ISSUER, StoppedClock(NOON))
    accepted: Counter[str] = Counter()
    slow: Counter[str] = Counter()

    for family, token in mutants(forge, COUNT):
        seconds, was_accepted = await refusal(verifier, token)
        accepted[family] += was_accepted
        if seconds > LONGEST_SECONDS:
            again, _ = await refusal(verifier, token)
            slow[family] += again > LONGEST_SECONDS
    accepted, slow = +accepted, +slow

    assert accepted == {}, f"seed {SEED}"
    assert slow == {}, f"seed {SEED}"
    await verifier.verify(header(forge.token))


async def test_s01_planted_fault_the_tutorial_decode_accepts_more_than_a_thousand() -> None:
    forge = a_forge()
    accepted: Counter[str] = Counter()

    for family, token in mutants(forge, 10_000):
        try:
            jwt.decode(token, forge.key.public.jwk(), audience="placements", options={"verify_exp": False})
            accepted[family] += 1
        except (JOSEError, ValueError, TypeError, OverflowError, RecursionError, AttributeError):
            pass

    assert accepted.total() > 1_000
    assert {"strange_header", "missing_claim", "alias", "malleated"} <= accepted.keys()


def test_s01_has_at_least_eighteen_families() -> None:
    assert len(FAMILIES) >= 18


@pytest.mark.parametrize(
    "values",
    [
        [],
        [b""],
        [b"Bearer"],
        [b"Bearer "],
        [b"Basic dXNlcjpwYXNz"],
        [b"Token abc"],
        [b"Bearer a.b.c", b"Bearer a.b.c"],
    ],
)
async def test_ab_02_only_one_bearer_header_counts(values: list[bytes]) -> None:
    verifier = TokenVerifier(StaticKeys({}), "placements", ISSUER, StoppedClock(NOON))

    with pytest.raises(MissingToken):
        await verifier.verify(values)
