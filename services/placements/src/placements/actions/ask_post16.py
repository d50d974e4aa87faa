"""Year 11 ends and the case is open: somebody has to say what follows (PL-710)."""

from dataclasses import replace
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.take_up_case import log_case, take_up_case
from placements.domain.chronology import EntryKind
from placements.domain.errors import CaseIsClosed, CaseNotFound


async def ask_post16(desk: Desk, case_id: UUID) -> bool:
    """False when it has been asked or closed meanwhile."""
    try:
        case = await take_up_case(desk, case_id, None)
    except (CaseNotFound, CaseIsClosed):
        return False
    if case.post16_asked_on is not None:
        return False
    kept = await desk.cases.save(replace(case, post16_asked_on=desk.today), desk.now)
    await log_case(desk, kept, EntryKind.POST16_ASKED, {})
    return True
