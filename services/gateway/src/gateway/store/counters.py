"""Counts tries to sign in, exactly and over all processes and restarts (section 8.4)."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import DateTime, Integer, Interval, bindparam, case, delete, func, null
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.domain.tries import WINDOW, TryLimit
from gateway.store.tables import SIGN_IN_COUNTERS

_NOW: Final = bindparam("now_", type_=DateTime(timezone=True))
_MOST: Final = bindparam("most_", type_=Integer)
_CLOSED_FOR: Final = bindparam("closed_for_", type_=Interval)
_counter = SIGN_IN_COUNTERS.c
_closed = func.coalesce(_counter.closed_until > _NOW, False)
_anew = func.coalesce(_counter.closed_until <= _NOW, False) | (_counter.began_at <= _NOW - WINDOW)
_one_too_many = _counter.tries + 1 > _MOST
_COUNT = (
    insert(SIGN_IN_COUNTERS)
    .values(key=bindparam("key_"), began_at=_NOW, tries=1, closed_until=None)
    .on_conflict_do_update(
        index_elements=[_counter.key],
        set_={
            "began_at": case((~_closed & _anew, _NOW), else_=_counter.began_at),
            "tries": case((_closed, _counter.tries), (_anew, 1), else_=_counter.tries + 1),
            "closed_until": case(
                (_closed, _counter.closed_until),
                (_anew, null()),
                (_one_too_many, func.coalesce(_NOW + _CLOSED_FOR, _counter.began_at + WINDOW)),
                else_=null(),
            ),
        },
    )
    .returning(_counter.closed_until)
)
_FORGET = delete(SIGN_IN_COUNTERS).where(_counter.key == bindparam("key_"))


class TryCounters:
    """One row for each e-mail asked, each address, and all of them together."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def count(self, limit: TryLimit, key: bytes, now: datetime) -> timedelta | None:
        """Counts one try. None if it may go on, else how long the door stays closed."""
        values = {"key_": key, "now_": now, "most_": limit.most, "closed_for_": limit.closed_for}
        until: datetime | None = (await self._connection.execute(_COUNT, values)).scalar_one()
        return until - now if until is not None and until > now else None

    async def forget(self, key: bytes) -> None:
        """After a success the tries before it do not count any more."""
        await self._connection.execute(_FORGET, {"key_": key})
