"""Asking by the policy, deciding line by line, and what a decision sets aside."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from factories.money import MORGAN, ROBIN, TODAY, YEAR, a_line, a_request, an_id, approved
from funding.domain.people import OFFICER, Actor
from funding.domain.plain_text import PersonalDataInText, require_plain
from funding.domain.policies.parameters import Parameters
from funding.domain.requests import submission
from funding.domain.requests.codes import SpendCode
from funding.domain.requests.decision import (
    AboveLimit,
    EhcpOverlap,
    LineDecision,
    ReasonCode,
    decide,
    may_decide,
    outcome_of,
)
from funding.domain.requests.request import (
    Request,
    RequestKind,
    RequestLine,
    RequestOutcome,
)
from funding.domain.requests.submission import Submission, request_cutoff, require_submittable
from funding.domain.schemes import Scheme
from kit.kernel.errors import DomainError, InvalidInput, SecondPersonRequired

SAM = Actor("sam", frozenset({OFFICER}))
DEFAULTS = Parameters({})


def declined(line: RequestLine, code: ReasonCode = ReasonCode.EHCP_OVERLAP) -> LineDecision:
    return LineDecision(line.id, RequestOutcome.DECLINED, 0, code, "The plan pays for it.")


def submitted(request: Request, parameters: Parameters = DEFAULTS, **more: Any) -> None:
    sent = Submission(request, more.pop("actor", ROBIN), more.pop("on", TODAY), more.pop("year_groups", ("5",)))
    require_submittable(sent, parameters)


def test_a_request_the_policy_likes_is_taken() -> None:
    submitted(a_request())


@pytest.mark.parametrize(
    ("error", "request_", "params", "more"),
    [
        (submission.RequiredByPolicy, a_request(need=None), {}, {}),
        (submission.RequiredByPolicy, a_request(), {"topup.fields": ["exit_strategy"]}, {}),
        (submission.RequiredByPolicy, a_request(), {"topup.fields": ["baseline"]}, {}),
        (submission.RequiredByPolicy, a_request(kind=RequestKind.EXCEPTION), {}, {}),
        (submission.WindowClosed, a_request(), {"topup.windows": [["2026-01-05", "2026-02-13"]]}, {}),
        (submission.RequesterNotAllowed, a_request(), {"topup.requesters": ["school"]}, {}),
        (submission.SpendCodeDisallowed, a_request(), {"spend.disallowed": ["tuition_1to1"]}, {}),
        (submission.SpendCodeDisallowed, a_request(), {"spend.allowed": ["music"]}, {}),
        (submission.OverMaximum, a_request(), {"topup.max_pence": 50_000}, {}),
        (submission.RetrospectiveNotAllowed, a_request(a_line(already_started=True)), {}, {}),
        (submission.RetrospectiveNotAllowed, a_request(a_line(start_on=date(2025, 11, 3))), {}, {}),
        (submission.FinancialYearOver, a_request(), {}, {"on": date(2026, 4, 1)}),
        (submission.FinancialYearOver, a_request(), {"yearend.request_cutoff": "02-15"}, {"on": date(2026, 2, 15)}),
        (submission.PoolingNotAllowed, a_request(kind=RequestKind.POOLED), {"spend.pooling": False}, {}),
        (submission.PhaseNotFunded, a_request(), {}, {"year_groups": ("N",)}),
        (submission.PhaseNotFunded, a_request(), {}, {"year_groups": ("12",)}),
        (submission.PhaseNotFunded, a_request(scheme=Scheme.POST16), {}, {"year_groups": ("12",)}),
    ],
)
def test_the_policy_says_what_stands_against_a_request(
    error: type[DomainError], request_: Request, params: dict[str, Any], more: dict[str, Any]
) -> None:
    with pytest.raises(error):
        submitted(request_, Parameters(params), **more)


def test_fu_s05_a_retrospective_topup_is_taken_only_where_the_policy_allows_it() -> None:
    late = a_request(a_line(11_250, already_started=True))

    with pytest.raises(submission.RetrospectiveNotAllowed):
        submitted(late)
    submitted(late, Parameters({"topup.must_precede_spend": False}))


def test_the_virtual_school_head_may_always_ask() -> None:
    submitted(a_request(), Parameters({"topup.requesters": ["school"]}), actor=MORGAN)


def test_the_last_day_for_requests_is_never_later_than_1_april() -> None:
    assert request_cutoff(YEAR, DEFAULTS) == date(2026, 4, 1)
    assert request_cutoff(YEAR, Parameters({"yearend.request_cutoff": "10-01"})) == date(2025, 10, 1)


def test_fu_s13_tiers_decide_who_may_and_every_line_gets_its_answer() -> None:
    tuition = a_line(150_000, id=an_id(1), sessions=25, unit_cost_pence=6_000)
    report = a_line(35_000, id=an_id(2), position=2, spend_code=SpendCode.EP_REPORT)
    request = a_request(tuition, report)
    params = Parameters(
        {
            "topup.tiers": [
                {"up_to_pence": 30_000, "role": "vs_officer"},
                {"up_to_pence": 100_000, "role": "vs_officer", "delegation": "deputy"},
                {"up_to_pence": None, "role": "vsh"},
            ]
        }
    )
    everything = [approved(tuition), approved(report)]

    with pytest.raises(AboveLimit) as above:
        decide(request, SAM, everything, params, is_deputy=True)
    answers = decide(request, MORGAN, [approved(tuition), declined(report)], params)

    assert above.value.role == "vsh"
    assert outcome_of(answers) is RequestOutcome.PART_APPROVED
    with pytest.raises(SecondPersonRequired):
        decide(request, ROBIN, everything, params)
    with pytest.raises(submission.RequiredByPolicy):
        submitted(request, Parameters({"topup.fields": ["exit_strategy"]}))


def test_a_deputy_decides_what_the_tier_gives_them() -> None:
    request = a_request(a_line(90_000))
    tiers = [
        {"up_to_pence": 30_000, "role": "vs_officer"},
        {"up_to_pence": 100_000, "role": "vs_officer", "delegation": "deputy"},
        {"up_to_pence": None, "role": "vsh"},
    ]
    params = Parameters({"topup.tiers": tiers})

    decide(request, SAM, [approved(request.lines[0])], params, is_deputy=True)

    with pytest.raises(AboveLimit):
        decide(request, SAM, [approved(request.lines[0])], params)
    assert not may_decide(request, SAM, params)
    assert may_decide(request, MORGAN, params)


@pytest.mark.parametrize(
    ("request_", "params"),
    [
        (a_request(kind=RequestKind.EXCEPTION), {}),
        (a_request(), {"spend.discretionary": ["tuition_1to1"]}),
        (a_request(scheme=Scheme.POST16), {"phase.post16_officer_limit_per_term_pence": 30_000}),
    ],
)
def test_some_things_are_for_the_virtual_school_head_whatever_they_cost(
    request_: Request, params: dict[str, Any]
) -> None:
    with pytest.raises(AboveLimit):
        decide(request_, SAM, [approved(request_.lines[0])], Parameters(params))
    decide(request_, MORGAN, [approved(request_.lines[0])], Parameters(params))


def test_what_a_plan_pays_already_is_not_approved_where_the_policy_blocks_it() -> None:
    request = a_request(a_line(ehcp_overlap=True))
    blocking = Parameters({"spend.ehcp_overlap": "block"})

    with pytest.raises(EhcpOverlap):
        decide(request, MORGAN, [approved(request.lines[0])], blocking)
    decide(request, MORGAN, [declined(request.lines[0])], blocking)
    decide(request, MORGAN, [approved(request.lines[0])], DEFAULTS)


@pytest.mark.parametrize(
    "answer",
    [
        LineDecision(an_id(101), RequestOutcome.APPROVED, 53_999, None, None),
        LineDecision(an_id(101), RequestOutcome.PART_APPROVED, 54_000, ReasonCode.OTHER, "x"),
        LineDecision(an_id(101), RequestOutcome.PART_APPROVED, 1, None, "x"),
        LineDecision(an_id(101), RequestOutcome.DECLINED, 0, ReasonCode.OTHER, None),
        LineDecision(an_id(102), RequestOutcome.APPROVED, 54_000, None, None),
    ],
)
def test_an_answer_that_does_not_fit_its_line_is_refused(answer: LineDecision) -> None:
    with pytest.raises(InvalidInput):
        decide(a_request(), MORGAN, [answer], DEFAULTS)


def test_only_the_answer_changes_a_decided_request() -> None:
    request = a_request()

    decided = request.decide(MORGAN, request.submitted_at or date.min, RequestOutcome.APPROVED)  # type: ignore[arg-type]

    assert replace(decided, state=request.state, decided_by=None, decided_at=None, outcome=None, version=2) == request


@pytest.mark.parametrize(
    "text", ["UPN A123456789012", "write to x@y.org", "lives in AB1 2CD", "born 01/09/2014", "2014-09-01"]
)
def test_text_that_would_name_a_child_is_refused(text: str) -> None:
    with pytest.raises(PersonalDataInText):
        require_plain("fine", text)
    require_plain("Maths, 12 sessions at £45; year 5; ends by March.", None)
