"""How long a session lives (SE-26)."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from kit.auth.vocabulary import Method

IDLE: Final = timedelta(minutes=20)
ABSOLUTE: Final = timedelta(hours=10)
RENEWED_EVERY: Final = timedelta(minutes=1)
CODE_LENGTH: Final = 43


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which somebody signed in."""

    id: UUID
    user_id: UUID
    amr: tuple[Method, ...]
    auth_time: datetime
    started_at: datetime
    last_seen_at: datetime

    @property
    def idle_expires_at(self) -> datetime:
        return min(self.last_seen_at + IDLE, self.expires_at)

    @property
    def expires_at(self) -> datetime:
        return self.started_at + ABSOLUTE

    def lives_at(self, now: datetime) -> bool:
        return now < self.idle_expires_at

    def wants_renewal_at(self, now: datetime) -> bool:
        """A use is written down at most once a minute."""
        return now - self.last_seen_at >= RENEWED_EVERY


def new_code() -> str:
    """256 random bits for the cookie."""
    return secrets.token_urlsafe(32)


def code_hash(code: str) -> bytes:
    """What the database keeps of the cookie."""
    return hashlib.sha256(code.encode()).digest()


def csrf_of(code: str) -> str:
    """The value of `Onroll-Csrf` bound to a session: only whoever holds the cookie can make it (SE-72)."""
    return hmac.new(code.encode(), b"onroll csrf", hashlib.sha256).hexdigest()
