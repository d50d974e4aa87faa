"""A child changes school next September: the case opens a year ahead (S07)."""

from datetime import date
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.open_case import CaseFacts, open_case_of
from placements.domain.cases import CaseReason
from placements.domain.roll import main_roll_on


async def open_phase_transfer(desk: Desk, child_id: UUID, entry: date) -> bool:
    """False when a case is open meanwhile, or there has been one about this entry: the child is held.

    The need begins with the school year of entry, so no day is counted before it.
    """
    child = await desk.children.get_to_change(child_id)
    if child is None or await desk.cases.open_of(child_id) is not None:
        return False
    if await desk.cases.has_had(child_id, CaseReason.PHASE_TRANSFER, entry):
        return False
    roll = main_roll_on(await desk.intervals.rolls_of(child_id), desk.today)
    facts = CaseFacts(
        reason=CaseReason.PHASE_TRANSFER,
        need_from=entry,
        current_school_urn=roll.school_urn if roll else None,
    )
    await open_case_of(desk, child, facts)
    return True
