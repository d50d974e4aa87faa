"""How an application moves from one state to the next: the whole table of section 9.

No row, no step: a pair that is not written here is `step_not_allowed` (PL-701). What must hold besides
the state (guards) stands with the step itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kit.kernel.errors import StepNotAllowed
from placements.domain.application_states import (
    ACTIVE,
    ADVERSE,
    DIRECTING,
    EVERY_STATE,
    WITH_THE_SCHOOL,
    ApplicationState,
)
from placements.domain.steps import Actor, Step

_S = ApplicationState
_AFTER_REFUSAL: Final = frozenset({_S.REFUSED, _S.NO_RESPONSE, _S.CHALLENGED, _S.CONDITIONAL})
_OVERTURNED_BY_OFFER: Final = ADVERSE | {_S.CHALLENGED} | DIRECTING
_NOT_DIRECTING: Final = ACTIVE - DIRECTING


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: a step from some states to one state, or staying (`target` None), by these actors."""

    number: str
    step: Step
    sources: frozenset[ApplicationState]
    target: ApplicationState | None
    who: frozenset[Actor]


def _row(
    number: str,
    step: Step,
    sources: Iterable[ApplicationState],
    target: ApplicationState | None,
    who: str,
) -> Transition:
    return Transition(number, step, frozenset(sources), target, frozenset(Actor(letter) for letter in who))


ROWS: Final = (
    _row("T1", Step.MAKE_READY, {_S.DRAFT}, _S.READY, "VOW"),
    _row("T2", Step.REOPEN_DRAFT, {_S.READY}, _S.DRAFT, "VOW"),
    _row("T3", Step.SUBMIT, {_S.READY}, _S.SUBMITTED, "VOW"),
    _row("T4", Step.ACKNOWLEDGE, {_S.SUBMITTED}, _S.ACKNOWLEDGED, "SKAVO"),
    _row("T5", Step.ASK, WITH_THE_SCHOOL, None, "SKA"),
    _row("T5b", Step.ANSWER_QUESTION, WITH_THE_SCHOOL, None, "VOW"),
    _row("T6", Step.OFFER, WITH_THE_SCHOOL, _S.OFFERED, "SKAVO"),
    _row(
        "T7",
        Step.OFFER_WITH_CONDITIONS,
        WITH_THE_SCHOOL | {_S.NO_RESPONSE},
        _S.CONDITIONAL,
        "SKAVO",
    ),
    _row(
        "T8",
        Step.REFUSE,
        WITH_THE_SCHOOL | {_S.NO_RESPONSE, _S.CONDITIONAL},
        _S.REFUSED,
        "SKAVO",
    ),
    _row("T9", Step.LAPSE, WITH_THE_SCHOOL, _S.NO_RESPONSE, "Y"),
    _row("T10", Step.CHALLENGE, ADVERSE, _S.CHALLENGED, "VO"),
    _row("T11", Step.OFFER, _OVERTURNED_BY_OFFER, _S.OFFERED, "SKAVO"),
    _row("T11b", Step.WITHDRAW_OFFER, {_S.OFFERED, _S.ACCEPTED, _S.START_AGREED}, _S.REFUSED, "SVO"),
    _row("T11c", Step.KEEP_REFUSAL, {_S.CHALLENGED}, None, "SVO"),
    _row("T12a", Step.RECOMMEND, _AFTER_REFUSAL, None, "V"),
    _row("T12b", Step.RETURN_RECOMMENDATION, _AFTER_REFUSAL, None, "F"),
    _row("T12", Step.CONSULT, _AFTER_REFUSAL, _S.CONSULTING, "F"),
    _row("T13", Step.REPLY_TO_CONSULTATION, {_S.CONSULTING}, None, "SVO"),
    _row("T14", Step.SERVE_NOTICE, {_S.CONSULTING}, _S.NOTICE_SERVED, "F"),
    _row("T15", Step.REFER, {_S.NOTICE_SERVED}, _S.WITH_ADJUDICATOR, "VOF"),
    _row("T16", Step.DIRECT, {_S.NOTICE_SERVED}, _S.DIRECTED, "F"),
    _row("T17", Step.DIRECT, {_S.WITH_ADJUDICATOR}, _S.DIRECTED, "F"),
    _row("T18", Step.DETERMINE_UPHELD, {_S.WITH_ADJUDICATOR}, None, "VOF"),
    _row("T18", Step.DETERMINE_NOT_UPHELD, {_S.WITH_ADJUDICATOR}, _S.NOT_DIRECTED, "VOF"),
    _row("T18", Step.DETERMINE_WITHDRAWN, {_S.WITH_ADJUDICATOR}, _S.NOTICE_SERVED, "VOF"),
    _row("T19", Step.ASK_SECRETARY_OF_STATE, _AFTER_REFUSAL, _S.SOS_REQUESTED, "F"),
    _row("T19b", Step.LOG_SECRETARY_OF_STATE, {_S.SOS_REQUESTED}, None, "VO"),
    _row("T20", Step.SECRETARY_OF_STATE_DIRECTS, {_S.SOS_REQUESTED}, _S.DIRECTED, "VO"),
    _row("T20", Step.SECRETARY_OF_STATE_DECLINES, {_S.SOS_REQUESTED}, _S.NOT_DIRECTED, "VO"),
    _row(
        "T21",
        Step.ACCEPT,
        {_S.OFFERED, _S.DIRECTED, _S.EHCP_NAMED, _S.FAP_ALLOCATED},
        _S.ACCEPTED,
        "VOWA",
    ),
    _row("T21b", Step.ACCEPT, {_S.CONDITIONAL}, _S.ACCEPTED, "V"),
    _row("T22", Step.DECLINE, {_S.OFFERED}, _S.DECLINED, "VOW"),
    _row("T23", Step.AGREE_START, {_S.ACCEPTED}, _S.START_AGREED, "SKVO"),
    _row("T24", Step.ENROL, {_S.START_AGREED}, _S.ON_ROLL, "SKVO"),
    _row("T24b", Step.FLAG_NOT_ADMITTED, {_S.DIRECTED, _S.ACCEPTED, _S.START_AGREED}, None, "Y"),
    _row("T25", Step.FAIL_START, {_S.START_AGREED}, _S.ACCEPTED, "VO"),
    _row("T26", Step.WITHDRAW, _NOT_DIRECTING, _S.WITHDRAWN, "VOW"),
    _row("T26", Step.WITHDRAW, DIRECTING, _S.WITHDRAWN, "F"),
    _row("T27", Step.SUPERSEDE, ACTIVE, _S.SUPERSEDED, "YVO"),
    _row("T28", Step.MARK_DUPLICATE, ACTIVE, _S.DUPLICATE, "VO"),
    _row("T29", Step.CONSULT_ON_PLAN, {_S.READY}, _S.EHCP_CONSULTING, "E"),
    _row("T29b", Step.RECORD_PLAN_REPLY, {_S.EHCP_CONSULTING}, _S.EHCP_RESPONDED, "SKEY"),
    _row("T29c", Step.NAME_IN_PLAN, {_S.EHCP_RESPONDED}, _S.EHCP_NAMED, "E"),
    _row("T29d", Step.REFUSE, {_S.EHCP_NAMED, _S.ACCEPTED, _S.START_AGREED}, None, "SEVO"),
    _row("T30", Step.REFER_TO_FAIR_ACCESS, {_S.REFUSED, _S.NO_RESPONSE}, _S.FAP_REFERRED, "AVO"),
    _row("T30b", Step.ALLOCATE_BY_FAIR_ACCESS, {_S.FAP_REFERRED}, _S.FAP_ALLOCATED, "A"),
    _row("T31a", Step.NOTIFY_OWN_AUTHORITY, _AFTER_REFUSAL, None, "F"),
    _row("T31", Step.ADMIT_BY_OWN_AUTHORITY, _AFTER_REFUSAL, _S.OFFERED, "F"),
    _row("T33", Step.END_CARE_STATUS, ACTIVE, None, "Y"),
    _row("T34", Step.RECORD_APPEAL, ADVERSE | {_S.CHALLENGED} | DIRECTING, None, "VOA"),
    _row("T35", Step.CORRECT, EVERY_STATE, None, "V"),
)


def _by_state_and_step() -> dict[tuple[ApplicationState, Step], Transition]:
    table: dict[tuple[ApplicationState, Step], Transition] = {}
    for row in ROWS:
        for source in row.sources:
            if (source, row.step) in table:
                raise ValueError(f"two rows for {row.step} from {source}")
            table[source, row.step] = row
    return table


TRANSITIONS: Final = _by_state_and_step()


def transition(state: ApplicationState, step: Step) -> Transition:
    """The row of section 9 for this step from this state; raises StepNotAllowed where there is none."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepNotAllowed(state, step) from None


def next_state(state: ApplicationState, step: Step) -> ApplicationState:
    return transition(state, step).target or state


def may_take(state: ApplicationState, step: Step, actors: frozenset[Actor]) -> bool:
    row = TRANSITIONS.get((state, step))
    return row is not None and bool(row.who & actors)
