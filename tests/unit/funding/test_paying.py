"""Payees, channels, batches, the file for finance, and the bank's answers."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from factories.money import AUTUMN, LEE, MORGAN, SCHOOL, TODAY, YEAR, a_payment, a_request, an_id
from funding.domain.ledger.accounts import Account
from funding.domain.payments.batch import Batch, BatchState, FinanceCodes, LineState, payment_ref
from funding.domain.payments.channel import Channel, SchoolGroup, channel_of, needs_supplier, school_group
from funding.domain.payments.confirmation import Confirmation, ConfirmationResult, confirm
from funding.domain.payments.due import payments_due
from funding.domain.payments.lines import ANY_GROUP, Ledgerbook, by_line, failures_of, lines_of
from funding.domain.payments.payee import Payee, PayeeKind, PayeeState
from funding.domain.payments.payment import (
    PaymentState,
    PaymentStep,
    PostingType,
    journal_of_payment,
    journal_of_release,
    posting_type_of,
)
from funding.domain.payments.payment_file import payment_file
from funding.domain.policies.parameters import Parameters
from funding.domain.requests.commitments import Commitment
from funding.domain.requests.request import Fund, PayTo, RequestKind
from funding.domain.schemes import Scheme
from kit.kernel.errors import SecondPersonRequired, StepNotAllowed

DEFAULTS = Parameters({})
CODES = FinanceCodes("VS100", "4710", "PPP", "OS")
EXPORTED = datetime(2025, 11, 24, 14, 0, tzinfo=UTC)


def a_payee(number: int = 401, **more: Any) -> Payee:
    payee = Payee(
        id=an_id(number),
        kind=PayeeKind.SCHOOL,
        school_urn=SCHOOL,
        name="Ashby Road Primary (demo)",
        ofsted_ref=None,
        supplier_no="S1",
        state=PayeeState.AWAITING_SUPPLIER,
        entered_by=LEE.id,
        verified_by=None,
        verified_on=None,
        version=1,
    )
    return replace(payee, **more)


def a_book(*payees: Payee) -> Ledgerbook:
    return Ledgerbook(
        {payee.id: payee for payee in payees or (a_payee(),)},
        {SCHOOL: SchoolGroup.MAINTAINED},
        {(PostingType.TOPUP, ANY_GROUP): CODES},
    )


def an_approved_batch(*payments: Any) -> Batch:
    lines = [line for line, _ in lines_of(payments or [a_payment()], a_book(), 4_217, lambda: an_id(801))]
    return Batch(
        id=an_id(800),
        scheme=Scheme.LAC,
        state=BatchState.APPROVED,
        lines=tuple(lines),
        failures=(),
        created_by=LEE.id,
        created_at=EXPORTED,
        checked_by=LEE.id,
        approved_by=LEE.id,
        approved_at=EXPORTED,
        exported_at=None,
        file_sha256=None,
        version=3,
    )


def test_who_entered_a_supplier_number_never_verifies_it_and_a_new_number_starts_anew() -> None:
    with pytest.raises(SecondPersonRequired):
        a_payee().verify(LEE, TODAY)

    verified = a_payee().verify(MORGAN, TODAY)

    assert (verified.state, verified.verified_by) == (PayeeState.VERIFIED, MORGAN.id)
    assert verified.set_supplier(LEE, "S2").state is PayeeState.AWAITING_SUPPLIER
    with pytest.raises(StepNotAllowed):
        a_payee(supplier_no=None).verify(MORGAN, TODAY)


@pytest.mark.parametrize(
    ("type_code", "in_area", "channel"),
    [(1, True, "internal_journal"), (28, True, "bacs"), (1, False, "bacs"), (11, True, "bacs"), (999, True, "bacs")],
)
def test_out_of_area_beats_the_type_of_school(type_code: int, in_area: bool, channel: str) -> None:
    assert channel_of(school_group(type_code), in_area=in_area, parameters=DEFAULTS) == channel


def test_fu_s09_only_payees_paid_by_bank_or_bill_have_to_be_verified() -> None:
    assert needs_supplier(Channel.BACS, PayeeState.AWAITING_SUPPLIER, DEFAULTS)
    assert not needs_supplier(Channel.BACS, PayeeState.VERIFIED, DEFAULTS)
    assert not needs_supplier(Channel.INTERNAL_JOURNAL, PayeeState.NEW, DEFAULTS)
    assert not needs_supplier(Channel.BACS, PayeeState.NEW, Parameters({"channel.supplier_setup": False}))


@pytest.mark.parametrize(
    ("request_", "channel", "payee", "state"),
    [
        (a_request(), Channel.INTERNAL_JOURNAL, a_payee(), PaymentState.READY),
        (a_request(), Channel.BACS, a_payee(), PaymentState.AWAITING_SUPPLIER),
        (a_request(), Channel.BACS, a_payee().verify(MORGAN, TODAY), PaymentState.READY),
        (a_request(), Channel.INVOICE, a_payee().verify(MORGAN, TODAY), PaymentState.AWAITING_INVOICE),
        (a_request(pay_to=PayTo.SUPPLIER), Channel.ADVANCE, a_payee(), PaymentState.AWAITING_INVOICE),
    ],
)
def test_a_payment_waits_for_what_its_channel_needs(
    request_: Any, channel: Channel, payee: Payee, state: PaymentState
) -> None:
    commitment = Commitment(
        id=an_id(301), request_id=an_id(1), line_id=an_id(101), child_id=an_id(11), financial_year=YEAR, pence=7
    )

    (due,) = payments_due(request_, [commitment], payee, channel, DEFAULTS, MORGAN.id, lambda: an_id(201))

    assert due.state is state


def test_an_advance_is_to_be_accounted_for_and_central_money_is_spent_at_once() -> None:
    def use(**more: Any) -> set[Account]:
        return {line.account for line in journal_of_release(a_payment(**more), LEE.id, TODAY).lines if line.pence > 0}

    assert use() == {Account.COMMITTED, Account.ADVANCED}
    assert use(fund=Fund.CENTRAL) == use(pay_to=PayTo.SUPPLIER) == {Account.COMMITTED, Account.SPENT}


def test_money_of_a_year_stays_in_it_when_the_bank_is_later() -> None:
    late = journal_of_payment(a_payment(), LEE.id, date(2026, 4, 7))

    assert late.effective_on == date(2026, 3, 31)


def test_payments_of_one_payee_with_the_same_coding_share_a_line() -> None:
    payments = [
        a_payment(54_000, id=an_id(1)),
        a_payment(36_000, id=an_id(2), child_id=an_id(12)),
        a_payment(1_000, id=an_id(3), posting_type=PostingType.BASE),
        a_payment(2_000, id=an_id(4), term=AUTUMN.following),
        a_payment(3_000, id=an_id(5), payee_id=an_id(402)),
    ]
    book = a_book(a_payee(), a_payee(402, school_urn=None))

    lines = lines_of(payments, book, 1, iter(map(an_id, range(50, 60))).__next__)

    assert sorted(line.pence for line, _ in lines) == [1_000, 2_000, 3_000, 90_000]
    assert len({line.payment_ref for line, _ in lines}) == 4


def test_a_reference_says_scheme_and_term_and_nothing_of_a_child() -> None:
    assert payment_ref(Scheme.LAC, AUTUMN, 4_217) == "PPP-AUT25-004217"
    assert len(payment_ref(Scheme.POST16, AUTUMN, 999_999)) <= 18


@pytest.mark.parametrize(
    ("code", "payment", "payee", "posting"),
    [
        ("coding_missing", a_payment(), a_payee(), PostingType.BASE),
        ("payee_blocked", a_payment(), a_payee(state=PayeeState.BLOCKED), PostingType.TOPUP),
        ("awaiting_supplier", a_payment(channel=Channel.BACS), a_payee(), PostingType.TOPUP),
        ("held", a_payment(state=PaymentState.HELD), a_payee(), PostingType.TOPUP),
    ],
)
def test_the_check_says_what_stands_against_a_line(code: str, payment: Any, payee: Payee, posting: PostingType) -> None:
    in_batch = replace(payment, posting_type=posting, batch_line_id=an_id(801))
    taken = in_batch if payment.state is PaymentState.HELD else replace(in_batch, state=PaymentState.IN_BATCH)
    ((line, _),) = lines_of([in_batch], a_book(payee), 1, lambda: an_id(801))

    failures = failures_of([line], by_line([taken]), {payee.id: payee})

    assert [failure.code for failure in failures] == [code]


def test_the_file_has_one_guarded_row_a_line_and_no_child() -> None:
    batch = an_approved_batch()
    named = replace(batch, lines=(replace(batch.lines[0], payee_name="=SUM(A1)", pence=123_405),))

    content = payment_file(named, EXPORTED)

    assert content == payment_file(named, EXPORTED)
    assert b"\r\n" in content
    assert not content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode(), newline=""))
    assert (row["payee_name"], row["amount_p"], row["amount_gbp"]) == ("'=SUM(A1)", "123405", "1234.05")
    assert (row["narrative"], row["period"], row["payment_ref"]) == (f"PP+ AUT-2025 {SCHOOL}", "08", "PPP-AUT25-004217")
    assert str(an_id(11)) not in content.decode()


def test_periods_of_the_file_begin_in_april() -> None:
    def period(day: datetime) -> str:
        (row,) = csv.DictReader(io.StringIO(payment_file(an_approved_batch(), day).decode(), newline=""))
        return row["period"]

    days = [
        datetime(2025, 4, 1, 9, tzinfo=UTC),
        datetime(2026, 3, 31, 9, tzinfo=UTC),
        datetime(2026, 5, 2, 9, tzinfo=UTC),
    ]
    assert [period(day) for day in days] == ["01", "12", "12"]


def an_answer(**more: Any) -> Confirmation:
    answer = Confirmation(1, "PPP-AUT25-004217", "paid", date(2025, 11, 26), 54_000, "D1", None)
    return replace(answer, **more)


def test_an_answer_is_recorded_once_and_the_same_again_is_a_replay() -> None:
    line = an_approved_batch().lines[0]
    recorded = confirm(an_answer(), line)

    assert (recorded.result, recorded.line and recorded.line.state) == (ConfirmationResult.RECORDED, LineState.PAID)
    assert confirm(an_answer(), recorded.line).result is ConfirmationResult.REPLAYED
    assert confirm(an_answer(document_no="D2"), recorded.line).code == "answered_otherwise"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (an_answer(paid_pence=53_999), "amount_differs"),
        (an_answer(payment_ref="PPP-AUT25-004218"), "unknown_line"),
        (an_answer(paid_on=None), "missing_value"),
        (an_answer(status="rejected"), "missing_value"),
    ],
)
def test_an_answer_that_does_not_fit_its_line_is_refused(answer: Confirmation, code: str) -> None:
    refused = confirm(answer, an_approved_batch().lines[0])

    assert (refused.result, refused.code) == (ConfirmationResult.REFUSED, code)


def test_an_answer_to_no_line_is_refused() -> None:
    assert confirm(an_answer(), None).code == "unknown_line"


def test_pooled_money_and_exceptions_are_coded_as_topups() -> None:
    assert posting_type_of(RequestKind.POOLED) is posting_type_of(RequestKind.EXCEPTION) is PostingType.TOPUP
    assert posting_type_of(RequestKind.BASE) is PostingType.BASE


def test_a_step_of_a_payment_raises_its_version() -> None:
    assert a_payment().stepped(PaymentStep.TAKE).version == 2
