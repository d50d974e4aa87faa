"""Somebody opens a case: a child needs a school place."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from kit.kernel.ids import new_id
from placements.actions.case_clocks import start_care_clocks, start_home_clock
from placements.actions.check_text import CASE_TEXTS, refuse_addresses, texts_of
from placements.actions.desk import Desk
from placements.actions.take_up import log_entry
from placements.domain.application_events import case_opened
from placements.domain.care import CarePlacement, Cohort, cohort_on
from placements.domain.cases import Attending, Case, CaseReason, Considered, ConsideredWith, ExpectedLength
from placements.domain.child import Child, ChildNotFound
from placements.domain.chronology import EntryKind
from placements.domain.errors import CaseAlreadyOpen


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What is told when a case opens."""

    reason: CaseReason
    need_from: date
    emergency: bool = False
    emergency_reason: str | None = None
    host_authority: str | None = None
    care_placement_type: str | None = None
    care_move_planned_on: date | None = None
    expected_length: ExpectedLength = ExpectedLength.UNKNOWN
    current_school_urn: int | None = None
    attending: Attending | None = None
    child_view: str | None = None
    carer_view: str | None = None
    considered_with: tuple[tuple[ConsideredWith, Considered], ...] = ()
    transport_considered: bool | None = None
    transport_note: str | None = None
    owner_post_id: str | None = None


async def open_case(desk: Desk, child_id: UUID, facts: CaseFacts, *, address_checked: bool = False) -> Case:
    """The child is held, so that two cases cannot open at once.

    Raises ChildNotFound, CaseAlreadyOpen, InvalidFields.
    """
    child = await desk.children.get_to_change(child_id)
    if child is None:
        raise ChildNotFound
    if (already := await desk.cases.open_of(child_id)) is not None:
        raise CaseAlreadyOpen(already.id)
    await refuse_addresses(desk, child_id, texts_of(asdict(facts), CASE_TEXTS), checked=address_checked)
    return await open_case_of(desk, child, facts)


async def open_case_of(desk: Desk, child: Child, facts: CaseFacts) -> Case:
    """For a child that is held and has no open case."""
    [record] = await desk.intervals.records([child])
    case = _case(desk, child, facts, record.homes)
    await desk.cases.add(case, desk.now)
    due_on = None
    if cohort_on(record.care, desk.today) is Cohort.LAC:
        drift = await start_care_clocks(desk, case, record)
        due_on = drift.due_on if drift else None
        await start_home_clock(desk, case, record.homes)
    told = {"need_from": case.need_from.isoformat(), "reason": case.reason.value}
    await desk.history.add([log_entry(desk, EntryKind.CASE_OPENED, told, case.id, child.id, None)])
    await desk.outbox.add(case_opened(case, authority=desk.authority, on=desk.today, due_on=due_on))
    return case


def _case(desk: Desk, child: Child, facts: CaseFacts, homes: Sequence[CarePlacement]) -> Case:
    lived_on_need = home_authority(homes, facts.need_from)
    host = facts.host_authority or child.host_authority or lived_on_need or desk.authority
    case = Case(
        id=new_id(),
        child_id=child.id,
        responsible_authority=desk.authority,
        host_authority=host,
        case_calendar_authority=lived_on_need or host,
        reason=facts.reason,
        need_from=facts.need_from,
        opened_on=desk.today,
    )
    given = {name: getattr(facts, name) for name in facts.__dataclass_fields__ if name not in _SETTLED}
    return replace(case, **given, owner_post_id=facts.owner_post_id or child.owner_post_id)


_SETTLED = frozenset({"reason", "need_from", "host_authority", "owner_post_id"})


def home_authority(homes: Sequence[CarePlacement], day: date) -> str | None:
    """The authority in whose area the child lived on a day (PL-103)."""
    return next(
        (
            home.host_authority
            for home in homes
            if home.from_on <= day and (home.to_on is None or home.to_on > day) and home.host_authority
        ),
        None,
    )
