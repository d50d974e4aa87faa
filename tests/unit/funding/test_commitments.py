"""What a decision sets aside, and figures that have to fit before anybody decides."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.money import AUTUMN, MORGAN, TODAY, YEAR, a_line, a_request, an_id, approved
from funding.domain.ledger.accounts import Account
from funding.domain.ledger.journals import Dimensions
from funding.domain.requests.codes import CentralCategory, SpendCode
from funding.domain.requests.commitments import commitments_of, journals_of_decision
from funding.domain.requests.decision import DecidedLine
from funding.domain.requests.request import (
    Fund,
    FundingSource,
    Request,
    RequestKind,
    Share,
    Source,
    YearSessions,
)
from funding.domain.requests.soundness import require_sound
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from kit.kernel.errors import InvalidInput


def ids() -> Iterator[UUID]:
    return (an_id(n) for n in count(9_000))


def test_fu_s07_pooled_money_is_split_to_the_penny_and_taken_from_each_childs_budget() -> None:
    line = a_line(100_000, spend_code=SpendCode.ATTACHMENT_TRAINING)
    shares = tuple(Share(an_id(n), 1) for n in (21, 22, 23))
    request = a_request(line, kind=RequestKind.POOLED, child_id=None, shares=shares)
    commitments = commitments_of(request, [DecidedLine(line, approved(line))], ids().__next__)
    budgets = {
        Dimensions(financial_year=YEAR, scheme=Scheme.LAC, child_id=share.child_id, term=AUTUMN): 60_000
        for share in shares
    }

    drafts = journals_of_decision(request, commitments, budgets, None, MORGAN.id, TODAY)

    assert [one.pence for one in commitments] == [33_334, 33_333, 33_333]
    assert [draft.kind for draft in drafts] == ["J5"]
    left = Counter(budgets)
    for entry in drafts[0].lines:
        if entry.account is Account.CHILD_BUDGET:
            left[entry.about] -= entry.pence
    assert sorted(left.values()) == [26_666, 26_667, 26_667]


def test_fu_s07_the_same_from_the_central_pot_touches_no_childs_budget() -> None:
    line = a_line(100_000)
    request = a_request(
        line, kind=RequestKind.CENTRAL, child_id=None, fund=Fund.CENTRAL, central_category=CentralCategory.TRAINING
    )
    commitments = commitments_of(request, [DecidedLine(line, approved(line))], ids().__next__)

    (draft,) = journals_of_decision(request, commitments, {}, None, MORGAN.id, TODAY)

    assert {entry.account: entry.pence for entry in draft.lines} == {
        Account.CENTRAL_POT: 100_000,
        Account.COMMITTED: -100_000,
    }
    assert {entry.about.child_id for entry in draft.lines} == {None}


def test_fu_s08_a_line_across_31_march_is_one_commitment_for_each_year() -> None:
    line = a_line(
        45_000,
        sessions=10,
        unit_cost_pence=4_500,
        start_on=date(2026, 3, 1),
        end_on=date(2026, 4, 30),
        sessions_by_financial_year=(YearSessions(YEAR, 7), YearSessions(FinancialYear(2026), 3)),
    )
    request = a_request(line)
    require_sound(request)

    commitments = commitments_of(request, [DecidedLine(line, approved(line))], ids().__next__)
    drafts = journals_of_decision(request, commitments, {}, None, MORGAN.id, TODAY)

    assert [(str(one.financial_year), one.pence) for one in commitments] == [("2025-26", 31_500), ("2026-27", 13_500)]
    assert [(draft.kind, str(draft.lines[0].about.financial_year)) for draft in drafts] == [
        ("J4", "2025-26"),
        ("J5", "2025-26"),
        ("J4", "2026-27"),
        ("J5", "2026-27"),
    ]


@given(st.integers(1, 10**9), st.lists(st.integers(1, 1_000), min_size=1, max_size=20))
def test_commitments_always_sum_to_what_was_approved(pence: int, weights: list[int]) -> None:
    line = a_line(pence)
    shares = tuple(Share(an_id(n), weight) for n, weight in enumerate(weights, start=1))
    request = a_request(line, kind=RequestKind.POOLED, child_id=None, shares=shares)

    commitments = commitments_of(request, [DecidedLine(line, approved(line))], ids().__next__)

    assert sum(one.pence for one in commitments) == pence


@pytest.mark.parametrize(
    ("pointer", "request_"),
    [
        ("/lines/0/total_pence", a_request(a_line(sessions=10, unit_cost_pence=4_500, total_reason=None))),
        ("/lines/0/end_on", a_request(a_line(end_on=date(2025, 11, 30)))),
        ("/lines/0/funding_sources", a_request(a_line(funding_sources=(Source(FundingSource.PP_PLUS, 1),)))),
        ("/lines/0/start_on", a_request(a_line(start_on=date(2025, 3, 1)))),
        ("/lines/0/sessions_by_financial_year", a_request(a_line(end_on=date(2026, 4, 30)))),
        ("/child_id", a_request(child_id=None)),
        ("/school_urn", a_request(school_urn=None)),
        ("/shares", a_request(shares=(Share(an_id(1), 1),))),
        ("/central_category", a_request(fund=Fund.CENTRAL)),
    ],
)
def test_figures_and_dates_that_do_not_fit_are_refused_with_their_place(pointer: str, request_: Request) -> None:
    with pytest.raises(InvalidInput) as refused:
        require_sound(request_)

    assert refused.value.pointer == pointer


def test_the_premium_is_charged_its_own_part_only() -> None:
    line = a_line(funding_sources=(Source(FundingSource.PP_PLUS, 40_000), Source(FundingSource.EHCP, 14_000)))

    assert a_request(line).asked_pence == 40_000
