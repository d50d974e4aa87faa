"""A child moves to another care placement: the requests end, the need and its clock go on (PL-507)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.case_clocks import start_home_clock, start_transfer_clock
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.end_application import end_application
from placements.actions.keep_intervals import refuse_unknown_host
from placements.actions.open_case import CaseFacts, open_case_of
from placements.actions.renew_child import renew_child
from placements.actions.take_up import log_entry, open_file
from placements.actions.take_up_child import log_child, take_up_child
from placements.domain.application import Application, SupersessionReason, active
from placements.domain.care import CarePlacement, refuse_overlapping_homes
from placements.domain.case_events import case_care_moved
from placements.domain.cases import Case, CaseReason
from placements.domain.child import Child, SenStatus
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind
from placements.domain.close_sides import side_of_supersession
from placements.domain.roll import PeriodOverlap, main_roll_on
from placements.domain.steps import Step

_BY_MOVE: Final = SupersessionReason.CARE_MOVE


class CanStay(StrEnum):
    """Whether the child can stay at the school it goes to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    moved_on: date
    host_authority: str
    why: str | None
    can_stay: CanStay
    type: str | None = None
    provider: str | None = None
    postcode_sector: str | None = None
    emergency: bool = False
    keep_application_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: the record, the case where there is one, and the requests it ended."""

    record: ChildRecord
    case: Case | None
    superseded: tuple[UUID, ...]


async def move_child(desk: Desk, child_id: UUID, version: int, move: Move, *, address_checked: bool = False) -> Moved:
    """A move that is planned stands on the case until it has happened (`care_move_planned_on`).

    Raises ChildNotFound, StaleVersion, PeriodOverlap, InvalidInput, InvalidFields.
    """
    held = await take_up_child(desk, child_id, version)
    if move.moved_on > desk.today:
        raise InvalidInput("out_of_range", "/moved_on")
    await refuse_unknown_host(desk, {"host_authority": move.host_authority})
    await refuse_addresses(desk, child_id, {"/why": move.why}, checked=address_checked)
    case = await desk.cases.open_of(child_id)
    moving = _moved_record(held, move)
    record = await renew_child(desk.children, desk.intervals, desk.outbox, held, moving, desk.today)
    if case is not None:
        return await _go_on(desk, record, case, move)
    _refuse_unknown(move.keep_application_ids, ())
    if move.can_stay is CanStay.NO:
        case = await open_case_of(desk, record.child, _need(record, move))
        await _follow_plan(desk, case, record.child, move)
    told = {"moved_on": move.moved_on.isoformat()}
    await log_child(desk, record.child, EntryKind.CARE_MOVED, told, case.id if case else None)
    return Moved(record, case, ())


async def _go_on(desk: Desk, record: ChildRecord, case: Case, move: Move) -> Moved:
    """`need_from`, the calendar and the clock of the case stay as they are."""
    running = active(await desk.applications.of_case_to_change(case.id))
    _refuse_unknown(move.keep_application_ids, running)
    ended = [one for one in running if one.id not in move.keep_application_ids]
    for application in ended:
        file = await open_file(desk, application)
        side = side_of_supersession(application, _BY_MOVE.value)
        await end_application(desk, file, Step.SUPERSEDE, _BY_MOVE, side)
    moved = replace(case, host_authority=move.host_authority, care_placement_type=move.type)
    kept = await desk.cases.save(moved, desk.now)
    await start_home_clock(desk, kept, record.homes)
    await _follow_plan(desk, kept, record.child, move)
    superseded = tuple(one.id for one in ended)
    told = {"moved_on": move.moved_on.isoformat(), "superseded": [str(one) for one in superseded]}
    await desk.history.add([log_entry(desk, EntryKind.CARE_MOVED, told, kept.id, kept.child_id, None)])
    await desk.outbox.add(
        case_care_moved(kept, authority=desk.authority, on=desk.today, moved_on=move.moved_on, superseded=superseded)
    )
    return Moved(record, kept, superseded)


def _moved_record(held: ChildRecord, move: Move) -> ChildRecord:
    """The home that is left ends on the day of the move, and the new one begins."""
    home = CarePlacement(
        id=new_id(),
        from_on=move.moved_on,
        type=move.type,
        provider=move.provider,
        host_authority=move.host_authority,
        postcode_sector=move.postcode_sector,
        emergency=move.emergency,
        why=move.why,
    )
    homes = (*(_left(one, move.moved_on) for one in held.homes), home)
    refuse_overlapping_homes(homes)
    return replace(held, homes=homes, child=held.child.living_in(move.host_authority, move.postcode_sector))


def _left(home: CarePlacement, moved_on: date) -> CarePlacement:
    if not home.holds_on(moved_on):
        return home
    if home.from_on >= moved_on:
        raise PeriodOverlap
    return replace(home, to_on=moved_on)


def _need(record: ChildRecord, move: Move) -> CaseFacts:
    roll = main_roll_on(record.rolls, move.moved_on)
    return CaseFacts(
        reason=CaseReason.EMERGENCY_MOVE if move.emergency else CaseReason.CARE_MOVE,
        need_from=move.moved_on,
        emergency=move.emergency,
        host_authority=move.host_authority,
        care_placement_type=move.type,
        current_school_urn=roll.school_urn if roll else None,
    )


async def _follow_plan(desk: Desk, case: Case, child: Child, move: Move) -> None:
    """A plan goes with the child; the old authority counts as aware on the day of the move (PL-813)."""
    if child.sen_status is SenStatus.EHCP and child.ehc_authority not in (None, move.host_authority):
        await start_transfer_clock(desk, case, move.moved_on)


def _refuse_unknown(kept: Collection[UUID], running: Sequence[Application]) -> None:
    if set(kept) - {one.id for one in running}:
        raise InvalidInput("not_allowed", "/keep_application_ids")
