"""What a list says of a child's roll and care goes over what is held; what it leaves open stays."""

from dataclasses import replace
from datetime import date

import pytest

from kit.kernel.ids import new_id
from placements.domain.care import CarePeriod, CareStatus
from placements.domain.listed_child import (
    CareStartMissing,
    ListedCare,
    ListedRoll,
    with_listed_care,
    with_listed_roll,
)
from placements.domain.roll import Registration, Roll, RollEndReason

TODAY = date(2026, 11, 9)
BEDE, OAK = 100001, 100003
HELD = Roll(id=new_id(), school_urn=BEDE, first_day_on=date(2025, 9, 1))
CARE = CarePeriod(id=new_id(), status=CareStatus.LOOKED_AFTER, from_on=date(2024, 3, 1), source="ssda903")


def roll(**said: object) -> tuple[Roll, ...]:
    return with_listed_roll([HELD], ListedRoll(**{"school_urn": OAK, **said}), new_id(), TODAY)  # type: ignore[arg-type]


def test_another_main_school_ends_the_one_before_for_a_reason_nobody_told():
    before, after = roll(from_on=date(2026, 10, 5))

    assert before == replace(HELD, last_day_on=date(2026, 10, 4), end_reason=RollEndReason.UNKNOWN)
    assert (after.school_urn, after.first_day_on, after.full_time) == (OAK, date(2026, 10, 5), True)


def test_without_a_first_day_it_is_today():
    assert roll()[1].first_day_on == TODAY


def test_a_subsidiary_registration_ends_nothing():
    before, after = roll(registration=Registration.SUBSIDIARY, from_on=date(2026, 10, 5))

    assert (before, after.registration) == (HELD, Registration.SUBSIDIARY)


def test_the_same_school_is_brought_up_to_date_and_said_again_it_is_the_same():
    said = ListedRoll(school_urn=BEDE, from_on=date(2025, 9, 3), full_time=False, hours_per_week=12)

    once = with_listed_roll([HELD], said, new_id(), TODAY)

    assert once == (replace(HELD, first_day_on=date(2025, 9, 3), full_time=False, hours_per_week=12),)
    assert with_listed_roll(once, said, new_id(), TODAY) == once


def test_the_first_day_a_school_confirmed_is_not_a_list_s_to_change():
    confirmed = replace(HELD, application_id=new_id())

    assert with_listed_roll([confirmed], ListedRoll(school_urn=BEDE, from_on=TODAY), new_id(), TODAY) == (confirmed,)


def test_a_roll_that_has_ended_since_is_not_opened_again():
    ended = replace(HELD, last_day_on=date(2026, 7, 20), end_reason=RollEndReason.CARE_MOVE)

    assert with_listed_roll([ended], ListedRoll(school_urn=BEDE, from_on=HELD.first_day_on), new_id(), TODAY) == (
        ended,
    )


def test_care_that_is_held_keeps_its_earlier_first_day():
    said = ListedCare(status=CareStatus.LOOKED_AFTER, from_on=date(2025, 4, 1))

    assert with_listed_care([CARE], said, new_id()) == (CARE,)


def test_a_status_nobody_holds_needs_its_first_day():
    with pytest.raises(CareStartMissing):
        with_listed_care([], ListedCare(status=CareStatus.LOOKED_AFTER), new_id())


def test_a_running_status_needs_no_first_day():
    assert with_listed_care([CARE], ListedCare(status=CareStatus.LOOKED_AFTER), new_id()) == (CARE,)


def test_previously_looked_after_ends_the_care_that_was_running():
    said = ListedCare(status=CareStatus.PREVIOUSLY_LOOKED_AFTER, from_on=date(2026, 9, 1))

    before, after = with_listed_care([CARE], said, new_id())

    assert before == replace(CARE, to_on=date(2026, 9, 1))
    assert (after.status, after.from_on, after.source) == (said.status, said.from_on, "children")
    assert with_listed_care([before, after], said, new_id()) == (before, after)
