"""What children look like on the wire, in masks: a row for lists, the casework record for one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from kit.web.fields import InModel, Line, OutModel
from placements.api.child_change_schemas import SocialWorkerOut
from placements.api.child_interval_schemas import (
    CarePeriodOut,
    CarePlacementOut,
    ExclusionOut,
    ReducedTimetableOut,
    RollOut,
)
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.domain.care import CareStatus, Cohort
from placements.domain.child import ChoiceAuthority, EalStage, PlaceStatus, SenStatus, Sex, UpnUnknownReason


class OpenCaseOut(OutModel):
    """The need for a place the child has now."""

    id: UUID
    need_from: date
    school_days: Annotated[int | None, Field(description="School days since; null where no calendar covers them.")]


class ChildRowOut(OutModel):
    """A child in a list; never UPN, date of birth or address (PL-206)."""

    child: ChildLabelOut
    version: int
    la_child_id: str | None
    is_named: Annotated[bool, Field(description="Returns carry no names: somebody has to give them.")]
    status: Annotated[
        PlaceStatus | None, Field(description="Null where no place is needed: not of school age, or not in care.")
    ]
    care_status: CareStatus | None
    school: Annotated[SchoolLabelOut | None, Field(description="Where the child is on the main roll today.")]
    open_case: OpenCaseOut | None
    owner: OwnerOut | None


class ChildOut(OutModel):
    """The casework record of a child, as staff of the authority see it: no address, no reason for care."""

    seen_by: Literal["authority"]
    id: UUID
    version: int
    la_child_id: str | None
    label: Annotated[str, Field(description="The name, or the authority's reference until the child is named.")]
    is_named: bool
    first_name: str | None
    surname: str | None
    preferred_name: str | None
    initials: str
    date_of_birth: date
    sex: Sex
    upn: str | None
    former_upn: str | None
    upn_unknown_reason: UpnUnknownReason | None
    ethnicity: str | None
    first_language: str | None
    eal_stage: EalStage | None
    year_group: Annotated[str, Field(description="`N`, `R` or `1` to `14` in this school year (PL-317).")]
    year_group_override: str | None
    year_group_override_reason: str | None
    is_of_school_age: bool
    sen_status: SenStatus | None
    ehc_authority: str | None
    uasc: bool
    uasc_until: date | None
    host_authority: Annotated[str | None, Field(description="Where the child lives; null = not known.")]
    home_postcode_sector: str | None
    choice_authority: ChoiceAuthority
    cohort: Annotated[Cohort | None, Field(description="Today; null for a short break and when not in care.")]
    status: PlaceStatus | None
    open_case: OpenCaseOut | None
    owner: OwnerOut | None
    social_worker: SocialWorkerOut
    iro_post_id: str | None
    signs_for_child: str | None
    pr_holders: str | None
    feed_purged_at: datetime | None
    twice_excluded: Annotated[bool, Field(description="Two upheld, the last within two years (SSFA s.87).")]
    care_periods: Sequence[CarePeriodOut]
    care_placements: Sequence[CarePlacementOut]
    rolls: Sequence[RollOut]
    exclusions: Sequence[ExclusionOut]
    reduced_timetables: Sequence[ReducedTimetableOut]
    warnings: Annotated[Sequence[str], Field(description="`upn_temporary`, `upn_authority_unknown`, `upn_missing`.")]
    allowed_actions: Sequence[AllowedActionOut]


class ChildSearchIn(InModel):
    """Words of a name, or the authority's reference; searched as they stand."""

    q: Annotated[Line, Field(min_length=1, max_length=100)]


class FoundChildrenOut(OutModel):
    """The first children that fit, by name."""

    items: Sequence[ChildRowOut]
    more: Annotated[bool, Field(description="More children fit than are shown.")]
