"""What somebody of a school sees when signed in: one mask for a request, one for a child on roll (PL-205, SE-55)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.answer_schemas import ChallengeOut, DecisionOut, QuestionOut
from placements.api.application_schemas import FactOut, RequestedStartOut
from placements.api.child_interval_schemas import RollOut
from placements.api.shared_schemas import AllowedActionOut, ClockOut, SchoolLabelOut
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.care import CareStatus
from placements.domain.cases import Attending
from placements.domain.child import SenStatus, Sex
from placements.domain.routes import Route
from placements.domain.school_asks import SchoolAsk


class AskingAuthorityOut(OutModel):
    """Who asks: an inbox holds the requests of all authorities."""

    code: str
    name: str


class DisclosedChildOut(OutModel):
    """The child as far as the school may know at this stage."""

    id: UUID
    forename: Annotated[str | None, Field(description="Null until the child is named.")]
    surname: Annotated[str | None, Field(description="From an offer on.")]
    date_of_birth: Annotated[date | None, Field(description="From an offer on.")]
    upn: Annotated[str | None, Field(description="From an agreed start on.")]
    sex: Sex
    year_group: str
    care_status: Annotated[CareStatus | None, Field(description="Looked after or previously; nothing more of it.")]
    sen_status: SenStatus | None
    ehc_authority: Annotated[str | None, Field(description="The authority that keeps the plan.")]
    last_school: SchoolLabelOut | None
    attending: Annotated[Attending | None, Field(description="Whether the child attends it.")]


class SchoolApplicationOut(OutModel):
    """A request as the asked school sees it: never the reason for care, family, address or another school."""

    seen_by: Literal["school"]
    id: UUID
    version: int
    reference: str
    authority: AskingAuthorityOut
    school: SchoolLabelOut
    child: DisclosedChildOut
    route: Route | None
    entry_academic_year: str
    year_group: str
    requested_start: RequestedStartOut
    strengths: str | None
    interests: str | None
    what_helps: str | None
    support: Sequence[str]
    contact: str
    state: ApplicationState
    asks: Annotated[SchoolAsk, Field(description="The one thing asked of the school now.")]
    flags: Sequence[ApplicationFlag]
    received_on: date | None
    submitted_at: datetime | None
    accepted_on: date | None
    start_on: date | None
    hours_per_week: int | None
    first_day_on: date | None
    closed_on: date | None
    clocks: Annotated[Sequence[ClockOut], Field(description="Those that ask something of the school.")]
    answer: Annotated[DecisionOut | None, Field(description="The school's own answer as it is now.")]
    decisions: Annotated[Sequence[DecisionOut], Field(description="Every answer of this school, the oldest first.")]
    questions: Annotated[Sequence[QuestionOut], Field(description="What the school asked, and what was answered.")]
    challenges: Annotated[Sequence[ChallengeOut], Field(description="What the authority said to its answers.")]
    facts: Sequence[FactOut]
    allowed_actions: Sequence[AllowedActionOut]


class SchoolChildOut(OutModel):
    """A child on the caller's own roll (mask `child_on_roll`): no other school and no legal status."""

    seen_by: Literal["school"]
    id: UUID
    version: int
    authority: AskingAuthorityOut
    first_name: str | None
    preferred_name: str | None
    surname: str | None
    date_of_birth: date
    sex: Sex
    upn: str | None
    year_group: str
    care_status: Annotated[CareStatus | None, Field(description="Looked after or previously; nothing more of it.")]
    sen_status: SenStatus | None
    ehc_authority: str | None
    rolls: Annotated[Sequence[RollOut], Field(description="At the caller's own schools.")]
    contact: Annotated[str, Field(description="Whom to call at the virtual school.")]
