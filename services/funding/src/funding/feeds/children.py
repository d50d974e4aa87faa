"""Keeps of children exactly what FU-901 names: id, initials, year group, SEN, care and roll."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from funding.domain.children import CareInterval, Child, RollInterval
from funding.feeds.payloads import checked, day, flag, items, optional, text, uuid, whole
from funding.store.records import Records
from kit.db.work import Work
from kit.kernel.events import ReceivedEvent

Interval = TypeVar("Interval", CareInterval, RollInterval)

_LONGEST_INITIALS: Final = 4
_CHILD: Final = {"child_id": uuid}
_WHEN: Final = {"from": day, "to": optional(day)}
_CARE: Final = _WHEN | {"status": text(30), "short_break": flag, "end_reason": optional(text(20))}
_ROLL: Final = _WHEN | {"school_urn": whole, "kind": text(20)}

check_child = checked(_CHILD)
check_facts = checked(
    _CHILD
    | {
        "initials": text(_LONGEST_INITIALS),
        "year_group": optional(text(2)),
        "academic_year": optional(text(7)),
        "sen": optional(text(10)),
    }
)
check_care = checked(_CHILD | {"intervals": items(_CARE)})
check_rolls = checked(_CHILD | {"intervals": items(_ROLL)})


async def keep_facts(work: Work, events: Sequence[ReceivedEvent]) -> None:
    children = [_child(event.payload) for event in events]
    await Records(work.connection, work.authority).children.keep(children)


async def keep_care(work: Work, events: Sequence[ReceivedEvent]) -> None:
    care = {UUID(event.payload["child_id"]): _care(event.payload["intervals"]) for event in events}
    await Records(work.connection, work.authority).children.keep_care(care)


async def keep_rolls(work: Work, events: Sequence[ReceivedEvent]) -> None:
    rolls = {UUID(event.payload["child_id"]): _rolls(event.payload["intervals"]) for event in events}
    await Records(work.connection, work.authority).children.keep_rolls(rolls)


async def close(work: Work, events: Sequence[ReceivedEvent]) -> None:
    """Closes what is open and forgets the initials; the money stays under the id."""
    children = Records(work.connection, work.authority).children
    known = await children.some(UUID(event.payload["child_id"]) for event in events)
    for event in events:
        child_id = UUID(event.payload["child_id"])
        child = known.get(child_id) or Child(child_id, "", None, None, None)
        await children.keep([replace(child, initials="")])
        await children.keep_care({child_id: _ended(await children.care_of(child_id), event.occurred_on)})
        await children.keep_rolls({child_id: _ended(await children.rolls_of(child_id), event.occurred_on)})


def _child(payload: Mapping[str, Any]) -> Child:
    return Child(
        id=UUID(payload["child_id"]),
        initials=payload["initials"],
        year_group=payload["year_group"],
        academic_year=payload["academic_year"],
        sen=payload["sen"],
    )


def _care(intervals: Sequence[Mapping[str, Any]]) -> list[CareInterval]:
    return [
        CareInterval(
            status=one["status"],
            starts_on=date.fromisoformat(one["from"]),
            ends_on=_day(one["to"]),
            short_break=one["short_break"],
            end_reason=one["end_reason"],
        )
        for one in intervals
    ]


def _rolls(intervals: Sequence[Mapping[str, Any]]) -> list[RollInterval]:
    return [
        RollInterval(
            school_urn=one["school_urn"],
            starts_on=date.fromisoformat(one["from"]),
            ends_on=_day(one["to"]),
            kind=one["kind"],
        )
        for one in intervals
    ]


def _ended(intervals: Sequence[Interval], on: date) -> list[Interval]:
    return [replace(one, ends_on=on) if one.ends_on is None else one for one in intervals]


def _day(text_: str | None) -> date | None:
    return date.fromisoformat(text_) if text_ else None
