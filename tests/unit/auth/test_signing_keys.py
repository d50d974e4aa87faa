"""SE-53: signing keys are private files, and only a clean set of public P-256 keys is taken from the gateway."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kit.auth import keys
from kit.auth.keys import KeyFileRefused, SigningKey
from kit.auth.public_keys import KeySetRefused, PublicKey, jwks_document, parse_jwks


def a_document(*members: dict[str, Any]) -> bytes:
    return json.dumps({"keys": list(members)}).encode()


def test_the_first_start_makes_two_keys_only_their_owner_can_read(tmp_path: Path) -> None:
    made = keys.load_or_create(tmp_path / "keys")

    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}
    assert len(made.published) == 2
    assert made.current.public in made.published
    assert modes == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_a_second_start_keeps_the_keys(tmp_path: Path) -> None:
    first = keys.load_or_create(tmp_path)

    again = keys.load_or_create(tmp_path)

    assert again.published == first.published


def test_starts_at_the_same_time_agree_on_the_keys(tmp_path: Path) -> None:
    seen: list[tuple[PublicKey, ...]] = []
    starts = [threading.Thread(target=lambda: seen.append(keys.load_or_create(tmp_path).published)) for _ in range(8)]

    for start in starts:
        start.start()
    for start in starts:
        start.join()

    assert len(seen) == 8
    assert set(seen) == {keys.load(tmp_path).published}
    assert sorted(path.name for path in tmp_path.iterdir()) == [keys.CURRENT, keys.NEXT]


def test_a_retired_key_stays_published(tmp_path: Path) -> None:
    keys.load_or_create(tmp_path)
    old = keys.load(tmp_path).current
    (tmp_path / keys.CURRENT).rename(tmp_path / keys.RETIRED)
    (tmp_path / keys.NEXT).rename(tmp_path / keys.CURRENT)

    rotated = keys.load_or_create(tmp_path)

    assert old.public in rotated.published
    assert rotated.current.public != old.public
    assert len(rotated.published) == 3


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    keys.load_or_create(tmp_path)
    (tmp_path / keys.CURRENT).chmod(mode)

    with pytest.raises(KeyFileRefused, match="read by others"):
        keys.load(tmp_path)


def test_a_key_of_another_curve_or_no_key_is_refused(tmp_path: Path) -> None:
    keys.load_or_create(tmp_path)
    other = generate_private_key(SECP384R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    for content in (pem, b"no key", b""):
        (tmp_path / keys.NEXT).write_bytes(content)
        with pytest.raises(KeyFileRefused):
            keys.load(tmp_path)


def test_a_key_never_shows_itself() -> None:
    key = SigningKey.generate()

    assert repr(key) == f"SigningKey({key.kid})"


def test_the_published_document_is_read_back_as_the_same_keys() -> None:
    published = [SigningKey.generate().public for _ in range(3)]

    document = json.dumps(jwks_document(published)).encode()

    assert list(parse_jwks(document).values()) == published


GOOD = SigningKey.generate().public.jwk()
OTHER = SigningKey.generate().public.jwk()


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'{"keys": {}}', id="not a list"),
        pytest.param(b'{"keys": []}', id="no keys"),
        pytest.param(b'{"keys": [7]}', id="not keys"),
        pytest.param(b"[" * 60_000, id="nested"),
        pytest.param(a_document(GOOD, GOOD), id="twice"),
        pytest.param(a_document(GOOD, {**OTHER, "d": "AA"}), id="private"),
        pytest.param(a_document(GOOD, {"kty": "oct", "k": "c2VjcmV0", "kid": "12345678"}), id="symmetric"),
        pytest.param(a_document({**GOOD, "crv": "P-384"}), id="curve"),
        pytest.param(a_document({**GOOD, "y": GOOD["x"]}), id="off the curve"),
        pytest.param(a_document({**GOOD, "kid": 7}), id="kid"),
        pytest.param(a_document({**GOOD, "kid": "../../key"}), id="path as kid"),
        pytest.param(a_document({**GOOD, "use": "enc"}), id="use"),
        pytest.param(a_document({**GOOD, "alg": "HS256"}), id="algorithm"),
        pytest.param(a_document({**GOOD, "x5u": "http://x"}), id="extra"),
        pytest.param(a_document(*(SigningKey.generate().public.jwk() for _ in range(11))), id="eleven"),
        pytest.param(a_document(GOOD) + b" " * 65_536, id="too long"),
    ],
)
def test_a_document_with_anything_else_is_refused_whole(document: bytes) -> None:
    with pytest.raises(KeySetRefused):
        parse_jwks(document)
