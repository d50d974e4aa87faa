"""The days of a direction under both readings of the law (PL-806 to PL-809)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.kernel.days import NO_CALENDAR
from kit.kernel.ids import new_id
from placements.domain.authority_settings import AuthoritySettings
from placements.domain.clock_rules import due_dates
from placements.domain.correspondence import Served, ServiceMethod
from placements.domain.direction import Consultation, DirectionProcess, Notice, Signature
from placements.domain.direction_states import ProcessType
from placements.store.seeds import clock_rules

RULES = clock_rules()
READINGS = [AuthoritySettings(direction_period_inclusive=inclusive) for inclusive in (False, True)]
PAIRS = [
    ("s97a_osa_referral", "s97a_earliest"),
    ("s96_osa_referral", "s96_earliest"),
    ("s95a_referral", "s95a_earliest"),
]
SIGNED = Signature(by="somebody", role="la_signatory", same_person=False)


def day_of(key: str, served_on: date, settings: AuthoritySettings) -> date:
    due_on = due_dates(RULES[key], served_on, NO_CALENDAR, settings).due_on
    assert due_on is not None
    return due_on


@given(
    served_on=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    settings=st.sampled_from(READINGS),
    pair=st.sampled_from(PAIRS),
)
def test_nobody_is_directed_before_the_last_day_for_a_reference_has_passed(
    served_on: date, settings: AuthoritySettings, pair: tuple[str, str]
) -> None:
    referral, earliest = (day_of(key, served_on, settings) for key in pair)

    assert served_on < referral < earliest
    assert earliest == referral + timedelta(days=1)


@given(served_on=st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_the_default_reading_is_generous_to_the_school_and_safe_for_the_authority(served_on: date) -> None:
    default, inclusive = READINGS

    assert day_of("s97a_osa_referral", served_on, default) >= day_of("s97a_osa_referral", served_on, inclusive)
    assert day_of("s97a_earliest", served_on, default) > day_of("s97a_osa_referral", served_on, inclusive)


@pytest.mark.parametrize(
    ("key", "served_on", "settings", "day"),
    [
        ("s97a_osa_referral", date(2026, 11, 19), READINGS[0], date(2026, 11, 26)),
        ("s97a_earliest", date(2026, 11, 19), READINGS[0], date(2026, 11, 27)),
        ("s97a_osa_referral", date(2026, 11, 19), READINGS[1], date(2026, 11, 25)),
        ("s97a_earliest", date(2026, 11, 19), READINGS[1], date(2026, 11, 26)),
        ("s96_osa_referral", date(2027, 1, 18), READINGS[0], date(2027, 2, 1)),
        ("s96_earliest", date(2027, 1, 18), READINGS[0], date(2027, 2, 2)),
        ("s95a_earliest", date(2026, 11, 9), READINGS[0], date(2026, 11, 17)),
    ],
)
def test_the_days_of_the_scenarios(key: str, served_on: date, settings: AuthoritySettings, day: date) -> None:
    """S04, S15, S16."""
    assert day_of(key, served_on, settings) == day


@given(taken_back_on=st.dates(date(2026, 11, 19), date(2027, 3, 1)))
def test_a_reference_taken_back_never_opens_the_way_before_its_time(taken_back_on: date) -> None:
    served = date(2026, 11, 19)
    notice = Notice(
        served_on=served,
        referral_until=served + timedelta(days=7),
        earliest_direction_on=served + timedelta(days=8),
        recipients=(),
        signature=SIGNED,
    )
    process = DirectionProcess(
        id=new_id(),
        application_id=new_id(),
        type=ProcessType.S97A,
        rule_versions={},
        started_on=served,
        consultation=Consultation(
            served=Served(ServiceMethod.HAND, served, "signed for"), due_on=served, signature=SIGNED
        ),
        notice=notice,
    )

    after = process.referral_taken_back(taken_back_on).notice

    assert after is not None
    assert after.earliest_direction_on >= max(taken_back_on, notice.referral_until + timedelta(days=1))
