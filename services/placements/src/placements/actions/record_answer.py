"""Writes down what a school answered: the same whether it came by link, from an account or was logged by staff."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kit.kernel.days import school_days_between
from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.find_next_route import find_next_route
from placements.actions.keep_clocks import halt, start_clocks, stop_by
from placements.actions.keep_direction import end_process
from placements.actions.take_up import ApplicationFile, put_back
from placements.actions.tell_of_offer import tell_of_offer
from placements.domain.application import Application
from placements.domain.application_events import application_decided, condition_lifted
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.clocks import clock_of
from placements.domain.decisions import (
    OVERTURNED_FROM,
    Decision,
    Outcome,
    ReceivedThrough,
    is_first,
    late_by_school_days,
)
from placements.domain.direction_states import ProcessOutcome
from placements.domain.steps import Step

_STOPS: Final = {
    Step.OFFER: ("decision", "offered", "lifted"),
    Step.OFFER_WITH_CONDITIONS: ("decision",),
    Step.REFUSE: ("decision",),
    Step.WITHDRAW_OFFER: ("decision",),
    Step.LAPSE: (),
    Step.ADMIT_BY_OWN_AUTHORITY: ("decision", "offered", "lifted"),
    Step.ALLOCATE_BY_FAIR_ACCESS: ("decision", "offered", "lifted"),
}
_LEFT_OPEN: Final = frozenset(
    {
        "info_answer",
        "accept_reply",
        "aa_tells_la",
        "conditional_reply",
        "conditional_lift",
        "challenge_send",
        "silence_challenge",
        "offer_withdrawn_challenge",
        "refusal_kept_decision",
        "other_triage",
    }
)
"""What an earlier answer or question asked of somebody: a new answer settles it."""
_KINDS: Final = {
    Outcome.OFFERED: EntryKind.OFFERED,
    Outcome.CONDITIONAL: EntryKind.OFFERED_WITH_CONDITIONS,
    Outcome.REFUSED: EntryKind.REFUSED,
    Outcome.NO_RESPONSE: EntryKind.LIMIT_PASSED,
}

_KINDS_OF_STEPS: Final = {
    Step.WITHDRAW_OFFER: EntryKind.OFFER_WITHDRAWN,
    Step.ADMIT_BY_OWN_AUTHORITY: EntryKind.OWN_AUTHORITY_ADMITS,
    Step.ALLOCATE_BY_FAIR_ACCESS: EntryKind.FAIR_ACCESS_ALLOCATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """When and how an answer came. Staff who log one name the letter, mail or call."""

    decided_on: date
    received_through: ReceivedThrough
    answer_reference: str | None = None


def check_logged(desk: Desk, file: ApplicationFile, answered: Answered) -> None:
    """An answer is not given before the request or after today; staff say where it is kept (PL-703). What a school
    sends signed in it decides on the day it sends it: a date of before would hide that it is late."""
    received_on = file.application.received_on
    if answered.decided_on > desk.today or (received_on is not None and answered.decided_on < received_on):
        raise InvalidInput("out_of_range", "/decided_on")
    refuse_dating_back(desk, answered.decided_on, "/decided_on")
    if desk.taker.logs_for_others and not answered.answer_reference:
        raise InvalidInput("missing", "/answer_reference")


def refuse_dating_back(desk: Desk, on: date, pointer: str) -> None:
    """What a school signed in sends, it sends today. Raises InvalidInput."""
    if desk.taker.is_of_school and on != desk.today:
        raise InvalidInput("out_of_range", pointer)


def counted(desk: Desk, file: ApplicationFile, decision: Decision) -> Decision:
    """The answer with what is counted about it: first, days, lateness and what it turned."""
    application, calendar = file.application, file.school_calendar
    limit = clock_of(file.clocks, "inyear_limit")
    days = None
    if application.received_on is not None:
        days = school_days_between(application.received_on, decision.decided_on, calendar)
    turned = OVERTURNED_FROM.get(application.state) if decision.outcome is Outcome.OFFERED else None
    return replace(
        decision,
        first=is_first(application.decisions),
        school_days=days,
        late_by_school_days=late_by_school_days(limit.due_on if limit else None, decision.decided_on, calendar),
        overturned_by=decision.overturned_by or turned,
    )


async def keep_answer(
    desk: Desk,
    file: ApplicationFile,
    step: Step,
    decision: Decision,
    *,
    clocks: Iterable[tuple[str, date]] = (),
    flags: Iterable[ApplicationFlag] = (),
) -> Application:
    """State, answer, clocks, log and event of one answer, together."""
    decision = counted(desk, file, decision)
    was = file.application.state
    changed = _changed(file.application, step, decision, flags)
    changed = await find_next_route(desk, file, changed, decision.outcome)
    file = await put_back(desk, file, changed, _kind_of(step, decision), _facts(file, decision), decision)
    await stop_by(desk, file.clocks, _STOPS[step], decision.decided_on)
    settles_all = decision.outcome is Outcome.OFFERED
    if settles_all:
        await end_process(desk, file, ProcessOutcome.OFFERED)
        await tell_of_offer(desk, file, was)
    await halt(desk, (clock for clock in file.clocks if settles_all or clock.key in _LEFT_OPEN), desk.today)
    for key, from_on in clocks:
        await start_clocks(desk, file, [key], from_on)
    await desk.outbox.add(
        application_decided(file.application, decision, authority=desk.authority, on=decision.decided_on)
    )
    if was is ApplicationState.CONDITIONAL and step is Step.OFFER:
        lifted = condition_lifted(file.application, authority=desk.authority, on=decision.decided_on)
        await desk.outbox.add(lifted)
    return file.application


def _kind_of(step: Step, decision: Decision) -> EntryKind:
    return _KINDS_OF_STEPS.get(step) or _KINDS[decision.outcome]


def _changed(application: Application, step: Step, decision: Decision, flags: Iterable[ApplicationFlag]) -> Application:
    return (
        application.lose_offer(decision) if step is Step.WITHDRAW_OFFER else application.decide(step, decision, *flags)
    )


def a_decision(desk: Desk, outcome: Outcome, answered: Answered) -> Decision:
    """A bare answer, to be completed."""
    return Decision(
        id=new_id(),
        outcome=outcome,
        first=False,
        decided_on=answered.decided_on,
        logged_on=desk.today,
        recorded_by=desk.taker.id,
        received_through=answered.received_through,
        answer_reference=answered.answer_reference,
    )


def _facts(file: ApplicationFile, decision: Decision) -> dict[str, object]:
    limit = clock_of(file.clocks, "inyear_limit")
    return {
        "codes": list(decision.codes),
        "decided_on": decision.decided_on.isoformat(),
        "start_on": decision.start_on.isoformat() if decision.start_on else None,
        "ground": decision.ground.value if decision.ground else None,
        "limit_on": limit.due_on.isoformat() if limit and limit.due_on else None,
    }
