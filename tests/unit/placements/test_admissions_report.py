"""The figures of section 18, by hand: scenario PL-S20 and what the public may see of it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.calendars import EXAMPLESHIRE, NORTHSTAR
from kit.kernel.days import school_days_between
from placements.domain.care import Cohort
from placements.domain.decisions import Outcome
from placements.domain.reports.admissions import AdmissionsReport, Reported, admissions_report
from placements.domain.reports.by_side import BySide
from placements.domain.reports.freedom_of_information import ReportedDelay, RollUp
from placements.domain.reports.public_release import HIDDEN, SMALL, PublicTable, public_steps
from placements.domain.reports.reported import Escalated, ReportedAnswer, ReportedApplication, SchoolSide
from placements.domain.reports.timeliness import Median
from placements.store.seeds import refusal_codes

TODAY = date(2026, 12, 4)
ST_BEDE, NORTHSTAR_SCHOOL = 100001, 100002


def a_request(urn: int, received_on: date, *answers: tuple[Outcome, date, str], **given: Any) -> ReportedApplication:
    calendar = EXAMPLESHIRE if urn == ST_BEDE else NORTHSTAR
    facts: dict[str, Any] = {
        "id": UUID(int=0),
        "school_urn": urn,
        "side": SchoolSide.MAINTAINED if urn == ST_BEDE else SchoolSide.ACADEMY,
        "cohort": Cohort.LAC,
        "received_on": received_on,
        "is_open": True,
        "first_day_on": None,
        "answers": [
            ReportedAnswer(
                outcome=outcome,
                decided_on=on,
                codes=(code,) if code else (),
                ground=None,
                overturned_by=None,
                school_days=school_days_between(received_on, on, calendar),
            )
            for outcome, on, code in answers
        ],
        "escalated": Escalated(),
        "delay_reasons": (),
        "calendar": calendar,
    }
    return ReportedApplication(**{**facts, **given})


OFFERED = a_request(ST_BEDE, date(2026, 11, 9), (Outcome.OFFERED, date(2026, 11, 19), ""))
LAPSED_THEN_OFFERED = a_request(
    NORTHSTAR_SCHOOL,
    date(2026, 10, 14),
    (Outcome.NO_RESPONSE, date(2026, 11, 20), "NO_RESPONSE"),
    (Outcome.OFFERED, date(2026, 11, 26), ""),
)
DIRECTED = a_request(
    ST_BEDE,
    date(2026, 10, 14),
    (Outcome.REFUSED, date(2026, 11, 3), "FULL_YEAR_GROUP"),
    escalated=Escalated(challenged=True, threatened=True, directed_on=date(2026, 11, 27), directed_by_authority=True),
)
WITHDRAWN = a_request(
    NORTHSTAR_SCHOOL, date(2026, 11, 2), (Outcome.REFUSED, date(2026, 11, 10), "BEHAVIOUR"), is_open=False
)
WAITING = a_request(NORTHSTAR_SCHOOL, date(2026, 11, 16))


@pytest.fixture(scope="module")
def report() -> AdmissionsReport:
    applications = [OFFERED, LAPSED_THEN_OFFERED, DIRECTED, WITHDRAWN, WAITING]
    return admissions_report(
        Reported(applications=applications, cases=[], consultations_not_supported=0), refusal_codes(), TODAY
    )


def columns(figure: BySide) -> tuple[int, int, int]:
    return figure.maintained, figure.academy, figure.total


def test_pl_s20_counts_by_the_side_of_the_school(report: AdmissionsReport) -> None:
    foi = report.foi

    assert columns(foi.applications) == (2, 3, 5)
    assert columns(foi.accepted_within_20_school_days) == (1, 1, 2)
    assert columns(foi.accepted_after_20_school_days) == (1, 0, 1)
    assert columns(foi.not_accepted) == (0, 1, 1)
    assert columns(foi.open) == (0, 1, 1)
    assert LAPSED_THEN_OFFERED.days_to_acceptance == 20


def test_pl_s20_reasons_directions_and_the_longest_wait(report: AdmissionsReport) -> None:
    foi = report.foi

    assert (foi.refusal_reasons[RollUp.OVER_PAN].total, foi.refusal_reasons[RollUp.OTHER].total) == (1, 2)
    assert foi.no_response.total == 1
    assert foi.directions_issued.total == 1
    assert foi.longest_wait_of_all == 26
    assert foi.longest_wait_school_days[SchoolSide.MAINTAINED] == 26


def test_pl_1012_delay_reasons_come_from_the_log_and_only_for_what_came_late_or_not_at_all(
    report: AdmissionsReport,
) -> None:
    delays = report.foi.delay_reasons

    assert columns(delays[ReportedDelay.RESPONSE_NOT_IN_TIME]) == (0, 0, 0)
    assert columns(delays[ReportedDelay.THREAT_TO_DIRECT]) == (1, 0, 1)
    assert columns(delays[ReportedDelay.REQUEST_TO_DIRECT]) == (1, 0, 1)
    assert columns(delays[ReportedDelay.REFUSAL_CHALLENGED]) == (1, 0, 1)


def test_an_offer_that_was_taken_back_is_no_acceptance() -> None:
    taken_back = a_request(
        ST_BEDE,
        date(2026, 11, 2),
        (Outcome.OFFERED, date(2026, 11, 5), ""),
        (Outcome.REFUSED, date(2026, 11, 9), "OFFER_WITHDRAWN"),
    )

    assert taken_back.accepted_on is None
    assert taken_back.waits


def test_fair_access_is_counted_for_previously_looked_after_children_alone() -> None:
    referred = a_request(
        ST_BEDE,
        date(2026, 11, 2),
        cohort=Cohort.PLAC,
        escalated=Escalated(referred=True, allocated_on=date(2026, 12, 1)),
    )

    report = admissions_report(
        Reported(applications=[referred, OFFERED], cases=[], consultations_not_supported=2), refusal_codes(), TODAY
    )

    [school] = report.annual.schools
    assert (school.plac_applications, school.fair_access_referrals, school.fair_access_allocations) == (1, 1, 1)
    assert (school.lac_applications, report.foi.applications.total) == (1, 1)
    assert report.annual.consultations_not_supported == 2


def test_medians_are_in_half_days_and_say_of_how_many() -> None:
    assert Median.over([3, 8]) == Median(11, 2)
    assert Median.over([]) == Median(None, 0)


def test_pl_s20_the_public_sees_no_count_of_one_to_five(report: AdmissionsReport) -> None:
    table = PublicTable()
    table.add("applications", report.foi.applications)

    assert set(table.shown().values()) == {HIDDEN, 0}


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 3), min_size=4, max_size=4))
def test_pl_1013_no_sum_gives_a_hidden_count_away(rows: list[tuple[int, int, int]]) -> None:
    table = PublicTable()
    parts = [BySide(*row) for row in rows]
    for name, part in zip("abcd", parts, strict=True):
        table.add(name, part)
    table.add("all", BySide(*(sum(column) for column in zip(*rows, strict=True))))
    table.add_sum("all", "abcd")

    hidden = table.hidden()

    assert all(cell in hidden for cell, count in table.counts.items() if count in SMALL)
    for one in table.sums:
        inside = [cell for cell in one.cells if cell in hidden]
        others = [cell for cell in one.cells if cell not in hidden and table.counts[cell]]
        assert len(inside) != 1 or not others


def test_without_the_second_hiding_a_sum_does_give_it_away() -> None:
    table = PublicTable()
    table.add("applications", BySide(maintained=9, academy=3, other=8))

    assert table.counts["applications", "total"] - 9 - 8 == 3
    assert table.hidden() == {("applications", "academy"), ("applications", "other")}


def test_what_lies_between_two_counts_is_not_to_be_worked_out_either() -> None:
    shown = public_steps({"answered": 20, "within_15": 17, "within_10": 9})

    assert 20 - 17 in SMALL
    assert shown["within_15"] == HIDDEN
    assert shown["answered"] == 20
