"""One request for a place at one school: what is known of it and how each step changes it (sections 8 and 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from placements.domain.application_states import ACTIVE, TERMINAL, ApplicationFlag, ApplicationState
from placements.domain.attachments import Attachment
from placements.domain.decisions import Decision, Outcome
from placements.domain.errors import ProofRequired, ReceivedInFuture
from placements.domain.routes import IN_YEAR, Route, Stream
from placements.domain.steps import Step
from placements.domain.transitions import next_state


class StartKind(StrEnum):
    AS_SOON_AS_POSSIBLE = "as_soon_as_possible"
    ON = "on"


class ReceiptProof(StrEnum):
    """How we know that the school has the request (PL-602)."""

    SCHOOL_ACKNOWLEDGED = "school_acknowledged"
    EMAIL_DELIVERY = "email_delivery"
    PORTAL_REFERENCE = "portal_reference"
    POST_DELIVERY = "post_delivery"
    HAND_DELIVERY = "hand_delivery"
    NOT_PROVED = "not_proved"


class AcceptedBy(StrEnum):
    VIRTUAL_SCHOOL = "virtual_school"
    SOCIAL_WORKER = "social_worker"
    CARER = "carer"
    PARENT = "parent"
    YOUNG_PERSON = "young_person"


class DelayCause(StrEnum):
    """Whose side a late first day lies on (T24)."""

    SCHOOL = "school"
    AUTHORITY = "authority"
    TRANSPORT = "transport"
    CARER = "carer"
    CHILD = "child"


class WithdrawalReason(StrEnum):
    """PL-706."""

    LEFT_CARE = "left_care"
    OTHER_SCHOOL_CHOSEN = "other_school_chosen"
    PARENT_REQUEST = "parent_request"
    CHILD_WISH = "child_wish"
    ENTERED_IN_ERROR = "entered_in_error"
    EHCP_NOT_NAMED = "ehcp_not_named"
    POST16 = "post16"
    LEFT_ENGLAND = "left_england"
    DIED = "died"


class SupersessionReason(StrEnum):
    CARE_MOVE = "care_move"
    PLACED = "placed"
    OTHER_SCHOOL_ALLOCATED = "other_school_allocated"


class DeclineReason(StrEnum):
    """Why an offer is not taken (T22)."""

    CHILD_WISH = "child_wish"
    CARER_WISH = "carer_wish"
    OTHER_SCHOOL_PREFERRED = "other_school_preferred"
    TOO_FAR = "too_far"
    NEEDS_NOT_MET = "needs_not_met"
    OTHER = "other"


class DuplicateReason(StrEnum):
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Alternative:
    school_urn: int
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """`decisions` stand in the order they came; the last one is the school's answer as it is now.

    `continues_id` and `continued_in_id` link it with one at another school that was named or allocated (PL-705).
    """

    id: UUID
    version: int = 1
    reference: str
    case_id: UUID
    child_id: UUID
    school_urn: int
    rank: int = 1
    route: Route | None = None
    next_route: str | None = None
    next_route_rules: Mapping[str, int] | None = None
    stream: Stream = Stream.IN_YEAR
    entry_academic_year: str
    year_group: str
    requested_start_kind: StartKind = StartKind.AS_SOON_AS_POSSIBLE
    requested_start_on: date | None = None
    why_this_school: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    strengths: str | None = None
    interests: str | None = None
    what_helps: str | None = None
    visit_on: date | None = None
    nearest_reason: str | None = None
    distance_km: float | None = None
    inspection_note: str | None = None
    attachments: tuple[Attachment, ...] = ()
    incomplete_reason: str | None = None
    external_ref: str | None = None
    state: ApplicationState = ApplicationState.DRAFT
    flags: frozenset[ApplicationFlag] = frozenset()
    submitted_at: datetime | None = None
    received_on: date | None = None
    received_at: datetime | None = None
    receipt_proof: ReceiptProof = ReceiptProof.NOT_PROVED
    acknowledged_on: date | None = None
    accepted_on: date | None = None
    accepted_by: AcceptedBy | None = None
    start_on: date | None = None
    hours_per_week: int | None = None
    review_on: date | None = None
    first_day_on: date | None = None
    delay_cause: DelayCause | None = None
    closed_on: date | None = None
    close_reason: str | None = None
    continues_id: UUID | None = None
    continued_in_id: UUID | None = None
    decisions: tuple[Decision, ...] = field(default=())

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def answer(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def runs_decision_clocks(self) -> bool:
        return self.route in IN_YEAR

    def moved(self, step: Step) -> Self:
        """The same in the state the table gives; a terminal state needs its closing beside (PL-701)."""
        return replace(self, state=next_state(self.state, step))

    def make_ready(self, route: Route, stream: Stream) -> Self:
        return replace(self.moved(Step.MAKE_READY), route=route, stream=stream)

    def submit(
        self, *, at: datetime, today: date, received_on: date | None, proof: ReceiptProof, reason: str | None
    ) -> Self:
        """Receipt counts from the submission unless an earlier one is proved (PL-602)."""
        received = received_on or today
        if received > today:
            raise ReceivedInFuture
        if received < today and proof is ReceiptProof.NOT_PROVED:
            raise ProofRequired
        return replace(
            self.moved(Step.SUBMIT),
            submitted_at=at,
            received_at=at,
            received_on=received,
            receipt_proof=proof,
            incomplete_reason=reason,
        )

    def acknowledge(self, on: date) -> Self:
        """The clock does not move (T4)."""
        return replace(self.moved(Step.ACKNOWLEDGE), acknowledged_on=on)

    def ask(self) -> Self:
        """The school wants to know something; its own clock runs on (Code 2.28)."""
        return replace(self.moved(Step.ASK), flags=self.flags | {ApplicationFlag.INFO_REQUESTED})

    def answer_question(self) -> Self:
        """T5b: nothing more is waited for from the authority."""
        return replace(self.moved(Step.ANSWER_QUESTION), flags=self.flags - {ApplicationFlag.INFO_REQUESTED})

    def decide(self, step: Step, decision: Decision, *flags: ApplicationFlag) -> Self:
        """An answer, from the school or by silence: added to those before, never in their place (PL-111)."""
        offered = decision.outcome is Outcome.OFFERED
        return replace(
            self.moved(step),
            decisions=(*self.decisions, decision),
            start_on=decision.start_on if offered else self.start_on,
            hours_per_week=decision.hours_per_week if offered else self.hours_per_week,
            flags=(self.flags - FLAGS_OF_AN_ANSWER) | set(flags),
        )

    def lose_offer(self, decision: Decision) -> Self:
        """The school takes its offer back (T11b): what hung on it is gone, the record of it stays."""
        lost = replace(self, accepted_on=None, accepted_by=None, start_on=None, hours_per_week=None, review_on=None)
        return lost.decide(Step.WITHDRAW_OFFER, decision)

    def take_answer_back(self) -> Self:
        """The school changes an answer nobody has acted on: as if it had not answered yet (PL-910)."""
        pending = ApplicationState.ACKNOWLEDGED if self.acknowledged_on else ApplicationState.SUBMITTED
        return replace(self, state=pending, start_on=None)

    def accept(self, by: AcceptedBy, on: date) -> Self:
        return replace(self.moved(Step.ACCEPT), accepted_by=by, accepted_on=on)

    def accept_conditional(self, by: AcceptedBy, on: date, review_on: date) -> Self:
        """T21b: with the start and the hours the school named."""
        answer = self.answer
        return replace(
            self.accept(by, on),
            start_on=answer.start_on if answer else None,
            hours_per_week=answer.hours_per_week if answer else None,
            review_on=review_on,
        )

    def agree_start(self, start_on: date, hours_per_week: int | None) -> Self:
        """Without hours those that were accepted stand."""
        hours = self.hours_per_week if hours_per_week is None else hours_per_week
        return replace(self.moved(Step.AGREE_START), start_on=start_on, hours_per_week=hours)

    def fail_start(self, cause: DelayCause) -> Self:
        """T25: another day has to be agreed; on whose side it lay is kept."""
        return replace(self.moved(Step.FAIL_START), start_on=None, delay_cause=cause)

    def enrol(self, first_day_on: date, cause: DelayCause | None, on: date) -> Self:
        return replace(
            self.moved(Step.ENROL),
            first_day_on=first_day_on,
            delay_cause=cause or self.delay_cause,
            closed_on=on,
            close_reason="on_roll",
        )

    def end(self, step: Step, reason: StrEnum, on: date, *, replaced_by: UUID | None = None) -> Self:
        """Withdrawn, superseded, declined: terminal applications never reopen (PL-608)."""
        return replace(self.moved(step), closed_on=on, close_reason=reason.value, continued_in_id=replaced_by)

    def with_flag(self, flag: ApplicationFlag, *, on: bool) -> Self:
        return replace(self, flags=self.flags | {flag} if on else self.flags - {flag})


FLAGS_OF_AN_ANSWER: Final = frozenset(
    {ApplicationFlag.EVIDENCE_MISSING, ApplicationFlag.REASON_CONFLICTS_WITH_FACTS, ApplicationFlag.INFO_REQUESTED}
)
"""What an earlier answer or question left open: a new answer settles it."""


def active(applications: Iterable[Application]) -> list[Application]:
    """Those that have not ended, in the order rows are locked (RE-4)."""
    return sorted((a for a in applications if a.state not in TERMINAL), key=lambda a: a.id.bytes)
