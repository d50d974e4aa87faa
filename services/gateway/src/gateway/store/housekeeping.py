"""Removes what has run out: old sessions, counters, used proofs and notes of morning mails (SE-90)."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.store.tables import DIGESTS, SESSIONS, SIGN_IN_COUNTERS, USED_ASSERTIONS

KEPT: Final = timedelta(days=90)
_SESSIONS = delete(SESSIONS).where(SESSIONS.c.started_at < bindparam("before_"))
_COUNTERS = delete(SIGN_IN_COUNTERS).where(SIGN_IN_COUNTERS.c.began_at < bindparam("before_"))
_PROOFS = delete(USED_ASSERTIONS).where(USED_ASSERTIONS.c.kept_until < bindparam("now_"))
_DIGESTS = delete(DIGESTS).where(DIGESTS.c.on < bindparam("day_"))


async def sweep(connection: AsyncConnection, now: datetime) -> None:
    """Sessions, counters and notes are kept for 90 days, proofs until they are worthless."""
    await connection.execute(_SESSIONS, {"before_": now - KEPT})
    await connection.execute(_COUNTERS, {"before_": now - KEPT})
    await connection.execute(_PROOFS, {"now_": now})
    await connection.execute(_DIGESTS, {"day_": (now - KEPT).date()})
