"""What begins and ends about a child, on the wire: care, placements, rolls, exclusions, reduced timetables."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, field_validator

from kit.web.fields import AuthorityCode, IsoDate, Line, OutModel, Urn
from placements.api.shared_schemas import SchoolLabelOut
from placements.api.told_fields import Told, Whole, has_a_value
from placements.domain.care import CareBasis, CareStatus
from placements.domain.exclusions import ExclusionStatus
from placements.domain.roll import Registration, RollEndReason, SetBy

MOST_HOURS = 60
Hours = Annotated[int, Field(strict=True, ge=0, le=MOST_HOURS)]
ReturnCode = Annotated[Line, Field(min_length=1, max_length=4, pattern=r"^[A-Z0-9]+$")]
Sector = Annotated[
    Line, Field(max_length=8, pattern=r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9]$", description="Such as `AB1 2`.")
]


class CarePeriodOut(OutModel):
    """Since when and until when; `to_on` is the first day it no longer held."""

    id: UUID
    status: CareStatus
    from_on: date
    to_on: date | None
    short_break: bool
    basis: CareBasis | None


class CarePlacementOut(OutModel):
    """Where the child lives, to the postcode sector; never an address."""

    id: UUID
    from_on: date
    to_on: date | None
    type: str | None
    provider: str | None
    host_authority: str | None
    postcode_sector: str | None
    emergency: bool | None
    start_reason: str | None
    why: str | None


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


class ExclusionOut(OutModel):
    """A permanent exclusion and what became of it."""

    id: UUID
    school: SchoolLabelOut
    on: date
    status: ExclusionStatus


class ReducedTimetableOut(OutModel):
    """Fewer hours than full time at a school."""

    id: UUID
    school: SchoolLabelOut
    from_on: date
    to_on: date | None
    hours_per_week: int
    agreed: bool
    review_on: date | None


class CarePeriodIn(Whole):
    """A period of care that begins."""

    status: Annotated[CareStatus, Field(strict=False)]
    from_on: IsoDate
    to_on: IsoDate | None = None
    short_break: bool = False
    basis: Annotated[CareBasis, Field(strict=False)] | None = None
    end_reason: ReturnCode | None = Field(default=None, description="REC of the SSDA903 return.")


class CarePeriodChangeIn(Told):
    """A period of care that ends or is corrected."""

    status: Annotated[CareStatus, Field(strict=False)] | None = None
    from_on: IsoDate | None = None
    to_on: IsoDate | None = None
    short_break: bool | None = None
    basis: Annotated[CareBasis, Field(strict=False)] | None = None
    end_reason: ReturnCode | None = None

    _filled = field_validator("status", "from_on", "short_break", mode="before")(has_a_value)


class CarePlacementIn(Whole):
    """A care placement that begins; a move with all that follows is another operation."""

    from_on: IsoDate
    to_on: IsoDate | None = None
    type: ReturnCode | None = Field(default=None, description="PLACE of the SSDA903 return.")
    provider: Annotated[Line, Field(max_length=10)] | None = None
    host_authority: AuthorityCode | None = None
    postcode_sector: Sector | None = None
    emergency: bool | None = None
    start_reason: ReturnCode | None = Field(default=None, description="RNE of the SSDA903 return.")


class CarePlacementChangeIn(Told):
    """A care placement that ends or is corrected."""

    from_on: IsoDate | None = None
    to_on: IsoDate | None = None
    type: ReturnCode | None = None
    provider: Annotated[Line, Field(max_length=10)] | None = None
    host_authority: AuthorityCode | None = None
    postcode_sector: Sector | None = None
    emergency: bool | None = None
    start_reason: ReturnCode | None = None

    _filled = field_validator("from_on", mode="before")(has_a_value)


class RollIn(Whole):
    """A registration at a school that begins."""

    school_urn: Urn
    first_day_on: IsoDate
    last_day_on: IsoDate | None = None
    registration: Annotated[Registration, Field(strict=False)] = Registration.MAIN
    full_time: bool = True
    hours_per_week: Hours | None = None
    end_reason: Annotated[RollEndReason, Field(strict=False)] | None = None


class RollChangeIn(Told):
    """A registration that ends or is corrected."""

    first_day_on: IsoDate | None = None
    last_day_on: IsoDate | None = None
    registration: Annotated[Registration, Field(strict=False)] | None = None
    full_time: bool | None = None
    hours_per_week: Hours | None = None
    end_reason: Annotated[RollEndReason, Field(strict=False)] | None = None

    _filled = field_validator("first_day_on", "registration", "full_time", mode="before")(has_a_value)


class ExclusionIn(Whole):
    """A permanent exclusion."""

    school_urn: Urn
    on: IsoDate
    status: Annotated[ExclusionStatus, Field(strict=False)] = ExclusionStatus.UPHELD


class ExclusionChangeIn(Told):
    """What became of an exclusion."""

    on: IsoDate | None = None
    status: Annotated[ExclusionStatus, Field(strict=False)] | None = None

    _filled = field_validator("on", "status", mode="before")(has_a_value)


class ReducedTimetableIn(Whole):
    """A timetable below full time at a school of the child."""

    school_urn: Urn
    from_on: IsoDate
    to_on: IsoDate | None = None
    hours_per_week: Hours
    agreed: bool
    review_on: IsoDate | None = None


class ReducedTimetableChangeIn(Told):
    """A reduced timetable that ends or is corrected."""

    from_on: IsoDate | None = None
    to_on: IsoDate | None = None
    hours_per_week: Hours | None = None
    agreed: bool | None = None
    review_on: IsoDate | None = None

    _filled = field_validator("from_on", "hours_per_week", "agreed", mode="before")(has_a_value)


def schools_of(schools: Mapping[int, Any], urn: int) -> SchoolLabelOut:
    """By name, or by number where the register does not know it."""
    school = schools.get(urn)
    return SchoolLabelOut(urn=urn, name=school.name if school else str(urn))
