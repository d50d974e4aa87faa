"""The private keys that sign tokens: files for their owner only, two always published (SE-53)."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from kit.auth.compact import segment
from kit.auth.public_keys import PublicKey, public_key

CURRENT: Final = "token-current.pem"
NEXT: Final = "token-next.pem"
RETIRED: Final = "token-retired.pem"
_READABLE_BY_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class KeyFileRefused(Exception):
    """A key file is readable by others, or holds something else than a P-256 key (SE-96)."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key of P-256; `repr` never shows it."""

    kid: str
    private: EllipticCurvePrivateKey

    def __repr__(self) -> str:
        return f"SigningKey({self.kid})"

    @classmethod
    def generate(cls) -> "SigningKey":
        return cls.of(generate_private_key(SECP256R1()))

    @classmethod
    def of(cls, private: EllipticCurvePrivateKey) -> "SigningKey":
        """The `kid` is derived from the public key, so it cannot be given twice."""
        point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return cls(segment(sha256(point).digest()[:12]), private)

    def pem(self) -> bytes:
        """The secret itself, for a key file and nothing else."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public(self) -> PublicKey:
        return public_key(self.kid, self.private.public_key().public_numbers())


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The key that signs, and all that are published: it, the next one, and one just retired, if any."""

    current: SigningKey
    published: tuple[PublicKey, ...]


def load_or_create(folder: Path) -> SigningKeys:
    """The signing keys of this installation, made on the first start.

    Safe when several processes start at once: whoever comes second takes what is there.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in (CURRENT, NEXT):
        if not (folder / name).exists():
            write_once(folder / name, SigningKey.generate().pem(), 0o600)
    return load(folder)


def load(folder: Path) -> SigningKeys:
    """The signing keys of a folder that has them; KeyFileRefused when one may be read by others."""
    current = read_key(folder / CURRENT)
    others = [read_key(path) for name in (NEXT, RETIRED) if (path := folder / name).exists()]
    return SigningKeys(current, _published([current, *others]))


def _published(keys: Sequence[SigningKey]) -> tuple[PublicKey, ...]:
    return tuple(key.public for key in keys)


def write_once(path: Path, content: bytes, mode: int) -> None:
    """Puts a whole file in place or leaves the one that is there."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def read_key(path: Path) -> SigningKey:
    """KeyFileRefused when others may read the file or it holds no P-256 key."""
    if path.stat().st_mode & _READABLE_BY_OTHERS:
        raise KeyFileRefused(f"{path.name} can be read by others")
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as reason:
        raise KeyFileRefused(f"{path.name} holds no key") from reason
    if not isinstance(private, EllipticCurvePrivateKey) or not isinstance(private.curve, SECP256R1):
        raise KeyFileRefused(f"{path.name} is not a P-256 key")
    return SigningKey.of(private)
