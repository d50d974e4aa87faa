"""Figures about places: one call for the freedom-of-information questions and the year (O70)."""

from datetime import date
from typing import Annotated, Final

from fastapi import Query, Request, Response

from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.fields import IsoDate
from kit.web.guarded import service_router
from placements.actions.desk import Desk
from placements.actions.report_admissions import MadeReport, report_admissions
from placements.api.admissions_report_schemas import AdmissionsReportOut, DefinitionOut
from placements.api.admissions_report_view import annual_out, answers_out, cases_out, foi_out, timeliness_out
from placements.api.deps import StaffDesk
from placements.api.report_lines import AS_CSV, as_csv, wants_csv
from placements.domain.reports.public_release import Release
from placements.store import seeds
from placements.store.reported import ReportedStore

router = service_router("placements", "/v1/reports", tags=["reports"])
_PARTS: Final = ("foi", "timeliness", "decisions", "cases", "annual", "definitions")
From = Annotated[IsoDate, Query(alias="from", description="First day of the period: requests received from then on.")]
To = Annotated[IsoDate, Query(alias="to", description="Last day of the period.")]


@router.get("/admissions", response_model=AdmissionsReportOut, responses={**answers(422), **AS_CSV})
async def show_admissions_report(
    desk: StaffDesk,
    work: CurrentWork,
    request: Request,
    from_on: From,
    to_on: To,
    release: Annotated[
        Release, Query(description="`public` hides small counts and whatever would give them away.")
    ] = Release.INTERNAL,
) -> AdmissionsReportOut | Response:
    """The questions of the 2018 freedom-of-information survey and the figures of the year, from the log."""
    store = ReportedStore(work.connection, work.authority, from_on, to_on)
    report = _report_out(desk, await report_admissions(desk, store), from_on, to_on, release)
    return Response(as_csv(report, _PARTS), media_type="text/csv; charset=utf-8") if wants_csv(request) else report


def _report_out(desk: Desk, made: MadeReport, from_on: date, to_on: date, release: Release) -> AdmissionsReportOut:
    report, seed = made.report, seeds.report_definitions()
    return AdmissionsReportOut.model_construct(
        from_on=from_on,
        to_on=to_on,
        made_on=desk.today,
        release=release,
        foi=foi_out(report.foi, release),
        timeliness=timeliness_out(report, release),
        decisions=answers_out(report, release),
        cases=cases_out(report, release),
        annual=annual_out(report.annual, made.school_names, release),
        definitions=[
            DefinitionOut(key=one.key, sentence=one.sentence, formula=one.formula, rule_version=seed.version)
            for one in seed.definitions
        ],
    )
