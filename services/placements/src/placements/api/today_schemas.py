"""The morning page in one answer (PL-1016)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.domain.also import AlsoKind
from placements.domain.application_states import ApplicationState
from placements.domain.cases import CaseReason
from placements.domain.clock_units import Force
from placements.domain.today import ComingKind, NextStep, Severity, WhoseMove


class TodayScope(StrEnum):
    MINE = "mine"
    TEAM = "team"


class NextStepOut(OutModel):
    """What moves this child on, and who has to do it."""

    code: NextStep
    by: WhoseMove


class WithoutPlaceRowOut(OutModel):
    """A child with no school place."""

    case_id: Annotated[UUID | None, Field(description="Null where no case has been opened yet.")]
    child: ChildLabelOut
    school_days: Annotated[int | None, Field(description="Null where no calendar covers them.")]
    since: date
    reason: CaseReason | None
    next_step: NextStepOut
    owner: OwnerOut | None
    allowed_actions: Sequence[AllowedActionOut]


class WithoutPlaceOut(OutModel):
    """Children with no school place, the longest wait first."""

    items: Sequence[WithoutPlaceRowOut]
    total: int
    school_days_lost: int


class PastDateRowOut(OutModel):
    """A school that has not answered by a date."""

    application_id: UUID
    version: int
    reference: str
    school: SchoolLabelOut
    child: ChildLabelOut
    state: ApplicationState
    due_on: date
    school_days_past: int | None
    force: Force
    last_contact_on: date | None
    owner: OwnerOut | None
    allowed_actions: Sequence[AllowedActionOut]


class PastDateOut(OutModel):
    """Schools that have not answered in time, the longest past first."""

    items: Sequence[PastDateRowOut]
    total: int
    past_limit: int
    past_target: int


class WeekOut(OutModel):
    """School days children went without a place in one week, from Monday."""

    week: date
    school_days: int


class AlsoOut(OutModel):
    """Something else that needs somebody, counted."""

    kind: AlsoKind
    severity: Severity
    count: int


class ComingOut(OutModel):
    """A date within the next five school days."""

    on: date
    kind: ComingKind
    application_id: UUID
    school: SchoolLabelOut
    child: ChildLabelOut
    force: Annotated[Force | None, Field(description="Null for a date people agreed on.")]


class TodayOut(OutModel):
    """Who has no school place, which schools are past their date, what comes next."""

    today: date
    is_school_day: bool | None
    school_day_number: int | None
    school_days_in_year: int | None
    term: str | None
    term_ends_on: date | None
    school_days_left_in_term: int | None
    holiday_until: Annotated[date | None, Field(description="The next school day, while it is a holiday.")]
    without_place: WithoutPlaceOut
    past_date: PastDateOut
    days_lost_by_week: Annotated[Sequence[WeekOut], Field(description="The last 12 weeks, the oldest first.")]
    also: Sequence[AlsoOut]
    coming: Sequence[ComingOut]
