"""S2: a token has exactly one text, and whatever we accept an independent verifier accepts too."""

import random

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from factories.forge import Forge, unpacked
from factories.hostile_texts import alias, malleated
from factories.hostile_tokens import mutants
from factories.identities import ISSUER, NOON, a_user
from kit.auth import compact
from kit.auth.errors import InvalidToken
from kit.auth.keys import SigningKey
from kit.auth.public_keys import StaticKeys
from kit.auth.tokens import TokenMinter, TokenVerifier
from kit.kernel.clock import StoppedClock


def a_forge(seed: int) -> Forge:
    key = SigningKey.generate()
    minter = TokenMinter(key, ISSUER, StoppedClock(NOON))
    texts = [minter.mint(a_user(), "placements").text for _ in range(2)]
    return Forge(random.Random(seed), key, SigningKey.generate(), *texts)


def a_verifier(forge: Forge) -> TokenVerifier:
    return TokenVerifier(StaticKeys.of([forge.key.public]), "placements", ISSUER, StoppedClock(NOON))


def independently_valid(forge: Forge, token: str) -> bool:
    """Signature checked without the library under test."""
    signed, _, signature = token.rpartition(".")
    raw = unpacked(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    forge.key.private.public_key().verify(der, signed.encode(), ECDSA(hashes.SHA256()))
    return True


async def accepted(verifier: TokenVerifier, token: str) -> bool:
    try:
        await verifier.verify([b"Bearer " + token.encode("utf-8", "surrogatepass")])
    except InvalidToken:
        return False
    return True


async def test_s02_no_second_text_of_a_token_is_accepted() -> None:
    forge = a_forge(7)
    verifier = a_verifier(forge)

    texts = [family(forge) for _ in range(500) for family in (alias, malleated)]

    assert [text for text in texts if await accepted(verifier, text)] == []


async def test_s02_planted_fault_without_the_second_encoding_aliases_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forge = a_forge(7)
    monkeypatch.setattr(compact, "_decoded", unpacked)

    texts = [alias(forge) for _ in range(200)]

    assert any([await accepted(a_verifier(forge), text) for text in texts])


async def test_s02_what_we_accept_an_independent_verifier_accepts() -> None:
    forge = a_forge(11)
    minter = TokenMinter(forge.key, ISSUER, StoppedClock(NOON))
    verifier = a_verifier(forge)
    ours = [minter.mint(a_user(), "placements").text for _ in range(300)]
    theirs = [token for _, token in mutants(forge, 1_700)]

    kept = [token for token in ours + theirs if await accepted(verifier, token)]

    assert kept == ours
    assert all(independently_valid(forge, token) for token in kept)
