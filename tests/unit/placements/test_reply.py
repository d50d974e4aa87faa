"""What a school may answer by link, and what becomes of it (section 16)."""

from datetime import date
from uuid import UUID

import pytest

from factories.placing import an_answer, an_application
from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.api.reply_schemas import ReplyIn
from placements.domain.application_states import ACTIVE, TERMINAL, ApplicationState
from placements.domain.decisions import Outcome
from placements.domain.errors import CodeNotUsable, LinkSettled
from placements.domain.refusal_codes import RefusalCohort
from placements.domain.reply import (
    Asks,
    Reply,
    ReplyAnswer,
    check_reply,
    initials_among,
    ready_for_answer,
    step_of,
    what_is_asked,
)
from placements.domain.steps import Step
from placements.store.seeds import refusal_codes

S = ApplicationState
TODAY = date(2026, 11, 12)
LIMIT = date(2026, 12, 1)


def check(reply: Reply) -> None:
    check_reply(reply, refusal_codes(), RefusalCohort.LAC, TODAY)


def test_pl_913_a_school_is_asked_four_properties_and_one_is_required() -> None:
    schema = ReplyIn.model_json_schema()

    assert set(schema["properties"]) == {"answer", "start_on", "reason_code", "comment"}
    assert schema["required"] == ["answer"]


@pytest.mark.parametrize(
    ("state", "asks"),
    [
        (S.SUBMITTED, Asks.ANSWER),
        (S.ACKNOWLEDGED, Asks.ANSWER),
        (S.NO_RESPONSE, Asks.ANSWER),
        (S.REFUSED, Asks.ANSWER),
        (S.OFFERED, Asks.ANSWER),
        (S.ACCEPTED, Asks.START),
        (S.START_AGREED, Asks.ON_ROLL),
        (S.ON_ROLL, Asks.NOTHING),
    ],
)
def test_the_link_asks_one_thing_at_a_time(state: S, asks: Asks) -> None:
    assert what_is_asked(an_application(state)) is asks


@pytest.mark.parametrize("state", sorted((TERMINAL - {S.ON_ROLL}) | {S.CHALLENGED, S.CONSULTING, S.DRAFT}))
def test_a_link_is_settled_once_the_authority_acted_or_needs_nothing(state: S) -> None:
    with pytest.raises(LinkSettled):
        what_is_asked(an_application(state))


@pytest.mark.parametrize(
    ("reply", "code", "pointer"),
    [
        (Reply(ReplyAnswer.OFFER, None, None, None), "missing", "/start_on"),
        (Reply(ReplyAnswer.OFFER, date(2026, 11, 11), None, None), "out_of_range", "/start_on"),
        (Reply(ReplyAnswer.OFFER, date(2027, 11, 20), None, None), "out_of_range", "/start_on"),
        (Reply(ReplyAnswer.REFUSE, None, None, None), "missing", "/reason_code"),
        (Reply(ReplyAnswer.REFUSE, None, "OTHER", "too short"), "too_short", "/comment"),
        (Reply(ReplyAnswer.OFFER_WITH_CONDITIONS, None, None, None), "missing", "/reason_code"),
        (Reply(ReplyAnswer.QUESTION, None, None, None), "missing", "/comment"),
    ],
)
def test_an_answer_says_which_field_it_still_needs(reply: Reply, code: str, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check(reply)

    assert (refused.value.code, refused.value.pointer) == (code, pointer)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (ReplyAnswer.REFUSE, "NO_RESPONSE"),
        (ReplyAnswer.REFUSE, "PART_TIME"),
        (ReplyAnswer.OFFER_WITH_CONDITIONS, "FULL_YEAR_GROUP"),
        (ReplyAnswer.REFUSE, "MADE_UP"),
    ],
)
def test_a_reason_that_is_not_offered_here_cannot_be_used(answer: ReplyAnswer, reason: str) -> None:
    with pytest.raises(CodeNotUsable):
        check(Reply(answer, None, reason, None))


def test_pl_914_missing_evidence_never_rejects_an_answer() -> None:
    check(Reply(ReplyAnswer.REFUSE, None, "FULL_YEAR_GROUP", None))


def test_pl_711_a_reason_that_is_no_ground_may_still_be_sent() -> None:
    check(Reply(ReplyAnswer.REFUSE, None, "BEHAVIOUR", None))


def test_pl_915_a_late_start_without_a_line_is_an_offer_with_conditions() -> None:
    assert step_of(ReplyAnswer.OFFER, late_start=True) is Step.OFFER_WITH_CONDITIONS
    assert step_of(ReplyAnswer.OFFER, late_start=False) is Step.OFFER


@pytest.mark.parametrize(
    ("state", "step", "ready"),
    [
        (S.SUBMITTED, Step.REFUSE, S.SUBMITTED),
        (S.REFUSED, Step.OFFER, S.REFUSED),
        (S.REFUSED, Step.REFUSE, S.SUBMITTED),
        (S.OFFERED, Step.REFUSE, S.SUBMITTED),
        (S.OFFERED, Step.OFFER, S.SUBMITTED),
        (S.CONDITIONAL, Step.OFFER, S.CONDITIONAL),
        (S.NO_RESPONSE, Step.REFUSE, S.NO_RESPONSE),
    ],
)
def test_pl_910_an_answer_can_be_changed_until_the_limit(state: S, step: Step, ready: S) -> None:
    answered = an_application(state, decisions=(an_answer(Outcome.REFUSED),))

    changed = ready_for_answer(answered, step, TODAY, LIMIT)

    assert changed.state is ready
    assert changed.decisions == answered.decisions


@pytest.mark.parametrize("limit", [date(2026, 11, 11), None])
def test_after_the_limit_only_a_yes_still_replaces_a_no(limit: date | None) -> None:
    refused = an_application(S.REFUSED)

    with pytest.raises(StepNotAllowed):
        ready_for_answer(refused, Step.REFUSE, TODAY, limit)
    assert ready_for_answer(refused, Step.OFFER, TODAY, limit) is refused


def test_an_acknowledged_request_goes_back_to_acknowledged() -> None:
    offered = an_application(S.OFFERED, acknowledged_on=date(2026, 11, 10), start_on=date(2026, 11, 16))

    taken_back = ready_for_answer(offered, Step.REFUSE, TODAY, LIMIT)

    assert taken_back.state is S.ACKNOWLEDGED
    assert taken_back.start_on is None


def test_pl_206_two_children_alike_are_told_apart() -> None:
    first, second = UUID(int=1), UUID(int=2)

    assert initials_among("T.A.", first, [first]) == "T.A."
    assert initials_among("T.A.", first, [first, second]) == "T.A. (1 of 2)"
    assert initials_among("T.A.", second, [first, second]) == "T.A. (2 of 2)"


def test_every_state_that_is_active_and_sent_is_either_asked_or_settled() -> None:
    for state in ACTIVE:
        try:
            asked = what_is_asked(an_application(state))
        except LinkSettled:
            continue
        assert asked is not Asks.NOTHING
