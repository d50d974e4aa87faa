"""What a reason is worth in law for a child, and which ground a refusal is recorded with (section 9.1, PL-713)."""

import re
from datetime import date

import pytest

from factories.calendars import EXAMPLESHIRE
from factories.placing import an_answer
from placements.domain.care import Cohort
from placements.domain.decisions import Outcome, is_first, late_by_school_days, start_is_late
from placements.domain.refusal_codes import GivenBy, Ground, RefusalCohort, Standing
from placements.store.seeds import legal_refs, refusal_codes

CODES = refusal_codes()
LAC, PLAC, EHCP = RefusalCohort.LAC, RefusalCohort.PLAC, RefusalCohort.EHCP


@pytest.mark.parametrize(
    ("codes", "cohort", "ground"),
    [
        (["BEHAVIOUR"], LAC, Ground.NOT_A_GROUND),
        (["BEHAVIOUR", "FULL_YEAR_GROUP"], LAC, Ground.LAWFUL),
        (["BEHAVIOUR", "SAFEGUARDING_PEER"], LAC, Ground.CONDITIONAL),
        (["REFER_FAP"], LAC, Ground.NOT_A_GROUND),
        (["REFER_FAP"], PLAC, Ground.CONDITIONAL),
        (["INFANT_CLASS_30"], LAC, Ground.NOT_A_GROUND),
        (["KS4_OPTIONS"], LAC, Ground.NOT_A_GROUND),
        (["EAL_OR_AGE", "AWAITING_INFO"], LAC, Ground.NOT_A_GROUND),
        (["PEX_FROM_HERE"], LAC, Ground.LAWFUL),
        (["OTHER"], LAC, Ground.CONDITIONAL),
        (["NO_RESPONSE"], LAC, Ground.NOT_A_GROUND),
        (["EHCP_CANNOT_MEET"], EHCP, Ground.NOT_A_REFUSAL),
        (["FULL_YEAR_GROUP"], EHCP, Ground.NOT_A_REFUSAL),
        (["AWAITING_INFO"], EHCP, Ground.NOT_A_GROUND),
    ],
)
def test_the_ground_is_that_of_the_best_reason(codes: list[str], cohort: RefusalCohort, ground: Ground) -> None:
    assert CODES.ground(codes, cohort) is ground
    assert CODES.ground(reversed(codes), cohort) is ground


def test_a_school_is_offered_what_it_may_say_about_this_child_and_nothing_of_the_system() -> None:
    for_lac = {code.code for code in CODES.offered(LAC)}
    for_plac = {code.code for code in CODES.offered(PLAC)}

    assert {"FULL_YEAR_GROUP", "BEHAVIOUR", "OTHER"} <= for_lac
    assert not {"NO_RESPONSE", "NO_REASON", "OFFER_WITHDRAWN", "EHCP_CANNOT_MEET"} & for_lac
    assert for_lac - for_plac == {"SHORT_PLACEMENT"}


def test_staff_log_what_was_said_whether_the_form_offers_it_or_not() -> None:
    assert CODES.codes["NO_REASON"].open_to_staff()
    assert not CODES.codes["NO_RESPONSE"].open_to_staff()
    assert CODES.codes["NO_RESPONSE"].by is GivenBy.SYSTEM


def test_a_condition_is_recorded_under_the_reason_it_stands_for() -> None:
    """PL-610."""
    reasons = {code: CODES.conditions[code].reason for code in CODES.conditions}

    assert reasons == {
        "PART_TIME": "PART_TIME_ONLY",
        "TRIAL": "MANAGED_MOVE_ONLY",
        "MANAGED_MOVE": "MANAGED_MOVE_ONLY",
        "DUAL_ROLL": "MANAGED_MOVE_ONLY",
        "AFTER_RISK_MEETING": "AWAITING_INFO",
        "LATE_START": "DELAYED_START",
        "OTHER": "OTHER",
    }
    assert CODES.reasons_of(["TRIAL", "DUAL_ROLL", "PART_TIME"]) == ("MANAGED_MOVE_ONLY", "PART_TIME_ONLY")


def test_every_code_says_what_the_law_says_and_names_sources_that_exist() -> None:
    refs = legal_refs().refs

    for code in CODES.codes.values():
        assert code.label
        assert code.says.endswith(".")
        assert set(code.refs) <= set(refs)
        assert set(code.standing) == set(RefusalCohort)
        assert re.search(r"\d\.\d", code.says) is None, "a paragraph number belongs into the sources"


@pytest.mark.parametrize(
    ("cohort", "plan_route", "column"),
    [
        (Cohort.LAC, False, LAC),
        (Cohort.PLAC, False, PLAC),
        (Cohort.IAPLAC, False, PLAC),
        (Cohort.LAC, True, EHCP),
        (None, False, PLAC),
    ],
)
def test_the_column_follows_care_status_and_the_plan_route(
    cohort: Cohort | None, plan_route: bool, column: RefusalCohort
) -> None:
    assert RefusalCohort.of(cohort, plan_route=plan_route) is column


def test_triage_and_not_offered_are_no_grounds_of_their_own() -> None:
    """PL-713: T counts as conditional until triaged."""
    assert CODES.codes["OTHER"].standing[LAC] is Standing.TRIAGE
    assert {ground.value for ground in Ground} == {"lawful", "conditional", "not_a_ground", "not_a_refusal"}


@pytest.mark.parametrize(
    ("decided_on", "late"),
    [("2026-12-01", None), ("2026-11-19", None), ("2026-12-02", 1), ("2026-12-07", 4), ("2026-12-05", 3)],
)
def test_lateness_counts_school_days_from_the_limit(decided_on: str, late: int | None) -> None:
    limit_on = date(2026, 12, 1)

    assert late_by_school_days(limit_on, date.fromisoformat(decided_on), EXAMPLESHIRE) == late


def test_without_a_limit_nothing_is_late() -> None:
    assert late_by_school_days(None, date(2026, 12, 2), EXAMPLESHIRE) is None


def test_only_the_first_answer_is_the_first_silence_included() -> None:
    assert is_first(())
    assert not is_first((an_answer(Outcome.NO_RESPONSE),))


@pytest.mark.parametrize(("start_on", "late"), [("2026-11-23", False), ("2026-11-24", True), ("2028-01-10", False)])
def test_a_start_is_late_after_ten_school_days_and_never_where_nobody_can_count(start_on: str, late: bool) -> None:
    assert start_is_late(date(2026, 11, 9), date.fromisoformat(start_on), EXAMPLESHIRE) is late
