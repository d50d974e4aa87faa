"""Brings the open alerts of one authority in line with what its rules have found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.ids import new_id
from placements.domain.alerts import Finding
from placements.store.alerts import WEIGHTS
from placements.store.tables.alerts import ALERT_MARKS, ALERTS

_A: Final = ALERTS.c
_ONCE: Final = ("code", "owner_role", "subject_kind", "subject_key", "occasion")
_MOVES: Final = ("severity", "weight", "owner_post_id", "due_on")
"""What may change while an alert stays the same one."""
_MINE: Final = _A.authority == bindparam("tenant")
_HOLD: Final = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("name"))))
_TAKE_MARKS: Final = delete(ALERT_MARKS).where(ALERT_MARKS.c.authority == bindparam("tenant"))
_MARKED: Final = select(ALERT_MARKS.c.authority).distinct()
_OPEN: Final = select(_A.id, *(_A[name] for name in (*_ONCE, *_MOVES))).where(_MINE, _A.cleared_on.is_(None))
_GIVEN: Final = insert(ALERTS)
_MOVED: Final = {name: _GIVEN.excluded[name] for name in _MOVES}
# An occasion that comes back is the same alert, open again: nobody is told twice.
_RAISE: Final = _GIVEN.on_conflict_do_update(
    constraint="uq_alerts_once",
    set_={**_MOVED, "cleared_on": None},
    where=or_(_A.cleared_on.is_not(None), *(_A[name].is_distinct_from(new) for name, new in _MOVED.items())),
)
_CLEAR: Final = (
    update(ALERTS)
    .where(_MINE, _A.id == bindparam("gone", type_=ARRAY(PG_UUID(as_uuid=True))).any_())
    .values(cleared_on=bindparam("day", type_=Date))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many alerts were raised (or moved) and how many cleared."""

    raised: int
    cleared: int


class AlertKeeper:
    """For the job alone. One look at an authority at a time: a second worker waits and then finds nothing to do."""

    def __init__(self, connection: AsyncConnection, authority: str, today: date) -> None:
        self._connection = connection
        self._tenant = authority
        self._today = today

    async def hold(self) -> bool:
        """Takes the authority, and the marks of all changes this look will see. Whether there were any."""
        await self._connection.execute(_HOLD, {"name": f"placements.alerts {self._tenant}"})
        taken = await self._connection.execute(_TAKE_MARKS, {"tenant": self._tenant})
        return taken.rowcount > 0

    async def keep(self, found: Iterable[Finding]) -> Kept:
        """Raises what is new and clears what no longer holds; writes nothing else."""
        wanted = {_key(row): row for row in (self._row(finding) for finding in found)}
        open_now: dict[tuple[Any, ...], tuple[UUID, tuple[Any, ...]]] = {}
        for row in (await self._connection.execute(_OPEN, {"tenant": self._tenant})).mappings():
            open_now[_key(row)] = row["id"], tuple(row[name] for name in _MOVES)
        new = [
            row
            for key, row in wanted.items()
            if key not in open_now or open_now[key][1] != tuple(row[name] for name in _MOVES)
        ]
        gone = [alert_id for key, (alert_id, _) in open_now.items() if key not in wanted]
        if new:
            await self._connection.execute(_RAISE, new)
        if gone:
            await self._connection.execute(_CLEAR, {"tenant": self._tenant, "gone": gone, "day": self._today})
        return Kept(len(new), len(gone))

    def _row(self, finding: Finding) -> dict[str, Any]:
        subject = finding.subject
        return {
            "authority": self._tenant,
            "id": new_id(),
            "code": finding.code.value,
            "severity": finding.severity.value,
            "weight": WEIGHTS[finding.severity],
            "owner_role": finding.owner.role.value,
            "owner_post_id": finding.owner.post_id,
            "subject_kind": subject.kind.value,
            "subject_key": subject.key,
            "occasion": finding.occasion,
            "child_id": subject.child_id,
            "case_id": subject.case_id,
            "application_id": subject.application_id,
            "school_urn": subject.school_urn,
            "raised_on": self._today,
            "due_on": finding.due_on,
        }


async def marked_authorities(connection: AsyncConnection) -> list[str]:
    """Whose work has changed since somebody looked."""
    return sorted((await connection.execute(_MARKED)).scalars())


def _key(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in _ONCE)
