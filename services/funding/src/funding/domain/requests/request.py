"""A request for money with its costed lines (section 12, Request and Request line; FU-1205, FU-1206)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from funding.domain.people import Actor
from funding.domain.policies.policy import Policy
from funding.domain.requests.codes import CentralCategory, DfeTier, EefStrand, SpendCode
from funding.domain.requests.states import RequestState, RequestStep, next_state
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term


class RequestKind(StrEnum):
    BASE = "base"
    TOPUP = "topup"
    POOLED = "pooled"
    CENTRAL = "central"
    EXCEPTION = "exception"
    POST16 = "post16"


class Fund(StrEnum):
    """The pot that pays."""

    DEVOLVED = "devolved"
    CENTRAL = "central"


class PayTo(StrEnum):
    SCHOOL = "school"
    SUPPLIER = "supplier"


class Delivery(StrEnum):
    ONE_TO_ONE = "one_to_one"
    GROUP = "group"
    WHOLE_SCHOOL = "whole_school"
    ITEM = "item"


class FundingSource(StrEnum):
    PP_PLUS = "pp_plus"
    EHCP = "ehcp"
    SCHOOL = "school"
    RECOVERY = "recovery"
    OTHER = "other"


class RequestOutcome(StrEnum):
    """The decision on the whole; the state of an approved request is `committed` at once (section 12)."""

    APPROVED = "approved"
    PART_APPROVED = "part_approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Share:
    """A child's part of a pooled request, by weight."""

    child_id: UUID
    weight: int


@dataclass(frozen=True, slots=True)
class Source:
    source: FundingSource
    pence: int


@dataclass(frozen=True, slots=True)
class YearSessions:
    financial_year: FinancialYear
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    id: UUID
    position: int
    target_id: UUID | None
    eef_code: EefStrand | None
    tier: DfeTier | None
    spend_code: SpendCode
    description: str
    provider: str
    delivery: Delivery
    group_size: int | None
    sessions: int | None
    minutes_each: int | None
    unit_cost_pence: int | None
    total_pence: int
    total_reason: str | None
    start_on: date
    end_on: date
    sessions_by_financial_year: tuple[YearSessions, ...]
    funding_sources: tuple[Source, ...]
    ehcp_overlap: bool
    ehcp_text: str | None
    baseline: str | None
    attachment_ref: str | None
    already_started: bool

    @property
    def asked_pence(self) -> int:
        """Pupil Premium Plus is charged its own part only (FU-1205); without sources named, the whole."""
        if not self.funding_sources:
            return self.total_pence
        return sum(source.pence for source in self.funding_sources if source.source is FundingSource.PP_PLUS)

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The financial years its service lies in, by service date (FU-403)."""
        first, last = FinancialYear.of(self.start_on), FinancialYear.of(self.end_on)
        return tuple(FinancialYear(start) for start in range(first.start, last.start + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asks for; `financial_year` is that of its first service date."""

    id: UUID
    kind: RequestKind
    scheme: Scheme
    financial_year: FinancialYear
    term: Term
    child_id: UUID | None
    shares: tuple[Share, ...]
    school_urn: int | None
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
    lines: tuple[RequestLine, ...]
    policy_id: UUID | None
    policy_version: int | None
    state: RequestState
    asked_by: str
    submitted_by: str | None
    submitted_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    outcome: RequestOutcome | None
    version: int

    @property
    def asked_pence(self) -> int:
        return sum(line.asked_pence for line in self.lines)

    @property
    def children(self) -> tuple[UUID, ...]:
        named = (self.child_id,) if self.child_id else ()
        return named + tuple(share.child_id for share in self.shares)

    def submit(self, actor: Actor, at: datetime, policy: Policy | None) -> Self:
        """Freezes the policy version by which it will be decided (FU-1002)."""
        return replace(
            self.stepped(RequestStep.SUBMIT),
            submitted_by=actor.id,
            submitted_at=at,
            policy_id=policy.id if policy else None,
            policy_version=policy.policy_version if policy else None,
        )

    def decide(self, actor: Actor, at: datetime, outcome: RequestOutcome) -> Self:
        step = RequestStep.DECLINE if outcome is RequestOutcome.DECLINED else RequestStep.APPROVE
        return replace(self.stepped(step), decided_by=actor.id, decided_at=at, outcome=outcome)

    def stepped(self, step: RequestStep) -> Self:
        return replace(self, state=next_state(self.state, step), version=self.version + 1)
