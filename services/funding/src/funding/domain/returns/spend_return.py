"""A school's account, for one term, of what it did with the money of one authority's children (FU-1401 to FU-1408)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from funding.domain.requests.codes import DfeTier, EefStrand, SpendCode
from funding.domain.returns.states import NOT_SENT, ReturnState, ReturnStep, next_state
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term
from kit.kernel.errors import InvalidInput

LONGEST_ASK: Final = timedelta(minutes=30)
"""An open page is not work: the seconds of one ask are capped (screens AM-2)."""


class ImpactRating(StrEnum):
    """The page offers four of them: Yes is `met`, Not yet is `too_early`."""

    EXCEEDED = "exceeded"
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    TOO_EARLY = "too_early"
    DID_NOT_HAPPEN = "did_not_happen"


class ReturnLineState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """One agreed item, prefilled; the school gives the sum charged and the rating, and nothing else is asked."""

    id: UUID
    position: int
    child_id: UUID
    request_id: UUID
    request_line_id: UUID
    target_id: UUID | None
    scheme: Scheme
    financial_year: FinancialYear
    service_from: date
    service_to: date
    tier: DfeTier | None
    eef_code: EefStrand | None
    spend_code: SpendCode
    description: str
    paid_pence: int
    charged_to_grant_pence: int
    impact_rating: ImpactRating | None
    review_on: date | None
    receipts: int
    saved: bool
    state: ReturnLineState
    rejected_for: str | None
    evidenced_pence: int

    @property
    def school_contribution_pence(self) -> int:
        """What the school put in beyond the money; it never makes a claim (FU-1405)."""
        return max(0, self.charged_to_grant_pence - self.paid_pence)

    def answer(self, charged_pence: int, rating: ImpactRating | None) -> Self:
        """What did not happen cost nothing (section 14, impact_rating)."""
        if rating is ImpactRating.DID_NOT_HAPPEN and charged_pence:
            raise InvalidInput("out_of_range", "/charged_to_grant_pence")
        return replace(self, charged_to_grant_pence=charged_pence, impact_rating=rating, saved=True)

    def as_agreed(self, rating: ImpactRating | None) -> Self:
        """FU-1403: the sum charged is the sum paid; a missing rating is too early."""
        rating = rating or ImpactRating.TOO_EARLY
        return self.answer(0 if rating is ImpactRating.DID_NOT_HAPPEN else self.paid_pence, rating)

    def sent(self, review_on: date) -> Self:
        rating = self.impact_rating or ImpactRating.TOO_EARLY
        return replace(
            self, impact_rating=rating, review_on=self.review_on or review_on, state=ReturnLineState.SUBMITTED
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendReturn:
    """One for each school, authority and term (FU-1401)."""

    id: UUID
    round_id: UUID
    school_urn: int
    term: Term
    due_on: date
    extended_to: date | None
    state: ReturnState
    lines: tuple[ReturnLine, ...]
    note: str | None
    asked_on: date
    mailbox: str | None
    opened_at: datetime | None
    submitted_at: datetime | None
    submitted_on: date | None
    submitted_by_role: str | None
    seconds_to_complete: int | None
    reminders: int
    overdue_reminders: int
    escalations: int
    last_chased_at: datetime | None
    as_agreed: bool
    accepted_by: str | None
    accepted_on: date | None
    version: int

    @property
    def children(self) -> frozenset[UUID]:
        return frozenset(line.child_id for line in self.lines)

    @property
    def paid_pence(self) -> int:
        return sum(line.paid_pence for line in self.lines)

    @property
    def charged_pence(self) -> int:
        return sum(line.charged_to_grant_pence for line in self.lines)

    @property
    def accounted_pence(self) -> int:
        """What the school has told so far: until it is sent, only the rows it has saved."""
        unsent = self.state in NOT_SENT
        return sum(line.charged_to_grant_pence for line in self.lines if line.saved or not unsent)

    def days_late_on(self, today: date) -> int:
        """Calendar days after the due date, to the day it was sent or, unsent, to today (FU-1408)."""
        return max(0, ((self.submitted_on or today) - (self.extended_to or self.due_on)).days)

    def save_line(self, line_id: UUID, charged_pence: int, rating: ImpactRating | None) -> Self:
        """A partial answer is kept and changes no state (screens BB-10)."""
        next_state(self.state, ReturnStep.SUBMIT)
        lines = tuple(line.answer(charged_pence, rating) if line.id == line_id else line for line in self.lines)
        return replace(self, lines=lines, version=self.version + 1)

    def agree(self, ratings: Mapping[UUID, ImpactRating]) -> Self:
        """Every sum as it was paid, before it is sent in the same step (FU-1403)."""
        if not ratings.keys() <= {line.id for line in self.lines}:
            raise InvalidInput("not_allowed", "/ratings")
        lines = tuple(line.as_agreed(ratings.get(line.id)) for line in self.lines)
        return replace(self, lines=lines, as_agreed=True)

    def submit(self, sender: "Sender", at: datetime, on: date, note: str | None, review_on: date) -> Self:
        """Sending is the declaration that the money was spent on these children's PEP needs (FU-1404)."""
        state = next_state(self.state, ReturnStep.SUBMIT)
        seconds = sender.seconds_until(at)
        return replace(
            self,
            state=state,
            lines=tuple(line.sent(review_on) for line in self.lines),
            note=note,
            opened_at=sender.opened_at,
            submitted_at=at,
            submitted_on=on,
            submitted_by_role=sender.role,
            seconds_to_complete=seconds,
            version=self.version + 1,
        )

    def remind(self, at: datetime) -> Self:
        """Up to the due date a reminder, after it an overdue reminder, which is counted apart (FU-1407)."""
        late = self.state in {ReturnState.OVERDUE, ReturnState.ESCALATED}
        state = next_state(self.state, ReturnStep.CHASE if late else ReturnStep.REMIND)
        return replace(
            self,
            state=state,
            reminders=self.reminders + (not late),
            overdue_reminders=self.overdue_reminders + late,
            last_chased_at=at,
            version=self.version + 1,
        )

    def miss_due_date(self) -> Self:
        return replace(self, state=next_state(self.state, ReturnStep.MISS_DUE_DATE), version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a return, and when the page was first opened (AM-2); no name is asked (FU-1404)."""

    role: str
    opened_at: datetime | None
    link_id: UUID | None

    def seconds_until(self, at: datetime) -> int | None:
        if self.opened_at is None:
            return None
        return round(min(max(at - self.opened_at, timedelta()), LONGEST_ASK).total_seconds())
