"""Requests, payments and returns as values, with fixed valid content; a test says only what matters to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from funding.domain.payments.channel import Channel
from funding.domain.payments.payment import Payment, PaymentState, PostingType
from funding.domain.people import FINANCE, OFFICER, VSH, Actor
from funding.domain.requests.codes import SpendCode
from funding.domain.requests.decision import LineDecision, ReasonCode
from funding.domain.requests.request import (
    Delivery,
    Fund,
    PayTo,
    Request,
    RequestKind,
    RequestLine,
    RequestOutcome,
)
from funding.domain.requests.states import RequestState
from funding.domain.returns.spend_return import ReturnLine, ReturnLineState, SpendReturn
from funding.domain.returns.states import ReturnState
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Season, Term

YEAR: Final = FinancialYear(2025)
AUTUMN: Final = Term(2025, Season.AUTUMN)
SCHOOL: Final = 9990001
MORGAN: Final = Actor("morgan", frozenset({VSH}))
ROBIN: Final = Actor("robin", frozenset({OFFICER}))
LEE: Final = Actor("lee", frozenset({FINANCE}))
NOON: Final = datetime(2025, 11, 24, 12, 0, tzinfo=UTC)
TODAY: Final = date(2025, 11, 24)


def an_id(number: int) -> UUID:
    return UUID(int=number)


def a_line(pence: int = 54_000, **more: Any) -> RequestLine:
    line = RequestLine(
        id=an_id(101),
        position=1,
        target_id=None,
        eef_code=None,
        tier=None,
        spend_code=SpendCode.TUITION_1TO1,
        description="1:1 tuition, maths",
        provider="",
        delivery=Delivery.ONE_TO_ONE,
        group_size=None,
        sessions=None,
        minutes_each=None,
        unit_cost_pence=None,
        total_pence=pence,
        total_reason="twelve sessions at the agreed price",
        start_on=date(2025, 12, 1),
        end_on=date(2026, 2, 27),
        sessions_by_financial_year=(),
        funding_sources=(),
        ehcp_overlap=False,
        ehcp_text=None,
        baseline=None,
        attachment_ref=None,
        already_started=False,
    )
    return replace(line, **more)


def a_request(*lines: RequestLine, **more: Any) -> Request:
    request = Request(
        id=an_id(1),
        kind=RequestKind.TOPUP,
        scheme=Scheme.LAC,
        financial_year=YEAR,
        term=AUTUMN,
        child_id=an_id(11),
        shares=(),
        school_urn=SCHOOL,
        pay_to=PayTo.SCHOOL,
        payee_id=None,
        fund=Fund.DEVOLVED,
        need="Behind in maths after the move.",
        reason=None,
        expected_outcome=None,
        exit_strategy=None,
        child_view=None,
        central_category=None,
        central_purpose=None,
        lines=lines or (a_line(),),
        policy_id=None,
        policy_version=None,
        state=RequestState.SUBMITTED,
        asked_by=ROBIN.id,
        submitted_by=ROBIN.id,
        submitted_at=NOON,
        decided_by=None,
        decided_at=None,
        outcome=None,
        version=2,
    )
    return replace(request, **more)


def approved(line: RequestLine, pence: int | None = None) -> LineDecision:
    full = pence is None or pence == line.asked_pence
    outcome = RequestOutcome.APPROVED if full else RequestOutcome.PART_APPROVED
    reason = (None, None) if full else (ReasonCode.TOO_COSTLY, "The usual price is lower.")
    return LineDecision(line.id, outcome, line.asked_pence if pence is None else pence, *reason)


def a_payment(pence: int = 54_000, **more: Any) -> Payment:
    payment = Payment(
        id=an_id(201),
        request_id=an_id(1),
        commitment_id=an_id(301),
        line_id=an_id(101),
        payee_id=an_id(401),
        child_id=an_id(11),
        school_urn=SCHOOL,
        scheme=Scheme.LAC,
        financial_year=YEAR,
        term=AUTUMN,
        posting_type=PostingType.TOPUP,
        fund=Fund.DEVOLVED,
        pay_to=PayTo.SCHOOL,
        central_category=None,
        channel=Channel.INTERNAL_JOURNAL,
        pence=pence,
        state=PaymentState.READY,
        held_for=None,
        batch_id=None,
        batch_line_id=None,
        decided_by=MORGAN.id,
        paid_on=None,
        version=1,
    )
    return replace(payment, **more)


def a_return_line(paid: int = 54_000, **more: Any) -> ReturnLine:
    line = ReturnLine(
        id=an_id(501),
        position=1,
        child_id=an_id(11),
        request_id=an_id(1),
        request_line_id=an_id(101),
        target_id=None,
        scheme=Scheme.LAC,
        financial_year=YEAR,
        service_from=date(2025, 12, 1),
        service_to=date(2026, 2, 27),
        tier=None,
        eef_code=None,
        spend_code=SpendCode.TUITION_1TO1,
        description="1:1 tuition, maths",
        paid_pence=paid,
        charged_to_grant_pence=paid,
        impact_rating=None,
        review_on=None,
        receipts=0,
        saved=False,
        state=ReturnLineState.OPEN,
        rejected_for=None,
        evidenced_pence=0,
    )
    return replace(line, **more)


def a_return(*lines: ReturnLine, **more: Any) -> SpendReturn:
    spend_return = SpendReturn(
        id=an_id(601),
        round_id=an_id(701),
        school_urn=SCHOOL,
        term=AUTUMN,
        due_on=date(2026, 1, 9),
        extended_to=None,
        state=ReturnState.DUE,
        lines=lines or (a_return_line(),),
        note=None,
        asked_on=date(2025, 12, 19),
        mailbox="office@ashbyroad.test",
        opened_at=None,
        submitted_at=None,
        submitted_on=None,
        submitted_by_role=None,
        seconds_to_complete=None,
        reminders=0,
        overdue_reminders=0,
        escalations=0,
        last_chased_at=None,
        as_agreed=False,
        accepted_by=None,
        accepted_on=None,
        version=1,
    )
    return replace(spend_return, **more)
