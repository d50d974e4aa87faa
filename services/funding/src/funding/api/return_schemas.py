"""Return rounds and spend returns on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import ChildRefOut, FreeText, SchoolRefOut, TermText, YearText
from funding.domain.requests.codes import DfeTier, EefStrand, SpendCode
from funding.domain.returns.acceptance import LineVerdict
from funding.domain.returns.spend_return import ImpactRating, ReturnLine, ReturnLineState
from funding.domain.returns.states import ReturnState
from funding.domain.schemes import Scheme
from kit.web.fields import Id, InModel, IsoDate, OutModel, Pence

Rating = Annotated[ImpactRating, Field(strict=False, description="Did it help?")]


class ReturnRoundIn(InModel):
    """Asks every school that holds money of the term, or still of an earlier one."""

    term: TermText
    due_on: Annotated[IsoDate | None, Field(description="Left out: by the policy, from the end of the term.")] = None


class ReturnRoundOut(OutModel):
    """One round a term; opening it again asks only schools that were not asked yet."""

    id: UUID
    term: TermText
    opens_on: IsoDate
    due_on: IsoDate
    returns_opened: int
    mails_sent: int
    schools_without_mailbox: list[SchoolRefOut]
    version: int


class ReturnLineOut(OutModel):
    """One agreed item; the school gives `charged_to_grant_pence` and `impact_rating`."""

    id: UUID
    child: ChildRefOut
    description: str
    spend_code: SpendCode
    tier: DfeTier | None
    eef_code: EefStrand | None
    target_id: UUID | None
    scheme: Scheme
    financial_year: YearText
    service_from: IsoDate
    service_to: IsoDate
    paid_pence: int
    charged_to_grant_pence: int
    school_contribution_pence: Annotated[int, Field(description="Beyond what was paid; it is not paid out.")]
    impact_rating: ImpactRating | None
    review_on: IsoDate | None
    saved: Annotated[bool, Field(description="True once the school has typed something here.")]
    state: ReturnLineState
    rejected_for: str | None
    evidenced_pence: int

    @classmethod
    def of(cls, line: ReturnLine, child: ChildRefOut) -> "ReturnLineOut":
        plain = {name: getattr(line, name) for name in cls.model_fields if name not in {"child", "financial_year"}}
        return cls(**plain, child=child, financial_year=str(line.financial_year))


class SpendRuleOut(OutModel):
    """The rule stands on the page where the school spends (FU-1008)."""

    policy_version: int | None
    setting_unspent: Annotated[str, Field(description="`retain`, `return` or `offset`.")]
    receipt_threshold_pence: int | None


class ReturnOut(OutModel):
    """A school's account for one term."""

    id: UUID
    school: SchoolRefOut
    term: TermText
    due_on: IsoDate
    extended_to: IsoDate | None
    state: ReturnState
    days_late: int
    asked_on: IsoDate
    reminders: int
    overdue_reminders: int
    escalations: int
    paid_pence: int
    charged_pence: int
    unspent_pence: int
    note: str | None
    as_agreed: bool
    opened_at: datetime | None
    submitted_at: datetime | None
    submitted_by_role: str | None
    seconds_to_complete: int | None
    accepted_on: IsoDate | None
    rule: SpendRuleOut
    lines: list[ReturnLineOut]
    allowed_actions: list[str]
    version: int


class ReturnSummaryOut(OutModel):
    """A row of the list of returns."""

    id: UUID
    school: SchoolRefOut
    term: TermText
    due_on: IsoDate
    extended_to: IsoDate | None
    state: ReturnState
    days_late: int
    children: int
    reminders: int
    overdue_reminders: int
    escalations: int
    paid_pence: int
    accounted_pence: int
    as_agreed: bool
    submitted_at: datetime | None
    allowed_actions: list[str]
    version: int


class ReturnLineIn(InModel):
    """The two things a school is asked about an item."""

    charged_to_grant_pence: Pence
    impact_rating: Rating | None = None


class LineRatingIn(InModel):
    line_id: Id
    impact_rating: Rating


class AsAgreedIn(InModel):
    """All was spent as agreed; what is not rated counts as too early to say."""

    ratings: Annotated[list[LineRatingIn], Field(default_factory=list, max_length=200)]
    note: FreeText | None = None


class SubmissionIn(InModel):
    """Sending declares that the money was spent on these children's PEP needs."""

    note: FreeText | None = None


class LineVerdictIn(InModel):
    """A line that is not accepted says why."""

    line_id: Id
    accepted: bool
    reason: FreeText | None = None

    def value(self) -> LineVerdict:
        return LineVerdict(self.line_id, self.accepted, self.reason)


class AcceptanceIn(InModel):
    """Lines that are not named are accepted."""

    lines: Annotated[list[LineVerdictIn], Field(default_factory=list, max_length=200)]
