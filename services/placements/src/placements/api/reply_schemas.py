"""The page by which a school answers in one minute (section 16): initials and year only."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from kit.web.fields import InModel, IsoDate, Lines, OutModel
from placements.api.answer_schemas import QuestionOut
from placements.api.application_schemas import FactOut, RequestedStartOut
from placements.api.shared_schemas import SchoolLabelOut
from placements.api.step_schemas import Code
from placements.domain.application_states import ApplicationState
from placements.domain.decisions import Outcome
from placements.domain.refusal_codes import Ground, ReasonGroup, Standing
from placements.domain.reply import Asks, ReplyAnswer


class ReplyIn(InModel):
    """The school's answer: one field is wanted, a date or a reason where the answer needs it (PL-912, PL-913)."""

    answer: Annotated[ReplyAnswer, Field(strict=False)]
    start_on: IsoDate | None = Field(default=None, description="With `offer`: from today to a year ahead.")
    reason_code: Code | None = Field(
        default=None, description="With `refuse` a reason, with `offer_with_conditions` a condition."
    )
    comment: Annotated[Lines, Field(max_length=500)] | None = Field(
        default=None, description="With `question` and with reason `OTHER`; welcome otherwise."
    )


class ReplyStartIn(InModel):
    """When does the child start?"""

    start_on: IsoDate


class ReplyEnrolmentIn(InModel):
    """Which day was the child's first?"""

    first_day_on: IsoDate


class ReplyReasonOut(OutModel):
    """A reason the school may give, and what it is worth for this child: shown before it answers (PL-711)."""

    code: str
    label: str
    group: ReasonGroup
    standing: Standing
    ground: Ground
    says: str
    reference: Sequence[str]
    evidence: str | None


class ReplyConditionOut(OutModel):
    """A condition the school may name."""

    code: str
    label: str


class PreviousAnswerOut(OutModel):
    """What the school answered before."""

    answer: ReplyAnswer
    outcome: Outcome | None
    answered_on: date
    start_on: date | None
    reason_codes: Sequence[str]
    conditions: Sequence[str]
    comment: str | None


class ReplyOut(OutModel):
    """What the school needs to answer. No name, date of birth or UPN (PL-206)."""

    reference: str
    school: SchoolLabelOut
    initials: str
    year_group: str
    asks: Annotated[Asks, Field(description="The one thing asked now.")]
    state: ApplicationState
    authority_name: str
    asked_on: date
    answer_by: Annotated[date | None, Field(description="The target; null where no calendar covers it.")]
    limit_on: Annotated[date | None, Field(description="The limit; null where no calendar covers it.")]
    change_until: Annotated[date | None, Field(description="An answer may be changed until this day.")]
    requested_start: RequestedStartOut
    what_helps: str | None
    strengths: str | None
    interests: str | None
    has_plan: Annotated[bool | None, Field(description="Education, health and care plan; null: not known.")]
    support: Sequence[str]
    facts_held: Sequence[FactOut]
    reason_codes: Sequence[ReplyReasonOut]
    conditions: Sequence[ReplyConditionOut]
    late_start_after: Annotated[
        date | None, Field(description="A later start without a line why counts as an offer with conditions.")
    ]
    start_on: date | None
    previous_answer: PreviousAnswerOut | None
    questions: Annotated[Sequence[QuestionOut], Field(description="What the school asked, and what was answered.")]
    contact: str


class ReplySentOut(OutModel):
    """What was recorded."""

    answer: ReplyAnswer
    state: ApplicationState
    outcome: Outcome | None
    ground: Ground | None
    says: Annotated[str | None, Field(description="What the law says about the reason given.")]
    reference: Sequence[str]
    start_on: date | None
    sent_at: datetime
    change_until: date | None
    receipt_sent: bool


class ReplyStepOut(OutModel):
    """What was recorded after the place was accepted."""

    state: ApplicationState
    on: date
    sent_at: datetime
    receipt_sent: bool
