"""What an authority writes down about a school, on the wire."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from kit.web.fields import InModel, IsoDate, Line, OutModel
from placements.domain.school import AdmissionAuthorityType
from placements.domain.school_facts import (
    CategoryOfConcern,
    InspectionFacts,
    InspectionFramework,
    SchoolFacts,
    YearGroupFacts,
)
from placements.store.admissions import AdmissionAuthorityOverride

MOST_ROWS = 60
LEAST_REASON = 20
Number = Annotated[int, Field(strict=True, ge=0, le=5_000)]
Source = Annotated[Line, Field(min_length=1, max_length=100, description="Where the numbers are from.")]
YearGroup = Annotated[str, Field(pattern=r"^(N|R|[1-9]|1[0-4])$", description="`N`, `R` or `1` to `14`.")]
AcademicYear = Annotated[str, Field(pattern=r"^20[0-9]{2}-[0-9]{2}$", description="Such as `2026-27`.")]


class YearGroupFactsIn(InModel):
    """Numbers of one year group in one academic year."""

    academic_year: AcademicYear
    year_group: YearGroup
    pan: Annotated[Number | None, Field(description="Published admission number.")] = None
    nor: Annotated[Number | None, Field(description="Number on roll.")] = None
    classes: Number | None = None
    largest_class: Number | None = None
    as_of: Annotated[IsoDate, Field(description="The day the numbers were right.")]
    source: Source

    def value(self) -> YearGroupFacts:
        return YearGroupFacts(**self.model_dump())


class InspectionFactsIn(InModel):
    """The last inspection."""

    inspection_framework: Literal["none", "graded", "ungraded", "report_card"]
    overall_grade: Annotated[int | None, Field(strict=True, ge=1, le=4)] = None
    category_of_concern: Literal["none", "serious_weaknesses", "special_measures"] = "none"
    urgent_improvement: bool = False
    inspected_on: IsoDate | None = None
    as_of: IsoDate
    source: Source

    def value(self) -> InspectionFacts:
        return InspectionFacts(
            inspection_framework=InspectionFramework(self.inspection_framework),
            overall_grade=self.overall_grade,
            category_of_concern=CategoryOfConcern(self.category_of_concern),
            urgent_improvement=self.urgent_improvement,
            inspected_on=self.inspected_on,
            as_of=self.as_of,
            source=self.source,
        )


class SchoolFactsIn(InModel):
    """Rows replace those of the same year and group; what is not named stays."""

    year_groups: Annotated[list[YearGroupFactsIn], Field(max_length=MOST_ROWS)]
    inspection: InspectionFactsIn | None = None


class YearGroupFactsOut(OutModel):
    """Numbers of one year group, with the day and the source they are from."""

    academic_year: str
    year_group: str
    pan: int | None
    nor: int | None
    classes: int | None
    largest_class: int | None
    as_of: date
    source: str


class InspectionFactsOut(OutModel):
    """The last inspection, with the day and the source it is from."""

    inspection_framework: InspectionFramework
    overall_grade: int | None
    category_of_concern: CategoryOfConcern
    urgent_improvement: bool
    inspected_on: date | None
    as_of: date
    source: str


class SchoolFactsOut(OutModel):
    """What the caller's authority knows of the school; version 0: nothing yet."""

    urn: int
    version: int
    year_groups: Sequence[YearGroupFactsOut]
    inspection: InspectionFactsOut | None

    @classmethod
    def of(cls, facts: SchoolFacts) -> Self:
        return cls(
            urn=facts.urn,
            version=facts.version,
            year_groups=[YearGroupFactsOut.model_validate(row) for row in facts.year_groups],
            inspection=InspectionFactsOut.model_validate(facts.inspection) if facts.inspection else None,
        )


class AdmissionAuthorityIn(InModel):
    """Who decides about places at the school, where the register is wrong."""

    admission_authority_type: Annotated[
        Literal["authority", "governing_body", "trust"] | None, Field(description="Null: the register is right.")
    ]
    reason: Annotated[Line, Field(min_length=LEAST_REASON, max_length=500)]

    @property
    def kind(self) -> AdmissionAuthorityType | None:
        given = self.admission_authority_type
        return AdmissionAuthorityType(given) if given else None


class AdmissionAuthorityOut(OutModel):
    """Who decides about places at the school by the word of the caller's authority, whose word it is, and why."""

    urn: int
    version: int
    admission_authority_type: AdmissionAuthorityType | None
    reason: str
    set_by: str
    set_at: datetime

    @classmethod
    def of(cls, override: AdmissionAuthorityOverride) -> Self:
        return cls.model_validate(override)
