"""The handover report as it is answered: initials and references, no names (PL-1015)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.application_states import ApplicationState
from placements.domain.clock_units import Force
from placements.domain.refusal_codes import Ground
from placements.domain.reports.handover import Side, WhyFirst


class HandoverDateOut(OutModel):
    """Something with a day."""

    key: Annotated[str, Field(description="Key of a clock, `start` or `provision_review`.")]
    what: Annotated[str, Field(description="The same in words.")]
    on: date
    is_past: bool
    force: Annotated[Force | None, Field(description="Only `must` may be called a limit.")]
    by: Side
    initials: str
    year_group: str
    school: SchoolLabelOut | None
    reference: str | None
    case_id: UUID
    application_id: UUID | None


class WaitingRequestOut(OutModel):
    """A request somebody else has to move."""

    application_id: UUID
    reference: str
    state: ApplicationState
    for_whom: Side
    since: date | None
    initials: str
    school: SchoolLabelOut


class OwnedWorkOut(OutModel):
    """Open cases of one post; null: of nobody. Who holds a post is the gateway's to say."""

    post_id: str | None
    cases: int


class ChildFirstOut(OutModel):
    """One of the children to know first, in one line."""

    case_id: UUID
    initials: str
    year_group: str
    why: WhyFirst
    school_days: int | None
    line: str


class SchoolInTalksOut(OutModel):
    """What is open with a school; in the order of names, never by a figure."""

    school: SchoolLabelOut
    open_challenges: int
    last_refused_on: date | None
    last_reasons: Sequence[str]
    last_ground: Ground | None
    next_on: date | None


class ChangedRuleOut(OutModel):
    """A setting, a rule of law or a calendar that changed."""

    kind: Annotated[str, Field(description="`setting`, `legal_rule` or `calendar`.")]
    key: str
    on: date
    before: Any
    after: Any


class HandoverOut(OutModel):
    """Made from the log and the open work; nothing of it is typed."""

    made_at: datetime
    since: datetime
    act_this_week: Sequence[HandoverDateOut]
    promised: Sequence[HandoverDateOut]
    waiting_for_others: Sequence[WaitingRequestOut]
    owned_work: Sequence[OwnedWorkOut]
    children_first: Annotated[Sequence[ChildFirstOut], Field(description="At most eight.")]
    schools: Sequence[SchoolInTalksOut]
    changed: Sequence[ChangedRuleOut]
    totals: Mapping[str, int]
