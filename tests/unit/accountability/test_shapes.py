"""What may become a fact, and what of it is kept (AC-31, AC-33; AC-S14)."""

from datetime import date
from typing import Any

import pytest

from accountability.domain.funding_events import USED as FUNDING
from accountability.domain.placements_events import IGNORED, USED
from accountability.domain.shapes import is_personal
from factories.told_schools import AskedFor, a_calendar, a_child, a_return, a_school, money_paid, money_spent, on_roll
from kit.kernel.events import ReceivedEvent
from kit.kernel.ids import new_id

ASKED = date(2026, 3, 2)


def everything_told() -> list[ReceivedEvent]:
    child = new_id()
    one = AskedFor(ASKED, child=child)
    one.answered("conditional", date(2026, 3, 10), "PART_TIME_ONLY").lifted(date(2026, 3, 12))
    one.started(date(2026, 4, 13)).closed("admitted", date(2026, 4, 13))
    money = [money_paid(child, 50_000, date(2026, 5, 1)), money_spent(child, 40_000, date(2026, 7, 1))]
    returns = a_return(date(2026, 7, 10), received_on=date(2026, 7, 8))
    return [a_school(), a_calendar(), on_roll(child), *one.events, *money, *returns]


@pytest.mark.parametrize("event", everything_told(), ids=lambda event: event.type)
def test_what_the_producers_tell_fits(event: ReceivedEvent) -> None:
    shape = {**FUNDING, **USED}[event.type]

    assert shape.code_against(event.payload) is None


def test_ac_s14_a_field_of_the_wrong_type_is_a_bad_schema() -> None:
    told = AskedFor(ASKED).last.payload

    for wrong in ({"school_urn": "9990012"}, {"received_on": "2026-02-30"}, {"stream": "by_pigeon"}, {"is_test": 1}):
        assert USED["application.submitted"].code_against({**told, **wrong}) == "bad_schema"
    assert USED["application.submitted"].code_against({**told, "child_id": None}) == "bad_schema"


@pytest.mark.parametrize("key", ["first_name", "name", "UPN", "child_name", "dob", "home_address", "parent_email"])
def test_ac_s14_a_personal_key_in_any_nesting_is_parked(key: str) -> None:
    told: dict[str, Any] = dict(AskedFor(ASKED).last.payload)

    assert USED["application.submitted"].code_against({**told, key: "x"}) == "personal_data"
    assert USED["application.submitted"].code_against({**told, "more": [{"deep": {key: "x"}}]}) == "personal_data"


def test_listed_fields_never_park_whatever_they_are_called() -> None:
    assert USED["school.changed"].code_against(a_school().payload) is None
    assert is_personal("counts_as_email")
    asked = {
        "ask_id": str(new_id()),
        "school_urn": 9990012,
        "kind": "answer_request",
        "sent_at": "2026-11-23T12:00:00+00:00",
        "counts_as_email": True,
    }
    assert USED["ask.sent"].code_against(asked) is None


def test_initials_and_unlisted_fields_are_dropped_in_any_nesting() -> None:
    registered, care = a_child(new_id())
    rolled = on_roll(new_id())

    assert "initials" not in USED["child.registered"].kept(registered.payload)
    assert "cohort_year" not in USED["child.registered"].kept(registered.payload)
    assert "hours_per_week" not in USED["child.roll_changed"].kept(rolled.payload)["intervals"][0]
    assert care.payload["intervals"][0]["from"] == USED["child.care_changed"].kept(care.payload)["intervals"][0]["from"]


def test_no_type_is_both_used_and_ignored() -> None:
    assert not IGNORED & set(USED)
