"""The table of section 9: every row as it is written there, and nothing beside it."""

from itertools import product

import pytest

from kit.kernel.errors import StepNotAllowed
from placements.domain.application_states import (
    ACTIVE,
    DIRECTING,
    EVERY_STATE,
    TERMINAL,
    ApplicationState,
)
from placements.domain.steps import PATHS, STAFF_ROLES, Actor, Step, actors_of
from placements.domain.transitions import ROWS, TRANSITIONS, may_take, next_state, transition

S = ApplicationState
EVERY_PAIR = list(product(ApplicationState, Step))
PATHS_OF_SECTION_9 = [
    "readiness",
    "draft",
    "submission",
    "acknowledgement",
    "question",
    "question-answer",
    "offer",
    "conditional-offer",
    "refusal",
    "challenge",
    "offer-withdrawal",
    "challenge-reply",
    "recommendation",
    "recommendation-return",
    "consultation",
    "consultation-reply",
    "notice",
    "adjudicator-referral",
    "direction",
    "determination",
    "secretary-of-state-request",
    "secretary-of-state-log",
    "secretary-of-state-outcome",
    "acceptance",
    "declination",
    "start",
    "enrolment",
    "start-failure",
    "withdrawal",
    "supersession",
    "duplicate",
    "ehcp-consultation",
    "ehcp-reply",
    "ehcp-naming",
    "fair-access-referral",
    "fair-access-allocation",
    "own-authority-notice",
    "own-authority-admission",
    "appeal",
    "corrections",
]


def test_there_are_twenty_seven_states_and_six_of_them_end() -> None:
    assert len(EVERY_STATE) == 27
    assert {"on_roll", "declined", "withdrawn", "superseded", "duplicate", "not_directed"} == TERMINAL
    assert {"consulting", "notice_served", "with_adjudicator", "sos_requested"} == DIRECTING
    assert EVERY_STATE == ACTIVE | TERMINAL


@pytest.mark.parametrize(("state", "step"), EVERY_PAIR, ids=str)
def test_every_pair_of_state_and_step_is_in_the_table_or_not_allowed(state: S, step: Step) -> None:
    written = [row for row in ROWS if row.step is step and state in row.sources]

    if not written:
        with pytest.raises(StepNotAllowed) as refused:
            transition(state, step)
        assert (refused.value.state, refused.value.step) == (state, step)
        assert not may_take(state, step, frozenset(Actor))
    else:
        [row] = written
        assert next_state(state, step) is (row.target or state)
        assert may_take(state, step, row.who)
        assert not may_take(state, step, frozenset(Actor) - row.who)


def test_nothing_leads_out_of_a_state_that_has_ended() -> None:
    """PL-608. A correction is written beside it and changes no state."""
    leaving = {(state, step) for state, step in TRANSITIONS if state in TERMINAL and step is not Step.CORRECT}

    assert leaving == set()
    assert all(next_state(state, Step.CORRECT) is state for state in TERMINAL)


def test_every_state_can_be_reached() -> None:
    reached = {row.target for row in ROWS if row.target}

    assert EVERY_STATE - reached == set()


@pytest.mark.parametrize(
    ("number", "sources", "target", "who"),
    [
        ("T1", "draft", "ready", "VOW"),
        ("T2", "ready", "draft", "VOW"),
        ("T3", "ready", "submitted", "VOW"),
        ("T4", "submitted", "acknowledged", "SKAVO"),
        ("T6", "submitted acknowledged", "offered", "SKAVO"),
        ("T7", "submitted acknowledged no_response", "conditional", "SKAVO"),
        ("T8", "submitted acknowledged no_response conditional", "refused", "SKAVO"),
        ("T9", "submitted acknowledged", "no_response", "Y"),
        ("T10", "refused no_response conditional", "challenged", "VO"),
        (
            "T11",
            "refused no_response conditional challenged consulting notice_served with_adjudicator sos_requested",
            "offered",
            "SKAVO",
        ),
        ("T11b", "offered accepted start_agreed", "refused", "SVO"),
        ("T12", "refused no_response challenged conditional", "consulting", "F"),
        ("T14", "consulting", "notice_served", "F"),
        ("T15", "notice_served", "with_adjudicator", "VOF"),
        ("T16", "notice_served", "directed", "F"),
        ("T17", "with_adjudicator", "directed", "F"),
        ("T19", "refused no_response challenged conditional", "sos_requested", "F"),
        ("T21", "offered directed ehcp_named fap_allocated", "accepted", "VOWA"),
        ("T21b", "conditional", "accepted", "V"),
        ("T22", "offered", "declined", "VOW"),
        ("T23", "accepted", "start_agreed", "SKVO"),
        ("T24", "start_agreed", "on_roll", "SKVO"),
        ("T25", "start_agreed", "accepted", "VO"),
        ("T29", "ready", "ehcp_consulting", "E"),
        ("T29b", "ehcp_consulting", "ehcp_responded", "SKEY"),
        ("T29c", "ehcp_responded", "ehcp_named", "E"),
        ("T30", "refused no_response", "fap_referred", "AVO"),
        ("T30b", "fap_referred", "fap_allocated", "A"),
        ("T31", "refused no_response challenged conditional", "offered", "F"),
    ],
)
def test_a_row_stands_as_in_section_9(number: str, sources: str, target: str, who: str) -> None:
    [row] = [row for row in ROWS if row.number == number]

    assert row.sources == set(sources.split())
    assert row.target == target
    assert row.who == frozenset(Actor(letter) for letter in who)


@pytest.mark.parametrize("number", ["T5", "T5b", "T11c", "T12a", "T12b", "T13", "T19b", "T24b", "T31a", "T33", "T34"])
def test_a_row_that_stays_changes_no_state(number: str) -> None:
    [row] = [row for row in ROWS if row.number == number]

    assert row.target is None


def test_only_the_signatory_withdraws_while_a_direction_runs() -> None:
    officer, signatory = frozenset({Actor.VSH, Actor.OFFICER}), frozenset({Actor.SIGNATORY})

    for state in ACTIVE:
        assert may_take(state, Step.WITHDRAW, officer) is (state not in DIRECTING)
        assert may_take(state, Step.WITHDRAW, signatory) is (state in DIRECTING)


def test_the_paths_are_those_of_section_9() -> None:
    assert set(PATHS.values()) == set(PATHS_OF_SECTION_9)
    assert set(Step) - set(PATHS) == {Step.LAPSE, Step.FLAG_NOT_ADMITTED, Step.END_CARE_STATUS}


def test_where_an_officer_may_act_the_head_may() -> None:
    """PL-703."""
    for row in ROWS:
        assert Actor.OFFICER not in row.who or Actor.VSH in row.who


def test_a_role_stands_for_its_letter_and_an_unknown_one_for_none() -> None:
    assert actors_of(frozenset({"vs_officer", "school_head"})) == {Actor.OFFICER, Actor.SCHOOL}
    assert actors_of(frozenset({"vs_finance", "inspector"})) == frozenset()
    assert "iro" not in STAFF_ROLES
