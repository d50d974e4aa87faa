"""What a school is asked, what it answers, and what an acceptance posts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.money import (
    AUTUMN,
    MORGAN,
    NOON,
    SCHOOL,
    TODAY,
    YEAR,
    a_line,
    a_payment,
    a_request,
    a_return,
    a_return_line,
    an_id,
)
from funding.domain.ledger.accounts import Account
from funding.domain.ledger.journals import Dimensions
from funding.domain.payments.payment import PaymentState
from funding.domain.policies.parameters import Parameters
from funding.domain.returns.acceptance import Advance, LineVerdict, ReceiptMissing, accept
from funding.domain.returns.due_date import CalendarMissing, TermDates, dates_of, due_on
from funding.domain.returns.mails import Asked, invitation, new_link, receipt, reminder
from funding.domain.returns.prefill import Item, items_to_ask, lines_of_return
from funding.domain.returns.spend_return import ImpactRating, ReturnLineState, Sender
from funding.domain.returns.states import ReturnState
from funding.domain.schemes import Scheme
from funding.domain.told import Teller
from funding.domain.years import FinancialYear, Season, Term
from kit.kernel.days import NO_CALENDAR
from kit.kernel.errors import InvalidInput

DEFAULTS = Parameters({})
BY_LINK = Sender("registered_contact", NOON - timedelta(seconds=75), an_id(1))
SUMMER = Term(2025, Season.SUMMER)


def an_advance(pence: int, **more: Any) -> Advance:
    about = Dimensions(
        financial_year=YEAR,
        scheme=Scheme.LAC,
        child_id=an_id(11),
        school_urn=SCHOOL,
        term=AUTUMN,
        request_id=an_id(1),
    )
    return Advance(replace(about, **more), pence)


def sent(*lines: Any) -> Any:
    return a_return(*lines).submit(BY_LINK, NOON, TODAY, None, TODAY)


def test_all_as_agreed_sets_every_sum_to_what_was_paid_and_a_missing_rating_is_too_early() -> None:
    one = a_return(a_return_line(54_000), a_return_line(36_000, id=an_id(502), position=2))

    agreed = one.agree({one.lines[0].id: ImpactRating.MET}).submit(BY_LINK, NOON, TODAY, "thank you", TODAY)

    assert [line.impact_rating for line in agreed.lines] == [ImpactRating.MET, ImpactRating.TOO_EARLY]
    assert (agreed.charged_pence, agreed.as_agreed, agreed.seconds_to_complete) == (90_000, True, 75)
    assert {line.state for line in agreed.lines} == {ReturnLineState.SUBMITTED}


def test_what_did_not_happen_cost_nothing() -> None:
    one = a_return()

    assert one.agree({one.lines[0].id: ImpactRating.DID_NOT_HAPPEN}).charged_pence == 0
    with pytest.raises(InvalidInput):
        one.save_line(one.lines[0].id, 1, ImpactRating.DID_NOT_HAPPEN)


def test_a_rating_of_a_line_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidInput):
        a_return().agree({an_id(999): ImpactRating.MET})


def test_a_saved_row_is_kept_and_counts_before_the_rest_is_sent() -> None:
    one = a_return(a_return_line(54_000), a_return_line(36_000, id=an_id(502), position=2))

    saved = one.save_line(one.lines[0].id, 30_000, None)

    assert (one.accounted_pence, saved.accounted_pence, saved.state) == (0, 30_000, ReturnState.DUE)
    assert saved.submit(BY_LINK, NOON, TODAY, None, TODAY).accounted_pence == 66_000


def test_an_open_page_is_not_work() -> None:
    assert Sender("x", NOON - timedelta(hours=5), None).seconds_until(NOON) == 1_800
    assert Sender("x", None, None).seconds_until(NOON) is None


@pytest.mark.parametrize(("day", "late"), [(date(2026, 1, 9), 0), (date(2026, 1, 10), 1), (date(2025, 12, 30), 0)])
def test_days_late_are_calendar_days_after_the_due_date(day: date, late: int) -> None:
    assert a_return(submitted_on=day).days_late_on(date(2026, 2, 1)) == late


def test_fu_s05_a_school_that_spent_more_is_evidenced_what_it_was_paid() -> None:
    one = sent(a_return_line(60_000, charged_to_grant_pence=71_250))

    done = accept(one, MORGAN, (), [an_advance(60_000)], DEFAULTS, TODAY)

    assert (done.accepted.lines[0].evidenced_pence, done.accepted.lines[0].school_contribution_pence) == (
        60_000,
        11_250,
    )
    assert {line.account: line.pence for line in done.journals[0].lines} == {
        Account.SPENT: 60_000,
        Account.ADVANCED: -60_000,
    }
    assert done.left == ()


def test_the_oldest_money_of_the_child_is_evidenced_first() -> None:
    older = an_advance(10_000, term=SUMMER, request_id=an_id(2))
    newer = an_advance(60_000)
    of_another_child = an_advance(5_000, child_id=an_id(12), term=SUMMER)

    done = accept(
        sent(a_return_line(60_000, charged_to_grant_pence=40_000)),
        MORGAN,
        (),
        [newer, older, of_another_child],
        DEFAULTS,
        TODAY,
    )

    left = {(one.about.request_id, one.about.child_id): one.pence for one in done.left}
    assert left == {(an_id(1), an_id(11)): 30_000, (an_id(1), an_id(12)): 5_000}


def test_evidence_of_two_years_is_one_journal_a_year() -> None:
    last_year = an_advance(10_000, financial_year=FinancialYear(2024), term=Term(2025, Season.SPRING))

    done = accept(sent(a_return_line(54_000)), MORGAN, (), [an_advance(54_000), last_year], DEFAULTS, TODAY)

    assert [draft.key[-7:] for draft in done.journals] == ["2024-25", "2025-26"]


def test_a_line_that_is_refused_says_why_and_posts_nothing() -> None:
    one = sent(a_return_line(54_000))
    refused = LineVerdict(one.lines[0].id, accepted=False, reason="This was for another child.")

    done = accept(one, MORGAN, [refused], [an_advance(54_000)], DEFAULTS, TODAY)

    assert (done.accepted.lines[0].state, done.journals) == (ReturnLineState.REJECTED, ())
    with pytest.raises(InvalidInput):
        accept(one, MORGAN, [replace(refused, reason=None)], [], DEFAULTS, TODAY)
    with pytest.raises(InvalidInput):
        accept(one, MORGAN, [replace(refused, line_id=an_id(999))], [], DEFAULTS, TODAY)


def test_a_sum_that_needs_a_receipt_is_not_accepted_without_one() -> None:
    invoices = Parameters({"evidence.kind": ["invoice"]})

    with pytest.raises(ReceiptMissing):
        accept(sent(a_return_line(10_000)), MORGAN, (), [an_advance(10_000)], invoices, TODAY)
    accept(sent(a_return_line(9_999)), MORGAN, (), [an_advance(9_999)], invoices, TODAY)
    accept(sent(a_return_line(10_000, receipts=1)), MORGAN, (), [an_advance(10_000)], invoices, TODAY)


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=8), st.lists(st.integers(0, 10**7), min_size=1, max_size=8))
def test_no_more_is_evidenced_than_was_advanced_or_charged(advanced: list[int], charged: list[int]) -> None:
    held = [an_advance(pence, request_id=an_id(n)) for n, pence in enumerate(advanced, start=1)]
    lines = [a_return_line(pence, id=an_id(500 + n), position=n) for n, pence in enumerate(charged, start=1)]

    done = accept(sent(*lines), MORGAN, (), held, DEFAULTS, TODAY)

    evidenced = sum(line.evidenced_pence for line in done.accepted.lines)
    assert evidenced == min(sum(advanced), sum(charged))
    assert evidenced + sum(one.pence for one in done.left) == sum(advanced)
    posted = sum(line.pence for draft in done.journals for line in draft.lines if line.account is Account.SPENT)
    assert posted == evidenced


def test_a_school_is_asked_about_what_it_was_paid_and_has_not_accounted_for() -> None:
    paid = a_payment(54_000, state=PaymentState.PAID)
    unpaid = a_payment(36_000, id=an_id(202), line_id=an_id(102), state=PaymentState.RELEASED)
    payments = {an_id(1): [paid, unpaid]}
    item = Item(an_id(1), an_id(101), an_id(11), YEAR)

    assert items_to_ask([an_advance(90_000)], payments, frozenset(), AUTUMN) == {SCHOOL: {item: 54_000}}
    assert items_to_ask([an_advance(20_000)], payments, frozenset(), AUTUMN) == {SCHOOL: {item: 20_000}}
    assert items_to_ask([an_advance(90_000)], payments, frozenset({item}), AUTUMN) == {}
    assert items_to_ask([an_advance(90_000)], payments, frozenset(), SUMMER) == {}


def test_the_lines_are_prefilled_from_what_was_agreed() -> None:
    request = a_request(a_line(54_000))
    item = Item(request.id, request.lines[0].id, an_id(11), YEAR)

    (line,) = lines_of_return({item: 54_000}, {request.id: request}, lambda: an_id(501))

    assert (line.paid_pence, line.charged_to_grant_pence, line.impact_rating) == (54_000, 54_000, None)
    assert (line.description, line.service_from) == ("1:1 tuition, maths", date(2025, 12, 1))


def test_a_return_is_due_ten_working_days_after_the_last_day_of_term() -> None:
    halves = [
        TermDates(AUTUMN, date(2025, 9, 2), date(2025, 10, 24)),
        TermDates(AUTUMN, date(2025, 11, 3), date(2025, 12, 19)),
    ]

    term = dates_of(AUTUMN, halves)

    assert (term.starts_on, term.ends_on) == (date(2025, 9, 2), date(2025, 12, 19))
    assert due_on(term, NO_CALENDAR, DEFAULTS) == date(2026, 1, 7)


def test_dates_nobody_published_are_not_guessed() -> None:
    with pytest.raises(CalendarMissing):
        dates_of(AUTUMN, [])
    with pytest.raises(CalendarMissing):
        term = TermDates(AUTUMN, date(2025, 9, 2), date(2025, 12, 19))
        due_on(term, NO_CALENDAR, Parameters({"returns.due_unit": "school_days"}))


def test_mails_name_a_term_a_date_a_reference_and_one_link_and_no_child() -> None:
    asked = Asked("PPR-1", AUTUMN, 2, date(2026, 1, 9), "http://localhost:8000/s/abc")

    first = invitation(asked)

    assert first.subject == "Pupil Premium Plus, autumn: about one minute a child"
    for words in (first, reminder(asked, overdue=True), new_link(asked), receipt("PPR-1", AUTUMN, TODAY)):
        assert words.body.count("http") <= 1
        assert "T.A." not in words.subject + words.body
    assert "2 children" in first.body
    assert "9 January 2026" in first.body


def test_events_hold_ids_and_codes_and_the_school_and_no_words() -> None:
    one = sent(a_return_line(54_000, description="1:1 tuition with Ms Green"))
    teller = Teller("999", TODAY, {})

    told = [teller.received(one), *teller.spent(one), *teller.decided(one), teller.requested(one)]

    assert all(event.payload["financial_year"] == "2025-26" and event.payload["school_urn"] == SCHOOL for event in told)
    assert "Green" not in repr(told)
    assert "child_id" not in told[0].payload
    assert told[1].payload["pence"] == 54_000
