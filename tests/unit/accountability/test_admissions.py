"""Asking for a place, counted: P0, P2, P3, P4a, P4b."""

import random
from datetime import date, timedelta

import pytest

from accountability.domain.admissions import (
    Asking,
    answered_in_time,
    applications_received,
    days_to_decision,
    not_admitted,
    not_eligible,
    refused_at_first,
)
from accountability.domain.applications import applications_of
from accountability.domain.first_answers import CalendarMissing
from accountability.domain.windows import WindowType, window_of
from factories.school_facts import TODAY, evidence_of
from factories.told_schools import AskedFor, a_calendar, a_child
from kit.kernel.events import ReceivedEvent
from kit.kernel.ids import new_id

MARCH = date(2026, 3, 2)
CALENDARS = [a_calendar("2025-26"), a_calendar("2026-27")]


def asking(*applications: AskedFor, calendars: list[ReceivedEvent] = CALENDARS, to: str | None = None) -> Asking:
    events = [event for one in applications for event in one.events]
    evidence = evidence_of([*events, *calendars])
    window = window_of(WindowType.R36, to, TODAY)
    return Asking.of(applications_of(evidence.facts), evidence.cohort, evidence.calendar, window, TODAY)


def refused(on: date = MARCH, code: str = "CANNOT_MEET_NEED", ground: str = "not_a_ground") -> AskedFor:
    return AskedFor(on).answered("refused", on + timedelta(days=10), code, ground=ground)


def offered(on: date = MARCH) -> AskedFor:
    return AskedFor(on).answered("offered", on + timedelta(days=10))


def test_p0_counts_applications_but_no_tests_duplicates_or_other_streams() -> None:
    count = applications_received(
        asking(
            offered(),
            AskedFor(MARCH, is_test=True),
            AskedFor(MARCH).closed("duplicate", MARCH),
            AskedFor(MARCH, stream="phase_round"),
            AskedFor(date(2020, 1, 6)),
        )
    )

    assert (count.num, count.den, len(count.children)) == (1, None, 1)


def test_p0_a_second_one_within_thirty_days_is_the_same() -> None:
    child = new_id()
    again = [AskedFor(MARCH + timedelta(days=days), child=child, with_child=days == 0) for days in (0, 30, 61)]

    assert applications_received(asking(*again)).num == 2


def test_p2_splits_refusals_by_reason_and_ground_and_excuses_none() -> None:
    count = refused_at_first(
        asking(refused(code="FULL_YEAR_GROUP", ground="lawful"), refused(), refused(code="LAC_QUOTA"), offered())
    )

    assert (count.num, count.den) == (3, 4)
    assert count.reasons == (("full", 1), ("needs", 1), ("other", 1))
    assert count.grounds == (("lawful", 1), ("not_a_ground", 2))


def test_p2_a_child_the_school_could_not_take_is_out_and_counted_beside() -> None:
    asked = asking(refused(code="NOT_ELIGIBLE", ground="lawful"), offered())

    assert refused_at_first(asked).den == 1
    assert not_eligible(asked) == 1


def test_p2_what_the_authority_withdrew_is_out() -> None:
    assert refused_at_first(asking(refused().closed("authority", date(2026, 4, 1)))).den == 0


def test_p2_a_later_offer_does_not_undo_the_first_refusal() -> None:
    one = refused().answered("offered", date(2026, 4, 1), first=False, overturned_by="reconsidered")

    assert (refused_at_first(asking(one)).num, refused_at_first(asking(one)).den) == (1, 1)


@pytest.mark.parametrize(("lifted_on", "num"), [(date(2026, 3, 19), 0), (date(2026, 3, 24), 1), (None, 1)])
def test_ac_s11_conditions_lifted_within_five_school_days_make_an_offer(lifted_on: date | None, num: int) -> None:
    one = AskedFor(MARCH).answered("conditional", date(2026, 3, 13), "PART_TIME_ONLY", school_days=9)
    if lifted_on:
        one.lifted(lifted_on)

    count = refused_at_first(asking(one))

    assert (count.num, count.den) == (num, 1)


def test_ac_s12_silence_past_day_fifteen_is_a_first_answer_and_later_ones_do_not_count_twice() -> None:
    silent = AskedFor(MARCH).answered("no_response", date(2026, 3, 24), "NO_RESPONSE", school_days=16)
    silent.answered("refused", date(2026, 3, 26), "FULL_YEAR_GROUP", school_days=18, first=False)

    asked = asking(silent)

    first = refused_at_first(asked)
    assert (first.num, first.den, first.reasons) == (1, 1, (("none_given", 1),))
    in_time = answered_in_time(asked)
    assert (in_time.num, in_time.den) == (0, 1)


def test_ac_s12_silence_counts_even_before_anybody_wrote_it_down() -> None:
    silent = AskedFor(date(2026, 9, 1))

    first = refused_at_first(asking(silent))

    assert (first.num, first.den, first.reasons) == (1, 1, (("none_given", 1),))


def test_an_application_that_waits_less_than_fifteen_days_is_open_not_refused() -> None:
    asked = asking(AskedFor(date(2026, 11, 16)), to="2026-11-30")

    assert refused_at_first(asked).den == 0
    assert answered_in_time(asked).den == 0
    assert (days_to_decision(asked).num, days_to_decision(asked).den) == (0, 1)


def test_p3_counts_endings_by_the_school_against_admissions_only() -> None:
    april = date(2026, 4, 13)
    count = not_admitted(
        asking(
            refused().closed("school", april),
            offered().started(april).closed("admitted", april),
            offered().started(april),
            offered().closed("other_offer", april),
            refused().closed("child", april),
        )
    )

    assert (count.num, count.den) == (1, 3)


def test_p3_what_was_asked_again_ends_once() -> None:
    child = new_id()
    first = AskedFor(MARCH, child=child).answered("refused", date(2026, 3, 10), "OTHER").closed("school", MARCH)
    again = AskedFor(date(2026, 3, 23), child=child, with_child=False).started(date(2026, 4, 13))

    count = not_admitted(asking(first, again))

    assert (count.num, count.den) == (0, 1)


def test_p4_worked_example_of_the_specification() -> None:
    decided = [AskedFor(MARCH).answered("offered", date(2026, 3, 20), school_days=n) for n in (4, 6, 10, 13, 17)]
    ends = [AskedFor(date(2026, 10, 26)), AskedFor(date(2026, 10, 5))]  # 4 and 19 school days at 30 October

    asked = asking(*decided, *ends)

    assert (days_to_decision(asked).median_school_days, days_to_decision(asked).den) == (13, 7)
    assert (answered_in_time(asked).num, answered_in_time(asked).den) == (4, 6)


def test_without_a_calendar_nothing_is_guessed() -> None:
    waiting = AskedFor(date(2026, 9, 1))

    with pytest.raises(CalendarMissing):
        refused_at_first(asking(waiting, calendars=[]))
    assert refused_at_first(asking(refused(), calendars=[])).num == 1


def test_only_children_looked_after_on_the_day_are_counted() -> None:
    child = new_id()
    left = AskedFor(MARCH, child=child, with_child=False).answered("refused", date(2026, 3, 10), "OTHER")
    left.events += a_child(child, until=date(2026, 2, 1))
    unknown = AskedFor(MARCH, with_child=False).answered("refused", date(2026, 3, 10), "OTHER")

    asked = asking(left, unknown)

    assert applications_received(asked).num == 0
    assert refused_at_first(asked).den == 0


def test_ac_s13_any_order_gives_the_same_counts() -> None:
    applications = [refused(), offered(), refused().answered("offered", date(2026, 4, 1), first=False)]
    events = [event for one in applications for event in one.events] + CALENDARS
    expected = refused_at_first(asking(*applications))

    for seed in range(20):
        shuffled = random.Random(seed).sample(events, len(events))
        evidence = evidence_of(shuffled)
        window = window_of(WindowType.R36, None, TODAY)
        again = Asking.of(applications_of(evidence.facts), evidence.cohort, evidence.calendar, window, TODAY)
        assert refused_at_first(again) == expected
