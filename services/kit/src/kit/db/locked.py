"""Locks files that lie in the database for a few days, with a key that does not (SE-86)."""

import hashlib
import hmac
import os
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES: Final = 12


def lock(content: bytes, secret: bytes, subject: str) -> bytes:
    """AES-256-GCM; bound to what it belongs to, so that no file opens under another's name."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_key(secret)).encrypt(nonce, content, subject.encode())


def unlock(locked: bytes, secret: bytes, subject: str) -> bytes:
    """Raises cryptography's InvalidTag when the file was changed or belongs to something else."""
    return AESGCM(_key(secret)).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], subject.encode())


def _key(secret: bytes) -> bytes:
    """A key of its own for this use, made from the installation's secret."""
    return hmac.new(secret, b"onroll export files", hashlib.sha256).digest()
