"""What this caller may do with an application now, so that no screen works out a right or a step (PL-702)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from placements.domain.application_states import WITH_THE_SCHOOL, ApplicationState
from placements.domain.direction_errors import DirectionBlocked
from placements.domain.direction_operations import DIRECTION_OPERATIONS, DIRECTION_STEPS
from placements.domain.steps import Actor, Step
from placements.domain.transitions import may_take

OFFERED_STEPS: Final = (
    Step.MAKE_READY,
    Step.REOPEN_DRAFT,
    Step.SUBMIT,
    Step.ACKNOWLEDGE,
    Step.ASK,
    Step.ANSWER_QUESTION,
    Step.OFFER,
    Step.OFFER_WITH_CONDITIONS,
    Step.REFUSE,
    Step.CHALLENGE,
    Step.KEEP_REFUSAL,
    Step.ACCEPT,
    Step.DECLINE,
    Step.WITHDRAW_OFFER,
    Step.AGREE_START,
    Step.FAIL_START,
    Step.ENROL,
    *DIRECTION_STEPS,
    Step.RECORD_APPEAL,
    Step.WITHDRAW,
    Step.SUPERSEDE,
    Step.MARK_DUPLICATE,
    Step.CORRECT,
)
"""The steps that have an operation. A step of the table joins when its operation does."""

OPERATIONS: Final[Mapping[Step, str]] = {
    Step.MAKE_READY: "make_ready",
    Step.SUBMIT: "submit_application",
    Step.OFFER: "record_offer",
    Step.REFUSE: "record_refusal",
    Step.ACCEPT: "accept_offer",
    Step.AGREE_START: "agree_start",
    Step.ENROL: "record_enrolment",
    Step.WITHDRAW: "withdraw_application",
    Step.REOPEN_DRAFT: "reopen_draft",
    Step.ACKNOWLEDGE: "acknowledge_application",
    Step.ASK: "ask_question",
    Step.ANSWER_QUESTION: "answer_question",
    Step.OFFER_WITH_CONDITIONS: "offer_with_conditions",
    Step.CHALLENGE: "challenge_refusal",
    Step.KEEP_REFUSAL: "keep_refusal",
    Step.DECLINE: "decline_offer",
    Step.WITHDRAW_OFFER: "withdraw_offer",
    Step.FAIL_START: "fail_start",
    Step.RECORD_APPEAL: "record_appeal",
    Step.SUPERSEDE: "supersede_application",
    Step.MARK_DUPLICATE: "mark_duplicate",
    Step.CORRECT: "correct_application",
    **DIRECTION_OPERATIONS,
}
REMIND: Final = "send_reminders"
DRAFT: Final = "draft_application"
OPEN_CASE: Final = "open_case"
_DRAFTED_BY: Final = frozenset({Actor.VSH, Actor.OFFICER, Actor.SOCIAL_WORKER})
_IN_LISTS: Final = frozenset({REMIND, OPERATIONS[Step.ACCEPT]})
AFTER_NAMING: Final = frozenset({ApplicationState.EHCP_NAMED, ApplicationState.ACCEPTED, ApplicationState.START_AGREED})
"""A refusal from these is one of a school that a plan names; it changes no state."""
_REMINDED_BY: Final = frozenset({Actor.VSH, Actor.OFFICER})
REMINDABLE: Final = WITH_THE_SCHOOL | {ApplicationState.NO_RESPONSE}


@dataclass(frozen=True, slots=True)
class AllowedAction:
    """An operation by its name. Shown with why and when where it is not enabled."""

    action: str
    enabled: bool = True
    reason: str | None = None
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the guards of the steps on offer look at."""

    not_looked_after: bool = False
    missing: Collection[str] = ()
    approval_missing: bool = False
    school_open: bool = True
    reminded_today: bool = False
    plan_route: bool = False
    blocks: Mapping[Step, DirectionBlocked] = field(default_factory=dict)
    hidden: frozenset[Step] = frozenset()


def allowed_actions(state: ApplicationState, actors: frozenset[Actor], now: Situation) -> list[AllowedAction]:
    """The steps the table opens to this caller from this state, with the guard that still stands before one."""
    actions = [
        AllowedAction(OPERATIONS[step], reason is None, reason, _from_on(step, now))
        for step in OFFERED_STEPS
        if may_take(state, step, actors) and not _needs_more(state, step, now)
        for reason in [_refusal(step, now)]
    ]
    actions = list({action.action: action for action in reversed(actions)}.values())[::-1]
    if state in REMINDABLE and actors & _REMINDED_BY:
        reason = "reminder_too_soon" if now.reminded_today else None
        actions.append(AllowedAction(REMIND, reason is None, reason))
    return actions


def listed_actions(state: ApplicationState, actors: frozenset[Actor], now: Situation) -> list[AllowedAction]:
    """What a row of a list offers: the steps that need no form."""
    wanted = {REMIND} if state is ApplicationState.CONDITIONAL else _IN_LISTS
    return [action for action in allowed_actions(state, actors, now) if action.action in wanted]


def case_actions(is_open: bool, actors: frozenset[Actor]) -> list[AllowedAction]:
    """While a case is open a school may be asked."""
    return [AllowedAction(DRAFT)] if is_open and actors & _DRAFTED_BY else []


def uncased_actions(actors: frozenset[Actor]) -> list[AllowedAction]:
    """For a child without a case: open one, or ask a school, which opens one."""
    return [AllowedAction(OPEN_CASE), AllowedAction(DRAFT)] if actors & _DRAFTED_BY else []


def _needs_more(state: ApplicationState, step: Step, now: Situation) -> bool:
    """Only a plan binds a school that has offered, and only its route consults on one (T29, T29d, PL-109)."""
    if step is Step.REFUSE and state in AFTER_NAMING:
        return not now.plan_route
    if step in {Step.SUBMIT, Step.CONSULT_ON_PLAN}:
        return now.plan_route is (step is Step.SUBMIT)
    return step in now.hidden


def _from_on(step: Step, now: Situation) -> date | None:
    return now.blocks[step].open_from if step in now.blocks else None


def _refusal(step: Step, now: Situation) -> str | None:
    if step in now.blocks:
        return now.blocks[step].code
    if step is not Step.MAKE_READY:
        return None
    checks = (
        (now.not_looked_after, "not_looked_after"),
        (not now.school_open, "school_closed"),
        (now.approval_missing, "approval_missing"),
        (bool(now.missing), "incomplete"),
    )
    return next((code for holds, code in checks if holds), None)
