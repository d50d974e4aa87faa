"""Schools' side by its rules: what is told of a child and asked, where a link may go, when contacts are asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from factories.placing import an_application
from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from kit.mail.domains import PUBLIC_DOMAINS, may_be_passed_on
from placements.actions.use_link import seconds_between
from placements.domain.application_states import EVERY_STATE, ApplicationFlag, ApplicationState
from placements.domain.care import CareStatus, Cohort
from placements.domain.child import Child, Sex
from placements.domain.contact import Contact, ContactKind, ContactRole
from placements.domain.contact_asks import (
    ContactCorrection,
    confirmed,
    is_time_to_ask,
    second_monday_of_september,
)
from placements.domain.disclosure import SHOWN_CLOCKS, SHOWN_FLAGS, care_told, disclosed
from placements.domain.reply import may_change_answer
from placements.domain.school_asks import ASKED, SchoolAsk, asked_of_school
from placements.domain.school_reach import closed_after
from placements.store.seeds import clock_rules

S = ApplicationState
NAMED = {S.OFFERED, S.DIRECTED, S.EHCP_NAMED, S.FAP_ALLOCATED, S.ACCEPTED, S.START_AGREED, S.ON_ROLL}
NUMBERED = {S.START_AGREED, S.ON_ROLL}
CHILD = Child(
    id=new_id(),
    first_name="Zebedee",
    surname="Quimby",
    date_of_birth=date(2014, 3, 1),
    sex=Sex.MALE,
    upn="H801200001001",
)
URN = 100001


@pytest.mark.parametrize("state", sorted(EVERY_STATE))
def test_pl_205_each_state_tells_no_more_of_a_child_than_it_needs(state: ApplicationState) -> None:
    told = disclosed(CHILD, state)

    assert told.forename == "Zebedee"
    assert (told.surname, told.date_of_birth) == (("Quimby", date(2014, 3, 1)) if state in NAMED else (None, None))
    assert told.upn == ("H801200001001" if state in NUMBERED else None)


def test_pl_205_of_a_legal_status_only_looked_after_or_previously_is_told() -> None:
    told = {cohort: care_told(cohort) for cohort in (*Cohort, None)}

    assert told[Cohort.LAC] is CareStatus.LOOKED_AFTER
    assert told[Cohort.PLAC] is told[Cohort.IAPLAC] is CareStatus.PREVIOUSLY_LOOKED_AFTER
    assert told[None] is None


def test_no_flag_of_care_appeal_or_another_school_is_shown_and_every_shown_clock_has_a_rule() -> None:
    hidden = {ApplicationFlag.LATE_APPLICATION, ApplicationFlag.EXTERNAL_DUPLICATE, ApplicationFlag.UNDER_APPEAL}

    assert not SHOWN_FLAGS & hidden
    assert all(clock_rules()[key] for key in SHOWN_CLOCKS)
    assert {key for asking in ASKED.values() for key in asking.clocks} <= SHOWN_CLOCKS


def test_what_is_over_or_not_sent_asks_nothing_of_a_school() -> None:
    silent = {state for state in EVERY_STATE if asked_of_school(state).ask is SchoolAsk.NOTHING}

    assert silent >= {S.DRAFT, S.READY, S.OFFERED, S.REFUSED, S.WITHDRAWN, S.ON_ROLL, S.SUPERSEDED}
    assert asked_of_school(S.NO_RESPONSE).ask is SchoolAsk.ANSWER


def test_a_request_is_reached_for_a_year_after_it_ended() -> None:
    assert closed_after(date(2026, 11, 9)) == date(2025, 11, 9)
    assert closed_after(date(2028, 2, 29)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("registered", "address", "may"),
    [
        ("office@ash.sch.uk", "Head@Ash.sch.uk", True),
        ("office@ash.sch.uk", "head@elm.sch.uk", False),
        ("office@ash.sch.uk", "head@mail.ash.sch.uk", False),
        ("office@ash.sch.uk", "head@ash.sch.uk.example", False),
        ("ash@gmail.com", "somebody@gmail.com", False),
        ("", "head@ash.sch.uk", False),
    ],
)
def test_se_45_a_link_goes_to_exactly_the_registered_mail_domain(registered: str, address: str, may: bool) -> None:
    assert may_be_passed_on(registered, address) is may


def test_public_mail_domains_are_written_as_they_are_compared() -> None:
    assert {domain for domain in PUBLIC_DOMAINS if domain != domain.lower().strip()} == set()


def test_pl_912_seconds_are_never_negative_and_at_most_half_an_hour() -> None:
    opened = datetime(2026, 11, 9, 12, tzinfo=UTC)

    told = [seconds_between(opened, opened + timedelta(seconds=after)) for after in (-5, 0, 61, 7200)]

    assert told == [0, 0, 61, 1800]
    assert seconds_between(None, opened) == 0


@pytest.mark.parametrize(
    ("year", "monday"), [(2025, date(2025, 9, 8)), (2026, date(2026, 9, 14)), (2027, date(2027, 9, 13))]
)
def test_pl_330_contacts_are_asked_from_the_second_monday_of_september(year: int, monday: date) -> None:
    assert second_monday_of_september(year) == monday
    days = [monday + timedelta(days=n) for n in (-1, 0, 13, 14)]
    assert [is_time_to_ask(day) for day in days] == [False, True, True, False]


def contact(role: ContactRole, email: str, *, reply_address: bool = False) -> Contact:
    return Contact(
        id=new_id(),
        kind=ContactKind.SCHOOL,
        role=role,
        school_urn=URN,
        email=email,
        reply_address=reply_address,
        bounced_at=datetime(2026, 9, 1, tzinfo=UTC),
    )


HELD = [
    contact(ContactRole.ADMISSIONS, "places@ash.sch.uk", reply_address=True),
    contact(ContactRole.HEAD, "old@ash.sch.uk"),
]
TODAY = date(2026, 9, 15)


def test_bb_3_all_right_confirms_every_contact() -> None:
    new, changed = confirmed(HELD, None, URN, TODAY)

    assert new == []
    assert changed == [replace(one, version=2, confirmed_on=TODAY) for one in HELD]


def test_a_corrected_address_of_the_own_domain_counts_at_once_and_another_waits() -> None:
    _, own = confirmed(HELD, ContactCorrection(ContactRole.HEAD, "new@ash.sch.uk"), URN, TODAY)
    added, _ = confirmed(HELD, ContactCorrection(ContactRole.OFFICE, "office@trust.example"), URN, TODAY)

    [head] = [one for one in own if one.role is ContactRole.HEAD]
    assert (head.email, head.proposed_email, head.bounced_at) == ("new@ash.sch.uk", None, None)
    assert [(one.email, one.proposed_email, one.version) for one in added] == [(None, "office@trust.example", 1)]


def test_a_school_corrects_contacts_of_its_own_kind_only() -> None:
    with pytest.raises(InvalidInput):
        confirmed(HELD, ContactCorrection(ContactRole.LEGAL, "law@ash.sch.uk"), URN, TODAY)


def test_pl_910_an_answer_may_change_until_the_limit_and_not_without_one() -> None:
    refused = an_application(S.REFUSED)
    limit = date(2026, 12, 1)

    assert may_change_answer(refused, limit, limit)
    assert not may_change_answer(refused, limit + timedelta(days=1), limit)
    assert not may_change_answer(refused, limit, None)
    assert not may_change_answer(an_application(S.ACCEPTED), limit, limit)
