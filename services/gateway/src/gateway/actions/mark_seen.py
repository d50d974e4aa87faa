"""Somebody has seen everything up to now."""

from datetime import datetime
from uuid import UUID

from gateway.store.people import PeopleStore


async def mark_seen(people: PeopleStore, user_id: UUID, now: datetime) -> None:
    """What Today calls new counts from this mark, not from the last sign-in."""
    await people.mark_seen(user_id, now)
