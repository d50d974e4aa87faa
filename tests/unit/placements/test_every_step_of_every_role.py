"""The machine of section 9 walked whole: every state, every step, every role, and what is offered to each (PL-702)."""

from dataclasses import replace
from itertools import product

import pytest

from factories.placing import MONDAY, an_answer, an_application
from kit.kernel.errors import StepNotAllowed
from placements.domain.application import AcceptedBy, DelayCause, WithdrawalReason
from placements.domain.application_states import ACTIVE, EVERY_STATE, TERMINAL, ApplicationState
from placements.domain.decisions import Outcome
from placements.domain.permitted import AFTER_NAMING, OPERATIONS, Situation, allowed_actions
from placements.domain.steps import STAFF_ROLES, Actor, Step, actors_of
from placements.domain.transitions import ROWS, TRANSITIONS, may_take, transition

S = ApplicationState
ROLES = {
    **{role: actors_of(frozenset({role})) for role in STAFF_ROLES},
    "reply_link": frozenset({Actor.LINK}),
    "system": frozenset({Actor.SYSTEM}),
    "iro": actors_of(frozenset({"iro"})),
}
WRITTEN = {(source, row.step): row for row in ROWS for source in row.sources}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", S)
def test_a_role_may_take_exactly_the_steps_the_table_gives_it(state: S, role: str) -> None:
    actors = ROLES[role]

    taken = {step for step in Step if may_take(state, step, actors)}

    assert taken == {step for step in Step if (state, step) in WRITTEN and WRITTEN[state, step].who & actors}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", S)
def test_pl_702_a_role_is_offered_exactly_the_steps_it_may_take(state: S, role: str) -> None:
    actors = ROLES[role]
    expected = {OPERATIONS[step] for step in OPERATIONS if may_take(state, step, actors)}

    offered = {action.action for action in allowed_actions(state, actors, Situation())}

    not_a_refusal = {"record_refusal"} if state in AFTER_NAMING else set()
    assert offered - {"send_reminders"} >= expected - not_a_refusal - BY_CIRCUMSTANCE
    assert offered - {"send_reminders"} <= expected


BY_CIRCUMSTANCE = frozenset(
    name
    for step, name in OPERATIONS.items()
    if step.name.startswith(("DETERMINE", "SECRETARY_OF_STATE", "DIRECT", "CONSULT_ON_PLAN"))
)
"""Several steps of the table are one operation, and a plan is consulted on only by that road."""


def test_a_terminal_state_is_left_by_nobody() -> None:
    for state, step in product(TERMINAL, Step):
        if step is Step.CORRECT:
            continue
        with pytest.raises(StepNotAllowed):
            transition(state, step)


def test_where_a_step_is_in_the_table_somebody_may_take_it() -> None:
    everybody = frozenset(actor for actors in ROLES.values() for actor in actors)

    for state, step in TRANSITIONS:
        assert may_take(state, step, everybody), (state, step)


MOVES = {
    Step.REOPEN_DRAFT: lambda one: one.moved(Step.REOPEN_DRAFT),
    Step.ACKNOWLEDGE: lambda one: one.acknowledge(MONDAY),
    Step.ASK: lambda one: one.ask(),
    Step.ANSWER_QUESTION: lambda one: one.answer_question(),
    Step.OFFER: lambda one: one.decide(Step.OFFER, an_answer(Outcome.OFFERED)),
    Step.OFFER_WITH_CONDITIONS: lambda one: one.decide(Step.OFFER_WITH_CONDITIONS, an_answer(Outcome.CONDITIONAL)),
    Step.REFUSE: lambda one: one.decide(Step.REFUSE, an_answer(Outcome.REFUSED)),
    Step.LAPSE: lambda one: one.decide(Step.LAPSE, an_answer(Outcome.NO_RESPONSE)),
    Step.CHALLENGE: lambda one: one.moved(Step.CHALLENGE),
    Step.WITHDRAW_OFFER: lambda one: one.lose_offer(an_answer(Outcome.REFUSED)),
    Step.KEEP_REFUSAL: lambda one: one.moved(Step.KEEP_REFUSAL),
    Step.ACCEPT: lambda one: one.accept(AcceptedBy.CARER, MONDAY),
    Step.AGREE_START: lambda one: one.agree_start(MONDAY, None),
    Step.FAIL_START: lambda one: one.fail_start(DelayCause.SCHOOL),
    Step.ENROL: lambda one: one.enrol(MONDAY, None, MONDAY),
    Step.DECLINE: lambda one: one.end(Step.DECLINE, WithdrawalReason.CHILD_WISH, MONDAY),
    Step.WITHDRAW: lambda one: one.end(Step.WITHDRAW, WithdrawalReason.CHILD_WISH, MONDAY),
    Step.SUPERSEDE: lambda one: one.end(Step.SUPERSEDE, WithdrawalReason.CHILD_WISH, MONDAY),
    Step.MARK_DUPLICATE: lambda one: one.end(Step.MARK_DUPLICATE, WithdrawalReason.CHILD_WISH, MONDAY),
}


@pytest.mark.parametrize("step", MOVES)
@pytest.mark.parametrize("state", sorted(EVERY_STATE))
def test_an_application_moves_as_the_table_says_or_not_at_all(state: S, step: Step) -> None:
    application = replace(an_application(state), accepted_on=MONDAY if state is S.ACCEPTED else None)

    if (state, step) not in TRANSITIONS:
        with pytest.raises(StepNotAllowed):
            MOVES[step](application)
        return
    moved = MOVES[step](application)

    assert moved.state is (TRANSITIONS[state, step].target or state)
    assert (moved.closed_on is not None) is (moved.state in TERMINAL)
    assert (moved.state in ACTIVE) is moved.is_active
