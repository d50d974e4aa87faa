"""The secrets of one installation, apart from the data: files for their owner only, made on the first start."""

import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from kit.auth.keys import KeyFileRefused
from kit.db.audit import AuditKey

BYTES: Final = 32
_READABLE_BY_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What every process needs; the gateway's signing keys lie in the same folder but are read by it alone.

    `context` signs on whose behalf a transaction runs (SE-66), `cursor` the cursors of lists, `audit` the
    chains of the audit; the app roles' passwords are derived from `database`.
    """

    context: bytes
    cursor: bytes
    audit: AuditKey
    database: bytes

    @classmethod
    def load_or_create(cls, folder: Path) -> Self:
        """Safe when several processes start at once. Raises KeyFileRefused."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("context", "cursor", "audit", "database"):
            _make_once(folder / f"{name}.key")
        return cls.load(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises KeyFileRefused when one is missing, short, or readable by others (SE-96)."""
        audit = _read(folder / "audit.key")
        return cls(
            context=_read(folder / "context.key"),
            cursor=_read(folder / "cursor.key"),
            audit=AuditKey(fingerprint(audit), audit),
            database=_read(folder / "database.key"),
        )

    @property
    def database_password(self) -> str:
        """Of the services' app roles, where a socket does not vouch for them."""
        return hmac.new(self.database, b"app roles", hashlib.sha256).hexdigest()


def fingerprint(key: bytes) -> str:
    """Names a key without telling it."""
    return hashlib.sha256(b"onroll key id" + key).hexdigest()[:12]


def _make_once(path: Path) -> None:
    """Puts a whole file in place or leaves the one that is there."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(BYTES) + "\n")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _read(path: Path) -> bytes:
    try:
        mode, text = path.stat().st_mode, path.read_text("ascii").strip()
        key = bytes.fromhex(text)
    except FileNotFoundError:
        raise KeyFileRefused(f"{path.name} is missing") from None
    except ValueError:
        raise KeyFileRefused(f"{path.name} holds no key") from None
    if mode & _READABLE_BY_OTHERS:
        raise KeyFileRefused(f"{path.name} can be read by others")
    if len(key) < BYTES or len(set(key)) < BYTES // 4:
        raise KeyFileRefused(f"{path.name} is weak")
    return key
