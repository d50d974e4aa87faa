"""Requests for money on the wire: what comes in."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import FreeText, ShortText, TermText, YearText
from funding.domain.requests.codes import CentralCategory, DfeTier, EefStrand, SpendCode
from funding.domain.requests.decision import LineDecision, ReasonCode
from funding.domain.requests.request import (
    Delivery,
    Fund,
    FundingSource,
    PayTo,
    RequestKind,
    RequestLine,
    RequestOutcome,
    Share,
    Source,
    YearSessions,
)
from funding.domain.years import FinancialYear
from kit.web.fields import Id, InModel, IsoDate, Line, Pence, Urn

LinePence = Annotated[int, Field(ge=1, le=1_000_000_000)]


class ShareIn(InModel):
    """A child's part of a pooled request, by weight."""

    child_id: Id
    weight: Annotated[int, Field(ge=1, le=10_000)] = 1


class SourceIn(InModel):
    """Who else pays; the parts sum to the total, and Pupil Premium Plus is charged its own part only."""

    source: Annotated[FundingSource, Field(strict=False)]
    pence: Pence


class YearSessionsIn(InModel):
    """How many sessions lie in each financial year, where a line crosses 31 March."""

    financial_year: YearText
    sessions: Annotated[int, Field(ge=0, le=1_000)]


class RequestLineIn(InModel):
    """One costed part: sessions times price, or a total with a reason."""

    spend_code: Annotated[SpendCode, Field(strict=False)]
    description: Annotated[Line, Field(min_length=1, max_length=200)]
    provider: ShortText = ""
    delivery: Annotated[Delivery, Field(strict=False)] = Delivery.ONE_TO_ONE
    target_id: Id | None = None
    eef_code: Annotated[EefStrand | None, Field(strict=False)] = None
    tier: Annotated[DfeTier | None, Field(strict=False)] = None
    group_size: Annotated[int, Field(ge=1, le=100)] | None = None
    sessions: Annotated[int, Field(ge=1, le=1_000)] | None = None
    minutes_each: Annotated[int, Field(ge=1, le=1_440)] | None = None
    unit_cost_pence: LinePence | None = None
    total_pence: LinePence
    total_reason: Annotated[Line, Field(max_length=200)] | None = None
    start_on: IsoDate
    end_on: IsoDate
    sessions_by_financial_year: Annotated[list[YearSessionsIn], Field(default_factory=list, max_length=3)]
    funding_sources: Annotated[list[SourceIn], Field(default_factory=list, max_length=5)]
    ehcp_overlap: bool = False
    ehcp_text: Annotated[Line, Field(max_length=200)] | None = None
    baseline: Annotated[Line, Field(max_length=40)] | None = None
    attachment_ref: ShortText | None = None
    already_started: bool = False

    def value(self, line_id: UUID, position: int) -> RequestLine:
        years = tuple(
            YearSessions(
                FinancialYear.parse(
                    year.financial_year, f"/lines/{position - 1}/sessions_by_financial_year/{place}/financial_year"
                ),
                year.sessions,
            )
            for place, year in enumerate(self.sessions_by_financial_year)
        )
        plain = self.model_dump(exclude={"sessions_by_financial_year", "funding_sources"})
        return RequestLine(
            id=line_id,
            position=position,
            sessions_by_financial_year=years,
            funding_sources=tuple(Source(source.source, source.pence) for source in self.funding_sources),
            **plain,
        )


class RequestIn(InModel):
    """What is asked for, for whom, and where the money goes."""

    kind: Annotated[RequestKind, Field(strict=False, description="`base` is made by the policy, not by hand.")]
    term: TermText
    child_id: Id | None = None
    shares: Annotated[list[ShareIn], Field(default_factory=list, max_length=50)]
    school_urn: Urn | None = None
    pay_to: Annotated[PayTo, Field(strict=False)] = PayTo.SCHOOL
    payee_id: Id | None = None
    fund: Annotated[Fund | None, Field(strict=False, description="Left out: as the policy says.")] = None
    need: FreeText | None = None
    reason: FreeText | None = None
    expected_outcome: FreeText | None = None
    exit_strategy: FreeText | None = None
    child_view: FreeText | None = None
    central_category: Annotated[CentralCategory | None, Field(strict=False)] = None
    central_purpose: ShortText | None = None
    lines: Annotated[list[RequestLineIn], Field(min_length=1, max_length=20)]

    def share_values(self) -> tuple[Share, ...]:
        return tuple(Share(share.child_id, share.weight) for share in self.shares)


class LineDecisionIn(InModel):
    """The answer to one line; whatever is not approved in full says why."""

    line_id: Id
    outcome: Annotated[RequestOutcome, Field(strict=False)]
    approved_pence: Pence
    reason_code: Annotated[ReasonCode | None, Field(strict=False)] = None
    reason: FreeText | None = None

    def value(self) -> LineDecision:
        return LineDecision(self.line_id, self.outcome, self.approved_pence, self.reason_code, self.reason)


class DecisionIn(InModel):
    """An answer to every line of the request."""

    lines: Annotated[list[LineDecisionIn], Field(min_length=1, max_length=20)]
