"""Makes the admissions report of a period from the log, as it is today (PL-1011)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kit.kernel.days import Calendar
from kit.kernel.errors import InvalidInput
from placements.actions.counted_cases import CountedCase, counted_cases
from placements.actions.desk import Desk
from placements.domain.application import Application
from placements.domain.reports.admissions import AdmissionsReport, Reported, admissions_report
from placements.domain.reports.cases_reported import ReportedCase
from placements.domain.reports.reported import ReportedAnswer, ReportedApplication
from placements.store.reported import ReportedRow, ReportedStore

LONGEST_PERIOD_DAYS = 5 * 366


@dataclass(frozen=True, slots=True)
class MadeReport:
    """The figures, and what the schools in them are called."""

    report: AdmissionsReport
    school_names: Mapping[int, str]


async def report_admissions(desk: Desk, store: ReportedStore) -> MadeReport:
    """Both days of the period count. Raises InvalidInput where it ends before it begins or lasts over five years."""
    if not 0 <= (store.to_on - store.from_on).days <= LONGEST_PERIOD_DAYS:
        raise InvalidInput("out_of_range", "query/to")
    applications = await _applications(desk, store)
    reported = Reported(
        applications=applications,
        cases=await _cases(desk, store.from_on, store.to_on),
        consultations_not_supported=await store.consultations_not_supported(),
    )
    schools = await desk.schools.many({one.school_urn for one in applications})
    names = {urn: school.name for urn, school in schools.items()}
    return MadeReport(admissions_report(reported, desk.codes, desk.today), names)


async def _applications(desk: Desk, store: ReportedStore) -> list[ReportedApplication]:
    rows = await store.requests()
    held = {one.id: one for one in await desk.applications.these([row.id for row in rows])}
    lies_in: dict[int | None, str] = {held[row.id].school_urn: row.school_authority for row in rows}
    calendars = await desk.calendars.resolve_many(lies_in) if lies_in else {}
    return [_reported(row, held[row.id], calendars[held[row.id].school_urn]) for row in rows]


def _reported(row: ReportedRow, application: Application, calendar: Calendar) -> ReportedApplication:
    assert application.received_on is not None, "only requests that were received are read"
    return ReportedApplication(
        id=row.id,
        school_urn=application.school_urn,
        side=row.side,
        cohort=row.cohort,
        received_on=application.received_on,
        is_open=application.is_active,
        first_day_on=application.first_day_on,
        answers=[
            ReportedAnswer(
                outcome=answer.outcome,
                decided_on=answer.decided_on,
                codes=answer.codes,
                ground=answer.ground,
                overturned_by=answer.overturned_by,
                school_days=answer.school_days,
            )
            for answer in application.decisions
        ],
        escalated=row.escalated,
        delay_reasons=row.delay_reasons,
        calendar=calendar,
    )


async def _cases(desk: Desk, from_on: date, to_on: date) -> list[ReportedCase]:
    """Cases whose need began in the period, with their days as they stand today."""
    cases = await desk.cases.needed_between(from_on, to_on)
    return [_reported_case(counted, desk.today) for counted in await counted_cases(desk, cases)]


def _reported_case(counted: CountedCase, today: date) -> ReportedCase:
    full_time = counted.schooling.full_time_since(counted.case.need_from, today)
    return ReportedCase(placed_full_time=full_time is not None, counters=counted.counters)
