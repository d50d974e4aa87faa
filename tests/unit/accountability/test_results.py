"""States, sentences and who sees what (AC-24, AC-60, AC-96)."""

from dataclasses import replace
from datetime import date

import pytest

from accountability.domain.profile import Evidence, results_of
from accountability.domain.readers import Circle, reader_of
from accountability.domain.results import Connected, Result, ResultState
from accountability.domain.schools import PhaseGroup, School
from accountability.domain.windows import Window, WindowType, window_of
from factories.school_facts import TODAY, evidence_of, school
from factories.told_schools import AskedFor, a_calendar, a_return, money_paid
from kit.kernel.events import ReceivedEvent
from kit.kernel.ids import new_id

VSH = reader_of({"vsh"}, "999")
BOTH = Connected(frozenset({"placements", "funding"}))
CALENDARS = [a_calendar("2025-26"), a_calendar("2026-27")]
MARCH = date(2026, 3, 2)


def results(
    events: list[ReceivedEvent], where: School | None = None, connected: Connected = BOTH
) -> dict[tuple[str, str | None], Result]:
    where = where or school()
    found = results_of(where, evidence_of([*events, *CALENDARS], where), _window(), TODAY, VSH, connected)
    return {(one.definition.code.value, one.phase_group and one.phase_group.value): one for one in found}


def _window() -> Window:
    return window_of(WindowType.R36, None, TODAY)


def test_ac_s01_one_refusal_is_a_fact_and_no_rate() -> None:
    one = AskedFor(MARCH).answered("refused", date(2026, 3, 10), "OTHER", ground="not_a_ground")

    p2 = results(one.events)["P2", "secondary"]

    assert (p2.state, p2.rate, p2.signal) == (ResultState.FACTS_ONLY, None, None)
    assert p2.count is not None
    assert (p2.count.num, p2.count.den) == (1, 1)
    assert p2.statement == "1 of 1 in the 36 months to 31 October 2026. Too few for a rate."


def test_ac_s02_a_special_school_has_no_admission_measures() -> None:
    found = results([], school(type_code=44))

    assert found["P2", "special"].state is ResultState.NA
    assert found["F1", "special"].state is ResultState.NO_ACTIVITY


def test_ac_s03_never_asked_is_neither_good_nor_bad() -> None:
    p2 = results([])["P2", "secondary"]

    assert (p2.state, p2.rate) == (ResultState.NO_ACTIVITY, None)
    assert p2.statement == "No applications in this period. This says nothing about willingness to admit."


def test_ac_s04_three_of_three_refused_is_a_rate_that_is_not_compared() -> None:
    three = [AskedFor(MARCH).answered("refused", date(2026, 3, 10), "OTHER") for _ in range(3)]

    p2 = results([event for one in three for event in one.events])["P2", "secondary"]

    assert (p2.state, p2.rate, p2.signal) == (ResultState.REPORTED, 1.0, "not_tested")
    assert p2.statement == "3 of 3 in the 36 months to 31 October 2026. No comparison is made."


def test_ac_s25_an_all_through_school_has_two_results() -> None:
    young = [AskedFor(MARCH, year_group="4").answered("offered", MARCH) for _ in range(2)]
    young.append(AskedFor(MARCH, year_group="4").answered("refused", MARCH, "OTHER"))
    old = [AskedFor(MARCH, year_group="9").answered(answer, MARCH) for answer in ("offered", "refused") * 2]

    found = results([event for one in (*young, *old) for event in one.events], school(phase_code=7))

    counts = {phase: found["P2", phase].count for phase in ("primary", "secondary")}
    assert {phase: (count.num, count.den) for phase, count in counts.items() if count} == {
        "primary": (1, 3),
        "secondary": (2, 4),
    }
    assert ("F1", PhaseGroup.ALL.value) in found


def test_f1_counts_returns_by_their_due_date() -> None:
    child, june = new_id(), date(2026, 6, 12)
    events = [
        money_paid(child, 50_000, date(2026, 4, 20)),
        *a_return(june, received_on=june),
        *a_return(june, received_on=date(2026, 6, 13)),
        *a_return(june),
        *a_return(june, received_on=june, scheme="POST16"),
        *a_return(june, received_on=june, asked_on=date(2026, 6, 1)),
        *a_return(date(2026, 12, 18)),
    ]

    f1 = results(events)["F1", "secondary"]

    assert f1.count is not None
    assert (f1.count.num, f1.count.den, f1.count.children) == (1, 3, frozenset({child}))
    assert f1.rate == 0.3333


def test_f1_an_extension_moves_the_due_date() -> None:
    june, july = date(2026, 6, 12), date(2026, 7, 3)
    extended = [*a_return(june)[:1], *a_return(july, received_on=date(2026, 7, 2))]
    told = {**extended[2].payload, "return_id": extended[0].payload["return_id"]}

    f1 = results([extended[0], replace(extended[2], payload=told)])["F1", "secondary"]

    assert f1.count is not None
    assert (f1.count.num, f1.count.den) == (1, 1)


def test_a_source_that_never_delivered_is_missing_not_nought() -> None:
    found = results([], connected=Connected(frozenset({"placements"})))

    assert (found["F1", "secondary"].state, found["F1", "secondary"].missing_source) == (ResultState.MISSING, "funding")
    assert (found["E1", "secondary"].state, found["E1", "secondary"].missing_source) == (ResultState.MISSING, "imports")


def test_a_missing_calendar_is_missing_not_nought() -> None:
    waiting = evidence_of(AskedFor(date(2026, 9, 1)).events)

    found = results_of(school(), waiting, _window(), TODAY, VSH, BOTH)

    by_code = {one.definition.code.value: one for one in found}
    assert (by_code["P4b"].state, by_code["P4b"].missing_source) == (ResultState.MISSING, "calendar")
    assert by_code["P0"].state is ResultState.FACTS_ONLY


def test_results_stand_in_the_fixed_order_and_five_are_headlines() -> None:
    found = results_of(school(), Evidence(), _window(), TODAY, VSH, BOTH)

    assert [one.definition.code.value for one in found] == ["P0", "P2", "P3", "P4a", "P4b", "F1", "E1", "E12"]
    assert [one.definition.code.value for one in found if one.definition.is_headline] == [
        "P2",
        "P4b",
        "F1",
        "E1",
        "E12",
    ]


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("vs_finance", ["F1"]),
        ("school_admissions", ["P0", "P2", "P3", "P4a", "P4b"]),
        ("send_officer", []),
        ("social_worker", []),
    ],
)
def test_ac_96_a_reader_knows_of_its_own_indicators_only(role: str, codes: list[str]) -> None:
    reader = reader_of({role}, "999")

    found = results_of(school(), Evidence(), _window(), TODAY, reader, BOTH)

    assert [one.definition.code.value for one in found] == codes


def test_ac_97_what_was_not_released_is_suppressed_without_a_number() -> None:
    one = AskedFor(MARCH).answered("refused", MARCH, "OTHER")
    trust = reader_of({"trust_user"}, "17001")

    found = results_of(school(), evidence_of([*one.events, *CALENDARS]), _window(), TODAY, trust, BOTH)

    assert {one.state for one in found} == {ResultState.SUPPRESSED}
    assert {(one.count, one.rate, one.statement, one.suppressed_reason) for one in found} == {
        (None, None, None, "not_released")
    }


def test_ac_s20_a_school_outside_the_circle_does_not_exist() -> None:
    own, other = school(urn=9990012), school(urn=9990099)
    head, trust, host = (reader_of({role}, of) for role, of in _CIRCLES)

    assert (head.reaches(own), head.reaches(other)) == (True, False)
    assert (trust.reaches(own), reader_of({"trust_user"}, "1").reaches(own)) == (True, False)
    assert (host.reaches(own), reader_of({"la_admissions"}, "998").reaches(own)) == (True, False)
    assert reader_of({"social_worker"}, "999").circle is Circle.NONE
    assert not reader_of({"social_worker"}, "999").reaches(own)


_CIRCLES = (("school_head", "9990012"), ("trust_user", "17001"), ("la_admissions", "999"))
