"""Requests for money on the wire: what goes out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import ChildRefOut, SchoolRefOut, TermText, YearText
from funding.domain.children import Child
from funding.domain.requests.codes import CentralCategory, DfeTier, EefStrand, SpendCode
from funding.domain.requests.decision import LineDecision, ReasonCode
from funding.domain.requests.request import (
    Delivery,
    Fund,
    FundingSource,
    PayTo,
    Request,
    RequestKind,
    RequestLine,
    RequestOutcome,
)
from funding.domain.requests.states import RequestState
from funding.domain.schemes import Scheme
from kit.web.fields import IsoDate, OutModel


class SourceOut(OutModel):
    source: FundingSource
    pence: int


class YearSessionsOut(OutModel):
    financial_year: YearText
    sessions: int


class LineDecisionOut(OutModel):
    """How a line was answered."""

    outcome: RequestOutcome
    approved_pence: int
    reason_code: ReasonCode | None
    reason: str | None


class RequestLineOut(OutModel):
    """One costed part and its answer."""

    id: UUID
    position: int
    spend_code: SpendCode
    description: str | None
    provider: str | None
    delivery: Delivery
    target_id: UUID | None
    eef_code: EefStrand | None
    tier: DfeTier | None
    group_size: int | None
    sessions: int | None
    minutes_each: int | None
    unit_cost_pence: int | None
    total_pence: int
    asked_pence: Annotated[int, Field(description="The part asked of Pupil Premium Plus.")]
    total_reason: str | None
    start_on: IsoDate
    end_on: IsoDate
    sessions_by_financial_year: list[YearSessionsOut]
    funding_sources: list[SourceOut]
    ehcp_overlap: bool
    ehcp_text: str | None
    baseline: str | None
    attachment_ref: str | None
    already_started: bool
    decision: LineDecisionOut | None

    @classmethod
    def of(cls, line: RequestLine, decision: LineDecision | None, *, narrative: bool) -> "RequestLineOut":
        values = {name: getattr(line, name) for name in _PLAIN_OF_LINE}
        if not narrative:
            values |= dict.fromkeys(("description", "provider", "total_reason", "ehcp_text", "baseline"))
        return cls(
            **values,
            asked_pence=line.asked_pence,
            sessions_by_financial_year=[
                YearSessionsOut(financial_year=str(year.financial_year), sessions=year.sessions)
                for year in line.sessions_by_financial_year
            ],
            funding_sources=[SourceOut(source=one.source, pence=one.pence) for one in line.funding_sources],
            decision=_decision(decision, narrative=narrative) if decision else None,
        )


_PLAIN_OF_LINE = [
    name
    for name in RequestLineOut.model_fields
    if name not in {"asked_pence", "sessions_by_financial_year", "funding_sources", "decision"}
]


def _decision(decision: LineDecision, *, narrative: bool) -> LineDecisionOut:
    return LineDecisionOut(
        outcome=decision.outcome,
        approved_pence=decision.approved_pence,
        reason_code=decision.reason_code,
        reason=decision.reason if narrative else None,
    )


class ShareOut(OutModel):
    child: ChildRefOut
    weight: int


class RequestOut(OutModel):
    """A request with its lines; an auditor sees it without the words people wrote."""

    id: UUID
    kind: RequestKind
    scheme: Scheme
    financial_year: YearText
    term: TermText
    state: RequestState
    outcome: RequestOutcome | None
    child: ChildRefOut | None
    shares: list[ShareOut]
    school: SchoolRefOut | None
    pay_to: PayTo
    payee_id: UUID | None
    fund: Fund
    need: str | None
    reason: str | None
    expected_outcome: str | None
    exit_strategy: str | None
    child_view: str | None
    central_category: CentralCategory | None
    central_purpose: str | None
    asked_pence: int
    approved_pence: int | None
    paid_pence: int
    lines: list[RequestLineOut]
    policy_version: int | None
    asked_by: str
    submitted_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    allowed_actions: list[str]
    version: int


class RequestSummaryOut(OutModel):
    """A row of the list of requests."""

    id: UUID
    kind: RequestKind
    scheme: Scheme
    financial_year: YearText
    term: TermText
    state: RequestState
    outcome: RequestOutcome | None
    child: ChildRefOut | None
    school: SchoolRefOut | None
    spend_codes: list[SpendCode]
    asked_pence: int
    approved_pence: int | None
    submitted_at: datetime | None
    asked_by: str
    allowed_actions: list[str]
    version: int


def child_ref(child: Child, *, initials: bool = True) -> ChildRefOut:
    """An auditor, and whoever pays, know a child by its id only."""
    return ChildRefOut(
        id=str(child.id), initials=(child.initials or None) if initials else None, year_group=child.year_group
    )


def summary_of(
    request: Request,
    child: Child | None,
    school: SchoolRefOut | None,
    approved_pence: int | None,
    allowed_actions: list[str],
    *,
    initials: bool,
) -> RequestSummaryOut:
    return RequestSummaryOut(
        id=request.id,
        kind=request.kind,
        scheme=request.scheme,
        financial_year=str(request.financial_year),
        term=str(request.term),
        state=request.state,
        outcome=request.outcome,
        child=child_ref(child, initials=initials) if child else None,
        school=school,
        spend_codes=[line.spend_code for line in request.lines],
        asked_pence=request.asked_pence,
        approved_pence=approved_pence,
        submitted_at=request.submitted_at,
        asked_by=request.asked_by,
        allowed_actions=allowed_actions,
        version=request.version,
    )
