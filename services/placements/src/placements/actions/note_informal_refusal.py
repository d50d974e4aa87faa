"""A school said no before it was asked in writing: kept as a fact, with no clock and no refusal (PL-329)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.take_up_child import log_child
from placements.domain.child import ChildNotFound
from placements.domain.child_events import informal_refusal_noted
from placements.domain.chronology import EntryKind
from placements.domain.errors import CodeNotUsable, SchoolUnknown
from placements.domain.informal_refusal import InformalRefusal
from placements.domain.refusal_codes import GivenBy


async def note_informal_refusal(
    desk: Desk,
    child_id: UUID,
    school_urn: int,
    noted_on: date,
    codes: Sequence[str],
    note: str | None,
    *,
    address_checked: bool = False,
) -> InformalRefusal:
    """Raises ChildNotFound, SchoolUnknown, CodeNotUsable, InvalidInput, InvalidFields."""
    child = await desk.children.get(child_id)
    if child is None:
        raise ChildNotFound
    if await desk.schools.get(school_urn) is None:
        raise SchoolUnknown
    if noted_on > desk.today:
        raise InvalidInput("out_of_range", "/noted_on")
    if any(code not in desk.codes.codes or desk.codes.codes[code].by is not GivenBy.SCHOOL for code in codes):
        raise CodeNotUsable
    await refuse_addresses(desk, child_id, {"/note": note}, checked=address_checked)
    refusal = InformalRefusal(
        id=new_id(), child_id=child_id, school_urn=school_urn, noted_on=noted_on, codes=tuple(codes), note=note
    )
    await desk.child_records.add_informal_refusal(refusal, desk.taker.id, desk.now)
    told = {"codes": list(codes), "school_urn": school_urn, "noted_on": noted_on.isoformat()}
    await log_child(desk, child, EntryKind.INFORMAL_REFUSAL, told)
    await desk.outbox.add(informal_refusal_noted(refusal, authority=desk.authority, on=desk.today))
    return refusal
