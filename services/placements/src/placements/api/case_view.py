"""Builds answers about cases: their state today, their clock and their counters."""

from collections.abc import Sequence

from kit.kernel.days import Calendar, school_days_between
from placements.actions.desk import Desk
from placements.actions.place_case import schooling_of
from placements.actions.take_up import calendars_of
from placements.api.case_record_schemas import InterimProvisionOut
from placements.api.case_record_view import case_records
from placements.api.case_schemas import CaseCountersOut, CaseOut, CaseRowOut, ConsideredOut
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, ClockOut, OwnerOut
from placements.domain.application import Application, active
from placements.domain.case_actions import actions_on_case
from placements.domain.case_counters import count_days
from placements.domain.cases import Case, CaseState
from placements.domain.child import Child, ChildNotFound
from placements.domain.clocks import calendar_for, read_clock
from placements.domain.permitted import AllowedAction
from placements.store import seeds

_SAME = (
    "id",
    "version",
    "reason",
    "need_from",
    "opened_on",
    "emergency",
    "emergency_reason",
    "responsible_authority",
    "host_authority",
    "case_calendar_authority",
    "care_placement_type",
    "care_move_planned_on",
    "expected_length",
    "current_school_urn",
    "attending",
    "child_view",
    "carer_view",
    "transport_considered",
    "transport_note",
    "delay_reasons",
    "post16_asked_on",
    "closed_on",
    "closed_reason",
)


async def case_out(desk: Desk, case: Case) -> CaseOut:
    """As it stands today."""
    child = await desk.children.get(case.child_id)
    if child is None:
        raise ChildNotFound
    schooling = await schooling_of(desk, case)
    applications = await desk.applications.of_case(case.id)
    calendar = await desk.calendars.resolve(None, case.case_calendar_authority)
    counters = count_days(case, schooling, calendar, desk.today)
    plain = {name: getattr(case, name) for name in _SAME}
    return CaseOut(
        **plain,
        child=ChildLabelOut.of(child, desk.today),
        state=case.state_on(desk.today, [one.state for one in applications], schooling.rolls, schooling.timetables),
        considered_with=[ConsideredOut(person=person, answer=answer) for person, answer in case.considered_with],
        owner=OwnerOut.of(case.owner_post_id),
        school_days=counters.school_days,
        counters=CaseCountersOut.model_validate(counters),
        clocks=await _clocks(desk, case),
        **await case_records(desk, case, child),
        interim_provisions=[InterimProvisionOut.model_validate(one) for one in schooling.provisions],
        application_ids=[one.id for one in applications],
        allowed_actions=[AllowedActionOut.of(one) for one in _actions(desk, case, applications)],
    )


def _actions(desk: Desk, case: Case, applications: Sequence[Application]) -> list[AllowedAction]:
    taker = desk.taker
    return actions_on_case(case.is_open, taker.actors, taker.role, requests_run=bool(active(applications)))


async def _clocks(desk: Desk, case: Case) -> list[ClockOut]:
    """Those of the case itself; an application shows its own."""
    calendars = await calendars_of(desk, case, None)
    own = [clock for clock in await desk.clocks.of_case(case.id) if clock.application_id is None]
    return [
        ClockOut.of(
            read_clock(
                clock, desk.rules[clock.key], calendar_for(desk.rules[clock.key], calendars), desk.today, desk.settings
            ),
            seeds.legal_refs(),
        )
        for clock in own
    ]


async def case_rows(desk: Desk, listed: Sequence[tuple[Case, CaseState]]) -> list[CaseRowOut]:
    """In the order given; children are named in one question, calendars resolved once an authority."""
    children = await desk.children.many({case.child_id for case, _ in listed})
    calendars = {
        code: await desk.calendars.resolve(None, code) for code in {c.case_calendar_authority for c, _ in listed}
    }
    return [
        _row(desk, case, state, children[case.child_id], calendars[case.case_calendar_authority])
        for case, state in listed
        if case.child_id in children
    ]


def _row(desk: Desk, case: Case, state: CaseState, child: Child, calendar: Calendar) -> CaseRowOut:
    return CaseRowOut(
        id=case.id,
        version=case.version,
        child=ChildLabelOut.of(child, desk.today),
        state=state,
        reason=case.reason,
        need_from=case.need_from,
        emergency=case.emergency,
        owner=OwnerOut.of(case.owner_post_id),
        closed_on=case.closed_on,
        school_days=school_days_between(case.need_from, case.closed_on or desk.today, calendar),
    )
