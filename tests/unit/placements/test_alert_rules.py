"""Section 13 about answers and directions: when an alert is raised, whose it is, how serious, and its end."""

from dataclasses import replace
from datetime import date

import pytest

from factories.alert_facts import (
    a_request,
    an_answer,
    an_open_case,
    found,
    owners,
    running,
)
from factories.calendars import NORTHSTAR
from placements.domain.application_states import ApplicationState
from placements.domain.cases import CaseReason
from placements.domain.decisions import Outcome
from placements.domain.routes import Route

S = ApplicationState
MONDAY = date(2026, 11, 9)
DECISION_CLOCKS = ("inyear_target", "inyear_limit", "ack_expected")


def waiting(state: ApplicationState = S.SUBMITTED, **given: object) -> dict[str, object]:
    """A request received on Monday 9 November: target 23 November, limit 1 December (PL-S01)."""
    return {"requests": [a_request(state, running=running(*DECISION_CLOCKS, from_on=MONDAY), **given)]}


def test_a01_a_case_for_which_no_school_is_asked_in_three_school_days() -> None:
    unasked = an_open_case(is_asked=False, opened_on=MONDAY, need_from=MONDAY)

    assert owners(found("2026-11-12", cases=[unasked]), "A01") == []
    assert owners(found("2026-11-13", cases=[unasked]), "A01") == [("vs_officer", "warn")]
    assert owners(found("2026-11-13", cases=[an_open_case(opened_on=MONDAY)]), "A01") == []


def test_a01_leaves_the_next_phase_to_its_own_dates() -> None:
    transfer = an_open_case(is_asked=False, opened_on=MONDAY, reason=CaseReason.PHASE_TRANSFER)

    assert owners(found("2026-11-30", cases=[transfer]), "A01") == []


def test_a03_a_request_not_acknowledged_on_the_third_school_day() -> None:
    assert owners(found("2026-11-11", **waiting()), "A03") == []
    assert owners(found("2026-11-12", **waiting()), "A03") == [("vs_officer", "info")]
    assert owners(found("2026-11-12", **waiting(S.ACKNOWLEDGED)), "A03") == []


def test_a04_a_request_without_a_decision_on_the_fifth_school_day() -> None:
    assert owners(found("2026-11-13", **waiting()), "A04") == []
    assert owners(found("2026-11-16", **waiting(S.ACKNOWLEDGED)), "A04") == [
        ("school_admissions", "warn"),
        ("vs_officer", "warn"),
    ]
    assert owners(found("2026-11-16", **waiting(S.OFFERED)), "A04") == []


def test_a04_comes_earlier_with_a_shorter_local_target() -> None:
    clocks = running("inyear_target", from_on=MONDAY)
    shorter = {"inyear_target": replace(clocks["inyear_target"], local_due_on=date(2026, 11, 12))}

    assert owners(found("2026-11-12", requests=[a_request(S.SUBMITTED, running=shorter)]), "A04") != []


def test_a05_on_the_day_of_the_target_alone() -> None:
    assert owners(found("2026-11-20", **waiting()), "A05") == []
    assert owners(found("2026-11-23", **waiting()), "A05") == [("school_admissions", "warn"), ("vs_officer", "warn")]
    assert owners(found("2026-11-24", **waiting()), "A05") == []


def test_a06_on_the_thirteenth_school_day_with_two_left() -> None:
    assert owners(found("2026-11-25", **waiting()), "A06") == []
    assert owners(found("2026-11-26", **waiting()), "A06") == [
        ("school_head", "warn"),
        ("trust_user", "warn"),
        ("vsh", "warn"),
    ]


def test_a06_counts_the_days_of_the_school_over_its_own_half_term() -> None:
    request = a_request(
        S.SUBMITTED,
        running=running(*DECISION_CLOCKS, from_on=date(2026, 10, 14), calendar=NORTHSTAR),
        calendar=NORTHSTAR,
    )

    assert owners(found("2026-11-16", requests=[request]), "A06") == []
    assert owners(found("2026-11-17", requests=[request]), "A06") != []


def test_a07_silence_is_the_heads_until_somebody_acts() -> None:
    silent = a_request(S.NO_RESPONSE, answer=an_answer(Outcome.NO_RESPONSE, "NO_RESPONSE"))
    challenged = a_request(S.CHALLENGED, answer=an_answer(Outcome.NO_RESPONSE, "NO_RESPONSE"))

    assert owners(found("2026-12-02", requests=[silent]), "A07") == [("vsh", "critical")]
    assert owners(found("2026-12-02", requests=[challenged]), "A07") == []


@pytest.mark.parametrize(("state", "key"), [(S.REFUSED, "challenge_send"), (S.CONDITIONAL, "conditional_reply")])
def test_a08_an_adverse_answer_nobody_has_met_in_two_working_days(state: ApplicationState, key: str) -> None:
    request = a_request(state, running=running(key, from_on=date(2026, 11, 12)))

    assert owners(found("2026-11-16", requests=[request]), "A08") == []
    assert owners(found("2026-11-17", requests=[request]), "A08") == [("vsh", "critical")]
    assert owners(found("2026-11-17", requests=[a_request(state)]), "A08") == []


def test_a09_a_reason_that_is_no_ground_against_a_looked_after_child() -> None:
    behaviour = an_answer(Outcome.REFUSED, "FULL_YEAR_GROUP", "BEHAVIOUR")

    assert owners(found("2026-11-12", requests=[a_request(S.REFUSED, answer=behaviour)]), "A09") == [("vsh", "warn")]
    for other in (
        a_request(S.REFUSED, answer=an_answer(Outcome.REFUSED, "FULL_YEAR_GROUP")),
        a_request(S.REFUSED, answer=behaviour, looked_after=False),
        a_request(S.REFUSED, answer=behaviour, route=Route.EHCP_NAMING),
        a_request(S.OFFERED, answer=behaviour),
        a_request(S.NO_RESPONSE, answer=an_answer(Outcome.NO_RESPONSE, "NO_RESPONSE")),
    ):
        assert owners(found("2026-11-12", requests=[other]), "A09") == []


def test_a10_a_challenge_without_reply_a_refusal_kept_and_a_recommendation() -> None:
    sent = date(2026, 11, 5)
    unanswered = a_request(S.CHALLENGED, running=running("challenge_reply", from_on=sent))
    kept = a_request(S.CHALLENGED, running=running("refusal_kept_decision", from_on=sent))
    recommended = a_request(S.REFUSED, is_recommended=True)
    both = [("la_signatory", "critical"), ("vsh", "critical")]

    assert owners(found("2026-11-10", requests=[unanswered]), "A10") == []
    assert owners(found("2026-11-11", requests=[unanswered]), "A10") == both
    assert owners(found("2026-11-05", requests=[kept]), "A10") == both
    assert owners(found("2026-11-05", requests=[recommended]), "A10") == both
    assert owners(found("2026-11-05", requests=[a_request(S.CONSULTING)]), "A10") == []


def test_a11_a_consultation_that_is_over_and_a_direction_that_may_be_signed() -> None:
    consulting = a_request(S.CONSULTING, running=running("s97a_consult_reply", from_on=date(2026, 11, 10)))
    served = a_request(
        S.NOTICE_SERVED, running=running("s97a_osa_referral", "s97a_earliest", from_on=date(2026, 11, 19))
    )
    unsigned = a_request(S.NOTICE_SERVED, running=running("direction_sign", from_on=date(2026, 11, 27)))

    assert owners(found("2026-11-17", requests=[consulting]), "A11") == []
    assert owners(found("2026-11-18", requests=[consulting]), "A11") == [("la_signatory", "critical")]
    assert owners(found("2026-11-26", requests=[served]), "A11") == []
    assert owners(found("2026-11-27", requests=[served]), "A11") == [("la_signatory", "critical")]
    assert owners(found("2026-12-01", requests=[unsigned]), "A11") == []
    assert owners(found("2026-12-02", requests=[unsigned]), "A11") == [("la_signatory", "critical")]


def test_a02_a_request_about_to_go_without_what_the_host_wants() -> None:
    lacking = a_request(S.READY, lacks_papers=True)

    assert owners(found("2026-11-09", requests=[lacking]), "A02") == [("social_worker", "warn")]
    assert owners(found("2026-11-09", requests=[a_request(S.READY)]), "A02") == []
    assert owners(found("2026-11-09", requests=[a_request(S.SUBMITTED, lacks_papers=True)]), "A02") == []
