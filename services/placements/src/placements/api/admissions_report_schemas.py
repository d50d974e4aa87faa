"""The admissions report as it is answered. A count the public may not see is `c` (PL-1013)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kit.web.fields import OutModel
from placements.domain.decisions import OverturnedBy
from placements.domain.refusal_codes import Ground
from placements.domain.reports.freedom_of_information import ReportedDelay, RollUp
from placements.domain.reports.public_release import Release

Count = Annotated[int | Literal["c"], Field(description="A count, or `c` for one that could point at a child.")]


class BySideOut(OutModel):
    """A count by the side of the school."""

    maintained: Count
    academy: Count
    other: Count
    total: Count


class LongestWaitOut(OutModel):
    """School days; null where nothing waited or no calendar covers the days."""

    maintained: int | None
    academy: int | None
    other: int | None
    total: int | None


class FreedomOfInformationOut(OutModel):
    """The questions of 2018."""

    applications: BySideOut
    accepted_within_20_school_days: BySideOut
    accepted_after_20_school_days: BySideOut
    not_accepted: BySideOut
    open: BySideOut
    delay_reasons: Mapping[ReportedDelay, BySideOut]
    refusal_reasons: Mapping[RollUp, BySideOut]
    no_response: BySideOut
    directions_issued: BySideOut
    secretary_of_state_requests: BySideOut
    longest_wait_school_days: LongestWaitOut


class MedianOut(OutModel):
    """School days in halves (11 is 5.5 days); null for fewer than ten in a public release."""

    half_days: int | None
    of: Count


class TimelinessOut(OutModel):
    """First answers."""

    answered: Count
    within_10: Annotated[Count, Field(description="Within the target.")]
    within_15: Annotated[Count, Field(description="Within the legal limit; holds those within 10.")]
    no_response: Count
    to_decision: MedianOut
    to_start: MedianOut


class AnswersGivenOut(OutModel):
    """All answers, silence included."""

    by_code: Mapping[str, Count]
    by_ground: Mapping[Ground, Count]
    conditional: Count
    overturned_by: Mapping[OverturnedBy, Count]
    directed: Count


class CasesReportedOut(OutModel):
    """Needs that began in the period, and the school days they cost."""

    opened: Count
    placed_within_20_school_days: Count
    longest_school_days: int | None
    days_off_roll: int
    days_no_provision: int
    days_part_time: int
    days_unregistered_ap: int
    uncounted: Annotated[Count, Field(description="Cases whose days no calendar covers.")]


class SchoolYearOut(OutModel):
    """One school."""

    school_urn: int
    school_name: str
    lac_applications: int
    lac_admissions: int
    plac_applications: int
    plac_admissions: int
    fair_access_referrals: int
    fair_access_allocations: int


class AnnualOut(OutModel):
    """By school, in the order of names; null in a public release."""

    schools: Sequence[SchoolYearOut] | None
    appeals: Count
    consultations_not_supported: Count


class DefinitionOut(OutModel):
    """What a figure counts."""

    key: str
    sentence: str
    formula: str
    rule_version: int


class AdmissionsReportOut(OutModel):
    """One call: the freedom-of-information set and the figures of the year."""

    from_on: date
    to_on: date
    made_on: date
    release: Release
    foi: FreedomOfInformationOut
    timeliness: TimelinessOut
    decisions: AnswersGivenOut
    cases: CasesReportedOut
    annual: AnnualOut
    definitions: Sequence[DefinitionOut]
