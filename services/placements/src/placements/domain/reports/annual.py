"""What the year's report to the adjudicator and to councillors asks by school (PL-1011)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from placements.domain.care import Cohort
from placements.domain.reports.reported import ReportedApplication


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear:
    """One school: requests and first days on roll, and fair access, which is never for a looked-after child."""

    school_urn: int
    lac_applications: int = 0
    lac_admissions: int = 0
    plac_applications: int = 0
    plac_admissions: int = 0
    fair_access_referrals: int = 0
    fair_access_allocations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """`schools` in the order of their numbers: never by a figure."""

    schools: Sequence[SchoolYear]
    appeals: int
    consultations_not_supported: int


def annual(applications: Iterable[ReportedApplication], consultations_not_supported: int) -> Annual:
    """Of in-year requests received in the period, for looked-after and previously looked-after children."""
    schools: dict[int, SchoolYear] = {}
    appeals = 0
    for application in applications:
        urn = application.school_urn
        schools[urn] = _with(schools.get(urn, SchoolYear(school_urn=urn)), application)
        appeals += application.escalated.appealed
    return Annual(
        schools=[schools[urn] for urn in sorted(schools)],
        appeals=appeals,
        consultations_not_supported=consultations_not_supported,
    )


def _with(school: SchoolYear, application: ReportedApplication) -> SchoolYear:
    admitted = int(application.first_day_on is not None)
    if application.cohort is Cohort.LAC:
        return replace(
            school,
            lac_applications=school.lac_applications + 1,
            lac_admissions=school.lac_admissions + admitted,
        )
    return replace(
        school,
        plac_applications=school.plac_applications + 1,
        plac_admissions=school.plac_admissions + admitted,
        fair_access_referrals=school.fair_access_referrals + application.escalated.referred,
        fair_access_allocations=school.fair_access_allocations + int(application.escalated.allocated_on is not None),
    )
