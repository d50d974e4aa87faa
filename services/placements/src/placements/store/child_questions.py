"""Which children of one authority a file has left something to decide about."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.care import ADOPTION_REASONS, ORDER_REASONS
from placements.store.tables.children import CARE_PERIODS, CHILDREN

_C: Final = CHILDREN.c
_P: Final = CARE_PERIODS.c
_ASKED: Final = select(_P.child_id).where(
    _P.authority == bindparam("tenant"),
    _P.end_reason.in_(sorted(ADOPTION_REASONS | ORDER_REASONS)),
)
_PERHAPS: Final = (
    select(_C.id)
    .where(
        _C.authority == bindparam("tenant"),
        _C.sealed_at.is_(None),
        _C.merged_into.is_(None),
        _C.id.in_(_ASKED) | _C.feed_purged_at.is_not(None),
    )
    .order_by(_C.sort_name, _C.id)
    .limit(500)
)


async def perhaps_asked(connection: AsyncConnection, authority: str) -> Sequence[UUID]:
    """Children of whom something may be asked, by name; their records say whether it still is."""
    return (await connection.execute(_PERHAPS, {"tenant": authority})).scalars().all()
