"""The whole admissions report of a period: one call answers the freedom-of-information set and the year (PL-1011)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from placements.domain.care import Cohort
from placements.domain.refusal_codes import RefusalCodes
from placements.domain.reports.annual import Annual, annual
from placements.domain.reports.cases_reported import CasesReported, ReportedCase, cases_reported
from placements.domain.reports.freedom_of_information import FreedomOfInformation, freedom_of_information
from placements.domain.reports.reported import ReportedApplication
from placements.domain.reports.timeliness import AnswersGiven, Timeliness, answers_given, timeliness


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a report is made from; `applications` for looked-after and previously looked-after children."""

    applications: Sequence[ReportedApplication]
    cases: Sequence[ReportedCase]
    consultations_not_supported: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionsReport:
    foi: FreedomOfInformation
    timeliness: Timeliness
    decisions: AnswersGiven
    cases: CasesReported
    annual: Annual


def admissions_report(reported: Reported, codes: RefusalCodes, today: date) -> AdmissionsReport:
    """Everything but the annual part counts looked-after children alone."""
    looked_after = [application for application in reported.applications if application.cohort is Cohort.LAC]
    return AdmissionsReport(
        foi=freedom_of_information(looked_after, codes, today),
        timeliness=timeliness(looked_after),
        decisions=answers_given(looked_after),
        cases=cases_reported(reported.cases),
        annual=annual(reported.applications, reported.consultations_not_supported),
    )
