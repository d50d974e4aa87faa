"""Events leave with the transaction that made them, and are read in the order those became visible."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Insert, bindparam, insert, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import Select

from kit.db.foundation import Foundation
from kit.kernel.clock import Clock
from kit.kernel.errors import InvalidInput
from kit.kernel.events import Event
from kit.kernel.ids import new_id

START: Final = "0.0"


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Rows of the feed as dictionaries, and where to go on; the same cursor again when nothing is new."""

    items: Sequence[dict[str, Any]]
    next_cursor: str


class Outbox:
    """Writes events in the caller's transaction."""

    def __init__(self, connection: AsyncConnection, tables: Foundation, clock: Clock) -> None:
        self._connection = connection
        self._insert = _insert(tables)
        self._clock = clock

    async def add(self, *events: Event) -> None:
        """All of them, in the order given."""
        if not events:
            return
        now = self._clock.now()
        rows = [
            {
                "event_id": new_id(),
                "type": event.type,
                "version": event.version,
                "occurred_on": event.occurred_on,
                "recorded_at": now,
                "authority": event.authority,
                "payload": dict(event.payload),
            }
            for event in events
        ]
        await self._connection.execute(self._insert, rows)


async def read_feed(
    connection: AsyncConnection, tables: Foundation, epoch: str, after: str | None, limit: int
) -> FeedPage:
    """Events after a cursor, in commit order without gaps (RE-10).

    A page holds only rows whose transaction number lies below the oldest one still running: a cursor over
    a serial alone would pass by events of transactions that commit late.
    """
    tx, seq = _read_cursor(after, epoch)
    rows = (await connection.execute(_page(tables, limit), {"tx": tx, "seq": seq})).mappings().all()
    if not rows:
        return FeedPage((), after or _cursor(epoch, START))
    last = rows[-1]
    items = [{key: row[key] for key in row if key not in {"tx_number", "seq"}} for row in rows]
    return FeedPage(items, _cursor(epoch, f"{last['tx_number']}.{last['seq']}"))


@cache
def _insert(tables: Foundation) -> Insert:
    return insert(tables.outbox)


@cache
def _page(tables: Foundation, limit: int) -> Select[Any]:
    outbox = tables.outbox
    name = outbox.fullname
    return (
        select(
            # Compared and ordered as xid8, never as text: '10' < '9' (TR-25).
            literal_column(f"{name}.tx::text").label("tx_number"),
            outbox.c.seq,
            outbox.c.event_id,
            outbox.c.type,
            outbox.c.version,
            outbox.c.occurred_on,
            outbox.c.recorded_at,
            outbox.c.authority,
            outbox.c.payload,
        )
        .where(
            text(f"({name}.tx, {name}.seq) > (cast(:tx as xid8), cast(:seq as bigint))").bindparams(
                bindparam("tx"), bindparam("seq")
            ),
            text(f"{name}.tx < pg_snapshot_xmin(pg_current_snapshot())"),
        )
        .order_by(outbox.c.tx, outbox.c.seq)
        .limit(literal_column(str(limit)))
    )


def epoch_of(cursor: str) -> str:
    """The life of the producer's transaction numbers a cursor belongs to; "" for one that is not ours (RE-14)."""
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(".")[0]
    except (binascii.Error, ValueError):
        return ""


def _cursor(epoch: str, position: str) -> str:
    return base64.urlsafe_b64encode(f"{epoch}.{position}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None, epoch: str) -> tuple[str, int]:
    """A cursor of another epoch starts from the beginning: the reader sees the new epoch and rebuilds (RE-14)."""
    if cursor is None:
        return "0", 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        its_epoch, tx, seq = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(".")
        position = (str(int(tx)), int(seq))
    except (binascii.Error, ValueError):
        raise InvalidInput("bad_format", "query/after") from None
    return position if its_epoch == epoch else ("0", 0)
