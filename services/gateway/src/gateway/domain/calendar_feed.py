"""A secret address at which a calendar reads what is due for one person (SE-87, ML-14)."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from kit.kernel.errors import NotFound

DAYS_AHEAD: Final = 120
MOST_FEEDS: Final = 5
"""One for each device; with a sixth the oldest ends."""
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


class FeedNotFound(NotFound):
    """No such feed of this person, or it was revoked; a wrong secret looks the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Without its secret, which is shown once."""

    id: UUID
    version: int
    made_at: datetime


def new_secret() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> bytes | None:
    """What the database keeps; None for what cannot be a secret of ours."""
    return hashlib.sha256(secret.encode()).digest() if _SECRET.fullmatch(secret) else None
