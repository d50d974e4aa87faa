"""A case ends: the need is met, or it is a need no more (PL-505)."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.keep_clocks import halt
from placements.actions.place_case import schooling_of
from placements.actions.take_up_case import log_case, take_up_case
from placements.domain.application import active
from placements.domain.case_events import case_closed
from placements.domain.cases import Case, CaseClosedReason
from placements.domain.chronology import EntryKind
from placements.domain.errors import RequestsStillRun

_BY_HAND: Final = frozenset(CaseClosedReason) - {CaseClosedReason.SEALED}


async def close_case(desk: Desk, case_id: UUID, version: int, reason: CaseClosedReason, closed_on: date | None) -> Case:
    """Raises CaseNotFound, CaseIsClosed, StaleVersion, RequestsStillRun, InvalidInput.

    A request that still runs is ended first, each with its own reason; a seal alone closes as `sealed` (PL-326).
    """
    case = await take_up_case(desk, case_id, version)
    on = closed_on or desk.today
    if reason not in _BY_HAND:
        raise InvalidInput("not_allowed", "/closed_reason")
    if not case.opened_on <= on <= desk.today:
        raise InvalidInput("out_of_range", "/closed_on")
    if reason is CaseClosedReason.PLACED and not (await schooling_of(desk, case)).is_on_roll(on):
        raise InvalidInput("not_allowed", "/closed_reason")
    return await end_case(desk, case, reason, on)


async def end_case(desk: Desk, case: Case, reason: CaseClosedReason, on: date) -> Case:
    """A case that is held. Raises RequestsStillRun."""
    if active(await desk.applications.of_case_to_change(case.id)):
        raise RequestsStillRun
    closed = await desk.cases.save(replace(case, closed_on=on, closed_reason=reason), desk.now)
    await halt(desk, await desk.clocks.of_case(case.id), on)
    await log_case(desk, closed, EntryKind.CASE_CLOSED, {"reason": reason.value})
    await desk.outbox.add(case_closed(closed, authority=desk.authority, on=on))
    return closed
