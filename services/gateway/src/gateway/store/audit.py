"""The gateway's audit chains."""

from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.store.tables import FOUNDATION
from kit.db.audit import Act, Actor, AuditKey, append_entry


async def append(connection: AsyncConnection, key: AuditKey, chain: str, actor: Actor, act: Act) -> None:
    """One entry about people or systems; the gateway sees no child."""
    await append_entry(connection, FOUNDATION, key, chain, actor, act, ())
