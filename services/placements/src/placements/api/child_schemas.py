"""What children look like on the wire, in masks: a row for lists, the casework record for one."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from kit.web.fields import AuthorityCode, InModel, Line, OutModel
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.domain.care import CareBasis, CareStatus, Cohort
from placements.domain.child import ChoiceAuthority, PlaceStatus, SenStatus, Sex, UpnUnknownReason
from placements.domain.roll import Registration, RollEndReason, SetBy

Name = Annotated[Line, Field(min_length=1, max_length=100, pattern=r"\S")]
Post = Annotated[Line, Field(max_length=64, description="Id of a post; who holds it is the gateway's to say.")]
YearGroup = Annotated[str, Field(strict=True, pattern=r"^(N|R|[1-9]|1[0-4])$")]


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


class CarePeriodOut(OutModel):
    """Since when and until when; `to_on` is the first day it no longer held."""

    id: UUID
    status: CareStatus
    from_on: date
    to_on: date | None
    short_break: bool
    basis: CareBasis | None


class RollOut(OutModel):
    """On a school's roll, from the first day to the last."""

    id: UUID
    school: SchoolLabelOut
    registration: Registration
    first_day_on: date
    last_day_on: date | None
    full_time: bool
    hours_per_week: int | None
    end_reason: RollEndReason | None
    set_by: SetBy


class ChildOut(OutModel):
    """The casework record of a child: no address, no reason for care."""

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
    social_worker_post_id: str | None
    iro_post_id: str | None
    care_periods: Sequence[CarePeriodOut]
    rolls: Sequence[RollOut]
    allowed_actions: Sequence[AllowedActionOut]


class ChildChangeIn(InModel):
    """What changes; what is not named stays."""

    first_name: Name | None = None
    surname: Name | None = None
    preferred_name: Name | None = None
    sex: Annotated[Sex, Field(strict=False)] | None = None
    upn: Annotated[Line, Field(max_length=13)] | None = None
    upn_unknown_reason: Annotated[UpnUnknownReason, Field(strict=False)] | None = None
    year_group_override: YearGroup | None = None
    year_group_override_reason: Annotated[Line, Field(min_length=10, max_length=500)] | None = None
    sen_status: Annotated[SenStatus, Field(strict=False)] | None = None
    ehc_authority: AuthorityCode | None = None
    host_authority: AuthorityCode | None = None
    choice_authority: Annotated[ChoiceAuthority, Field(strict=False)] | None = None
    owner_post_id: Post | None = None
    social_worker_post_id: Post | None = None
    iro_post_id: Post | None = None

    @field_validator("sex", "choice_authority", mode="before")
    @classmethod
    def _has_a_value(cls, value: Any) -> Any:
        if value is None:
            raise PydanticCustomError("wrong_type", "null")
        return value

    def values(self) -> dict[str, Any]:
        """The fields that were named, an explicit null among them."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class ChildSearchIn(InModel):
    """Words of a name, or the authority's reference; searched as they stand."""

    q: Annotated[Line, Field(min_length=1, max_length=100)]


class FoundChildrenOut(OutModel):
    """The first children that fit, by name."""

    items: Sequence[ChildRowOut]
    more: Annotated[bool, Field(description="More children fit than are shown.")]
