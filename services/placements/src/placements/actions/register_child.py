"""Somebody registers one child by hand; a return of many comes by import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.change_child import changed_child, refuse_unknown_authorities
from placements.actions.desk import Desk
from placements.actions.register_children import register_children
from placements.actions.take_up_child import log_child
from placements.domain.care import CareBasis, CarePeriod, CareStatus
from placements.domain.child import Child, Sex, UpnUnknownReason
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind

BY_HAND = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstCare:
    """Since when, and as what, the child is known."""

    status: CareStatus
    from_on: date
    short_break: bool = False
    basis: CareBasis | None = None


async def register_child(desk: Desk, facts: Mapping[str, Any], care: FirstCare | None) -> ChildRecord:
    """`facts` holds fields of Child, with a UPN or the reason why none is known.

    Raises InvalidInput, UpnInUse.
    """
    if (facts.get("upn") is None) == (facts.get("upn_unknown_reason") is None):
        raise InvalidInput("missing", "/upn")
    await refuse_unknown_authorities(desk, facts)
    blank = Child(
        id=new_id(),
        date_of_birth=facts["date_of_birth"],
        sex=Sex.UNKNOWN,
        upn_unknown_reason=facts.get("upn_unknown_reason") or UpnUnknownReason.UN4,
    )
    child = changed_child(blank, facts, desk.today)
    record = ChildRecord(child=child, care=(_period(care),) if care else ())
    await register_children(desk.children, desk.intervals, desk.outbox, [record], desk.today)
    await log_child(desk, child, EntryKind.CHILD_REGISTERED, {})
    return record


def _period(care: FirstCare) -> CarePeriod:
    return CarePeriod(
        id=new_id(),
        status=care.status,
        from_on=care.from_on,
        short_break=care.short_break,
        basis=care.basis,
        source=BY_HAND,
    )
