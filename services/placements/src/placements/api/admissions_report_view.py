"""Writes the admissions report for those who may see every count, and for the public (PL-1013)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from kit.web.fields import OutModel
from placements.api.admissions_report_schemas import (
    AnnualOut,
    AnswersGivenOut,
    BySideOut,
    CasesReportedOut,
    FreedomOfInformationOut,
    LongestWaitOut,
    MedianOut,
    SchoolYearOut,
    TimelinessOut,
)
from placements.domain.reports.admissions import AdmissionsReport
from placements.domain.reports.annual import Annual
from placements.domain.reports.by_side import BySide
from placements.domain.reports.freedom_of_information import FreedomOfInformation
from placements.domain.reports.public_release import (
    COLUMNS,
    LEAST_FOR_MEDIAN,
    Cell,
    PublicTable,
    Release,
    Shown,
    public_count,
    public_steps,
)
from placements.domain.reports.timeliness import Median

_OUTCOMES = ("accepted_within_20_school_days", "accepted_after_20_school_days", "not_accepted", "open")
Out = TypeVar("Out", bound=OutModel)
Writer = Callable[[int], Shown]


def foi_out(foi: FreedomOfInformation, release: Release) -> FreedomOfInformationOut:
    """All rows hidden together: a sum over rows must give nothing away either."""
    rows = _rows(foi)
    cells = _shown(rows, release)

    def row(name: str) -> BySideOut:
        return _out(BySideOut, {column: cells[name, column] for column in COLUMNS})

    public = release is Release.PUBLIC
    waits = foi.longest_wait_school_days
    told = {side.value: None if public else days for side, days in waits.items()} | {"total": foi.longest_wait_of_all}
    plain = {name: row(name) for name in rows if "." not in name}
    return _out(
        FreedomOfInformationOut,
        plain
        | {
            "delay_reasons": {reason: row(f"delay.{reason}") for reason in foi.delay_reasons},
            "refusal_reasons": {roll_up: row(f"refusal.{roll_up}") for roll_up in foi.refusal_reasons},
            "longest_wait_school_days": _out(LongestWaitOut, told),
        },
    )


def _rows(foi: FreedomOfInformation) -> dict[str, BySide]:
    rows = {one.name: value for one in fields(foi) if isinstance(value := getattr(foi, one.name), BySide)}
    rows |= {f"delay.{reason}": figure for reason, figure in foi.delay_reasons.items()}
    return rows | {f"refusal.{roll_up}": figure for roll_up, figure in foi.refusal_reasons.items()}


def _shown(rows: Mapping[str, BySide], release: Release) -> Mapping[Cell, Shown]:
    table = PublicTable()
    for name, figure in rows.items():
        table.add(name, figure)
    table.add_sum("applications", _OUTCOMES)
    return table.shown() if release is Release.PUBLIC else table.counts


def timeliness_out(report: AdmissionsReport, release: Release) -> TimelinessOut:
    told = report.timeliness
    steps = {"answered": told.answered, "within_15": told.within_15, "within_10": told.within_10}
    others = {
        "no_response": writer(release)(told.no_response),
        "to_decision": _median_out(told.to_decision, release),
        "to_start": _median_out(told.to_start, release),
    }
    return _out(TimelinessOut, {**(public_steps(steps) if release is Release.PUBLIC else steps), **others})


def answers_out(report: AdmissionsReport, release: Release) -> AnswersGivenOut:
    told, write = report.decisions, writer(release)
    return AnswersGivenOut.model_construct(
        by_code={code: write(count) for code, count in told.by_code.items()},
        by_ground={ground: write(count) for ground, count in told.by_ground.items()},
        conditional=write(told.conditional),
        overturned_by={by: write(count) for by, count in told.overturned_by.items()},
        directed=write(told.directed),
    )


def cases_out(report: AdmissionsReport, release: Release) -> CasesReportedOut:
    told = report.cases
    steps = {"opened": told.opened, "placed_within_20_school_days": told.placed_within_20_school_days}
    days = ("longest_school_days", "days_off_roll", "days_no_provision", "days_part_time", "days_unregistered_ap")
    others = {name: getattr(told, name) for name in days} | {"uncounted": writer(release)(told.uncounted)}
    return _out(CasesReportedOut, {**(public_steps(steps) if release is Release.PUBLIC else steps), **others})


def annual_out(annual: Annual, names: Mapping[int, str], release: Release) -> AnnualOut:
    """The public sees no table by school."""
    write = writer(release)
    schools = [
        _out(SchoolYearOut, {**asdict(school), "school_name": names[school.school_urn]})
        for school in sorted(annual.schools, key=lambda one: (names[one.school_urn], one.school_urn))
    ]
    return AnnualOut.model_construct(
        schools=None if release is Release.PUBLIC else schools,
        appeals=write(annual.appeals),
        consultations_not_supported=write(annual.consultations_not_supported),
    )


def _out(model: type[Out], values: Mapping[str, Any]) -> Out:
    """Counted here, so not checked again."""
    return model.model_construct(None, **values)


def writer(release: Release) -> Writer:
    return public_count if release is Release.PUBLIC else _as_it_is


def _as_it_is(count: int) -> Shown:
    return count


def _median_out(median: Median, release: Release) -> MedianOut:
    hidden = release is Release.PUBLIC and median.of < LEAST_FOR_MEDIAN
    return MedianOut.model_construct(half_days=None if hidden else median.half_days, of=writer(release)(median.of))
