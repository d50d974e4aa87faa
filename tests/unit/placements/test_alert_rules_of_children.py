"""Section 13 about children, plans, law and schools: when an alert is raised, whose it is, how serious, and its end."""

from datetime import date
from uuid import UUID

import pytest

from factories.alert_facts import (
    a_child_fact,
    a_duty,
    a_request,
    a_round_child,
    an_open_case,
    found,
    owners,
    running,
)
from kit.kernel.days import NO_CALENDAR
from placements.domain.alert_surroundings import MovedDates, RefusalOfLac, SchoolFact
from placements.domain.alerts import AlertCode, People
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.cases import CaseReason
from placements.domain.legal_rules import LegalRule
from placements.domain.routes import Route

S = ApplicationState
MONDAY = date(2026, 11, 9)
DECISION_CLOCKS = ("inyear_target", "inyear_limit", "ack_expected")


def waiting(state: ApplicationState = S.SUBMITTED, **given: object) -> dict[str, object]:
    """A request received on Monday 9 November: target 23 November, limit 1 December (PL-S01)."""
    return {"requests": [a_request(state, running=running(*DECISION_CLOCKS, from_on=MONDAY), **given)]}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-09-25", []),
        ("2026-09-28", [("vs_officer", "warn")]),
        ("2026-10-05", [("vs_officer", "warn"), ("vsh", "warn")]),
        ("2026-10-12", [("la_signatory", "critical"), ("vs_officer", "warn"), ("vsh", "warn")]),
        (
            "2026-11-16",
            [
                ("iro", "critical"),
                ("la_signatory", "critical"),
                ("la_signatory", "critical"),
                ("vs_officer", "warn"),
                ("vsh", "warn"),
            ],
        ),
    ],
)
def test_pl_s08_a12_by_the_days_of_the_case(day: str, expected: list[tuple[str, str]]) -> None:
    """Days 10, 15, 20 and 40 after Monday 14 September (section 5)."""
    assert owners(found(day, cases=[an_open_case()]), "A12") == expected


def test_a12_ends_with_a_full_time_place_and_never_counts_who_is_not_looked_after() -> None:
    assert owners(found("2026-11-16", cases=[an_open_case(placed_full_time=True)]), "A12") == []
    assert owners(found("2026-11-16", cases=[an_open_case(looked_after=False)]), "A12") == []
    assert owners(found("2026-11-16", cases=[an_open_case(calendar=NO_CALENDAR)]), "A12") == []


def test_a13_a_first_day_that_passed_and_a_school_that_was_directed() -> None:
    agreed = a_request(S.START_AGREED, start_on=date(2026, 11, 24))
    directed = a_request(S.DIRECTED, flags=frozenset({ApplicationFlag.DIRECTED_NOT_ADMITTED}))

    assert owners(found("2026-11-24", requests=[agreed]), "A13") == []
    assert owners(found("2026-11-25", requests=[agreed]), "A13") == [
        ("school_admissions", "critical"),
        ("vs_officer", "critical"),
    ]
    assert owners(found("2026-11-25", requests=[directed]), "A13") == [("la_signatory", "critical")]


def test_a14_too_few_hours_for_over_four_weeks_or_past_a_review() -> None:
    since = date(2026, 11, 2)
    reviewed = a_child_fact(since, review_on=date(2026, 11, 16))

    assert owners(found("2026-11-30", few_hours=[a_child_fact(since)]), "A14") == []
    assert owners(found("2026-12-01", few_hours=[a_child_fact(since)]), "A14") == [("vsh", "warn")]
    assert owners(found("2026-11-17", few_hours=[reviewed]), "A14") == [("vsh", "warn")]
    assert owners(found("2026-12-01", duties=[a_duty("part_time_review", since)]), "A14") == [("vsh", "warn")]


@pytest.mark.parametrize("year", ["6", "10", "11"])
def test_a15_a_move_in_a_critical_year_before_approval(year: str) -> None:
    moved = {"reason": CaseReason.CARE_MOVE, "year_group": year}

    assert owners(found("2026-09-15", cases=[an_open_case(**moved)]), "A15") == [("la_signatory", "critical")]
    assert owners(found("2026-09-15", cases=[an_open_case(**moved, approved=True)]), "A15") == []
    assert owners(found("2026-09-15", cases=[an_open_case(reason=CaseReason.CARE_MOVE)]), "A15") == []
    assert owners(found("2026-09-15", cases=[an_open_case(year_group=year)]), "A15") == []


def test_a16_no_education_logged_from_the_first_day_after_an_exclusion() -> None:
    duty = a_duty("pex_provision_lac", MONDAY)

    assert owners(found("2026-11-10", duties=[duty]), "A16") == []
    assert owners(found("2026-11-11", duties=[duty]), "A16") == [("vsh", "critical")]
    assert owners(found("2026-11-11", excluded=[a_child_fact(MONDAY)]), "A16") == [("vsh", "critical")]


def test_a17_no_plan_ten_working_days_after_a_start() -> None:
    duty = a_duty("pep_on_start", date(2026, 11, 24))

    assert owners(found("2026-12-08", duties=[duty]), "A17") == []
    assert owners(found("2026-12-09", duties=[duty]), "A17") == [
        ("designated_teacher", "warn"),
        ("social_worker", "warn"),
    ]


def test_pl_s07_a18_names_the_four_days_before_a_date_that_is_a_saturday() -> None:
    child = a_round_child("6", "7", 6)
    days = [date(2026, 9, 1).fromordinal(date(2026, 9, 1).toordinal() + n) for n in range(75)]
    first_days: dict[str, str] = {}
    for day in days:
        for one in found(day.isoformat(), round=[child]):
            if one.code is AlertCode.A18:
                first_days.setdefault(one.occasion, f"{day} {one.severity.value} {one.owner.role.value}")

    assert sorted(first_days.values()) == [
        "2026-09-21 warn social_worker",
        "2026-10-12 warn social_worker",
        "2026-10-19 warn social_worker",
        "2026-10-26 critical social_worker",
    ]


def test_a18_ends_with_an_application_or_with_its_date() -> None:
    assert owners(found("2026-10-26", round=[a_round_child("6", "7", 6, applied=True)]), "A18") == []
    assert owners(found("2026-10-31", round=[a_round_child("6", "7", None)]), "A18") != []
    assert owners(found("2026-11-01", round=[a_round_child("6", "7", None)]), "A18") == []


def test_a18_asks_nobody_who_stays_at_the_school() -> None:
    for child in (a_round_child("6", "7", 11), a_round_child("8", "9", 11), a_round_child("11", "12", 11)):
        assert owners(found("2026-10-26", round=[child]), "A18") == []


def test_a18_has_the_primary_date_for_reception_and_year_three() -> None:
    reception, juniors = a_round_child("N", "R", None), a_round_child("2", "3", 2)

    for child in (reception, juniors):
        assert owners(found("2026-10-26", round=[child]), "A18") == []
        assert owners(found("2027-01-08", round=[child]), "A18")[-1] == ("social_worker", "warn")
        assert ("social_worker", "critical") in owners(found("2027-01-08", round=[child]), "A18")


def test_pl_s07_a_twin_with_a_plan_is_the_send_officers() -> None:
    twin = a_round_child("6", "7", 6, has_plan=True)
    leaver = a_round_child("11", "12", 11, has_plan=True)

    assert owners(found("2026-10-26", round=[twin]), "A18") == []
    assert ("send_officer", "critical") in owners(found("2027-02-08", round=[twin]), "A18")
    assert owners(found("2027-02-08", round=[a_round_child("6", "7", 6, has_plan=True, named=True)]), "A18") == []
    assert ("send_officer", "critical") in owners(found("2027-03-24", round=[leaver]), "A18")


def test_a19_a_plan_that_waits_and_three_schools_that_could_not_support_it() -> None:
    consulted = a_request(S.EHCP_CONSULTING, route=Route.EHCP_NAMING, running=running("ehcp_consult", from_on=MONDAY))
    moving = an_open_case(running=running("ehcp_transfer", from_on=date(2027, 3, 1)), need_from=date(2027, 3, 1))
    both = [("send_officer", "warn"), ("vsh", "critical")]

    assert owners(found("2026-11-24", requests=[consulted]), "A19") == []
    assert owners(found("2026-11-25", requests=[consulted]), "A19") == [("send_officer", "warn")]
    assert owners(found("2027-03-19", cases=[moving]), "A19") == []
    assert owners(found("2027-03-22", cases=[moving]), "A19") == both
    assert owners(found("2026-11-09", cases=[an_open_case(unsupported_consultations=2)]), "A19") == []
    assert owners(found("2026-11-09", cases=[an_open_case(unsupported_consultations=3)]), "A19") == both


def test_a20_a_clock_nobody_can_count_and_dates_that_moved() -> None:
    uncounted = a_request(S.SUBMITTED, running=running("inyear_limit", from_on=MONDAY, calendar=NO_CALENDAR))
    moved = MovedDates(
        line_id=UUID(int=9),
        on=MONDAY,
        child_id=UUID(int=1),
        case_id=UUID(int=11),
        application_id=UUID(int=21),
        people=People(owner_post_id="post-officer"),
    )

    assert owners(found("2026-11-10", requests=[uncounted]), "A20") == [("vs_officer", "critical")]
    assert owners(found("2026-11-10", **waiting()), "A20") == []
    assert owners(found("2026-11-16", moved=[moved]), "A20") == [("vs_officer", "critical")]
    assert owners(found("2026-11-17", moved=[moved]), "A20") == []


def test_a21_care_that_ended_while_a_direction_runs() -> None:
    both = [("la_signatory", "critical"), ("vsh", "critical")]

    assert owners(found("2026-11-23", requests=[a_request(S.NOTICE_SERVED, looked_after=False)]), "A21") == both
    assert owners(found("2026-11-23", requests=[a_request(S.NOTICE_SERVED)]), "A21") == []
    plac = a_request(S.CONSULTING, looked_after=False, route=Route.IN_YEAR_PLAC)
    assert owners(found("2026-11-23", requests=[plac]), "A21") == []


def refusals(*codes: str) -> list[RefusalOfLac]:
    return [RefusalOfLac(100001, UUID(int=n), MONDAY, (code,)) for n, code in enumerate(codes)]


def test_a22_a_school_that_refused_three_times_or_twice_without_a_ground() -> None:
    full = "FULL_YEAR_GROUP"

    assert owners(found("2026-11-10", refusals=refusals(full, full)), "A22") == []
    assert owners(found("2026-11-10", refusals=refusals(full, full, full)), "A22") == [("vsh", "info")]
    assert owners(found("2026-11-10", refusals=refusals(full, "BEHAVIOUR")), "A22") == []
    assert owners(found("2026-11-10", refusals=refusals("REFER_FAP", "BEHAVIOUR")), "A22") == [("vsh", "info")]


def a_rule(effective_from: date | None, version: int) -> LegalRule:
    return LegalRule(key="cwsa_s62", effective_from=effective_from, note="", source="", version=version)


def test_a23_a_date_of_law_that_was_entered_and_one_that_comes_near() -> None:
    new_year = date(2027, 1, 1)

    assert owners(found("2026-11-10", rules=[a_rule(new_year, 2)]), "A23") == [("vsh", "info")]
    assert owners(found("2026-12-02", rules=[a_rule(new_year, 2)]), "A23") == [("vsh", "info"), ("vsh", "info")]
    assert owners(found("2026-12-02", rules=[a_rule(new_year, 1)]), "A23") == [("vsh", "info")]
    assert owners(found("2026-12-01", rules=[a_rule(new_year, 1)]), "A23") == []
    assert owners(found("2027-02-01", rules=[a_rule(new_year, 2)]), "A23") == []
    assert owners(found("2026-11-10", rules=[a_rule(None, 1)]), "A23") == []


def test_a24_a_host_authority_that_was_not_told_in_five_working_days() -> None:
    duty = a_duty("ooa_notice", MONDAY)

    assert owners(found("2026-11-16", duties=[duty]), "A24") == []
    assert owners(found("2026-11-17", duties=[duty]), "A24") == [("social_worker", "warn")]


def test_a25_a_school_named_in_a_plan_that_does_not_admit() -> None:
    named = a_request(S.EHCP_NAMED, flags=frozenset({ApplicationFlag.NAMED_NOT_ADMITTED}))

    assert owners(found("2026-11-10", requests=[named]), "A25") == [
        ("la_signatory", "critical"),
        ("send_officer", "critical"),
    ]
    assert owners(found("2026-11-10", requests=[a_request(S.EHCP_NAMED)]), "A25") == []


def test_a26_a27_schools_that_close_or_cannot_be_reached() -> None:
    school = SchoolFact(urn=100001, mark="closed")

    assert owners(found("2026-11-10", closing_schools=[school]), "A26") == [("vs_officer", "warn")]
    assert owners(found("2026-11-10", unreached_schools=[school]), "A27") == [("vs_officer", "warn")]


def test_a28_a_looked_after_child_without_roll_or_case() -> None:
    [one] = found("2026-11-10", uncased=[a_child_fact(date(2026, 10, 30))])

    assert (one.code, one.owner.role, one.owner.post_id, one.severity) == (
        AlertCode.A28,
        "vs_officer",
        "post-officer",
        "critical",
    )


def test_work_of_a_post_is_that_posts_and_what_a_role_shares_is_nobodys_alone() -> None:
    raised = found("2026-11-16", cases=[an_open_case()])

    posts = {one.owner.role.value: one.owner.post_id for one in raised if one.code is AlertCode.A12}
    assert posts == {"vs_officer": "post-officer", "vsh": None, "la_signatory": None, "iro": "post-reviewer"}


def test_the_same_day_finds_the_same_things_under_the_same_occasions() -> None:
    facts = {**waiting(), "cases": [an_open_case()]}

    first, second = found("2026-11-26", **facts), found("2026-11-26", **facts)

    keys = [(one.code, one.owner.role, one.subject.key, one.occasion) for one in first]
    assert len(set(keys)) == len(keys)
    assert first == second
