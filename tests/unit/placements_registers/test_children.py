"""Children as values: names, UPNs, rolls, and what is told of them."""

from dataclasses import replace
from datetime import date

import pytest

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.domain.care import (
    CareBasis,
    CarePeriod,
    CarePlacement,
    CareStatus,
    Cohort,
    care_intervals,
    cohort_on,
    refuse_overlapping_care,
)
from placements.domain.child import Child, NameChangeBlocked, SenStatus, Sex, UpnUnknownReason
from placements.domain.child_events import care_changed, child_registered, roll_changed
from placements.domain.roll import PeriodOverlap, Registration, Roll, RollEndReason, refuse_two_main_rolls

TODAY = date(2026, 11, 23)
UNNAMED = Child(
    id=new_id(),
    la_child_id="M01",
    date_of_birth=date(2014, 9, 1),
    sex=Sex.FEMALE,
    upn_unknown_reason=UpnUnknownReason.UN4,
)
NAMED = replace(UNNAMED, first_name="Tia", surname="Ångström")


def test_a_child_is_called_by_the_reference_until_somebody_gives_the_name() -> None:
    assert (UNNAMED.label, UNNAMED.initials, UNNAMED.sort_name) == ("M01", "", "m01")
    assert (NAMED.label, NAMED.initials, NAMED.sort_name) == ("Tia Ångström", "T.Å.", "angstrom tia")


def test_a_search_finds_names_in_both_orders_and_the_reference_but_never_the_upn() -> None:
    child = replace(NAMED, preferred_name="Titi", upn="H801200001001", upn_unknown_reason=None)

    for words in ("tia angstrom", "titi angstrom", "angstrom tia", "m01"):
        assert words in child.search_text
    assert "801200001001" not in child.search_text


def test_pl_322_a_new_upn_keeps_the_old_one_as_former() -> None:
    first = UNNAMED.with_upn("H801200001001")
    second = first.with_upn("B801200005001")

    assert (first.upn, first.former_upn, first.upn_unknown_reason) == ("H801200001001", None, None)
    assert (second.upn, second.former_upn) == ("B801200005001", "H801200001001")
    assert second.with_upn("B801200005001") is second


def test_pl_320_a_wrong_upn_is_refused_without_being_repeated() -> None:
    with pytest.raises(InvalidInput) as refused:
        UNNAMED.with_upn("A801200005001")

    assert (refused.value.code, refused.value.pointer) == ("upn_invalid", "/upn")
    assert "A801200005001" not in str(refused.value)


@pytest.mark.parametrize("place", ["A3", "A4", "A5", "A6"])
def test_pl_327_no_new_surname_while_an_adoptive_placement_is_open(place: str) -> None:
    home = CarePlacement(id=new_id(), from_on=date(2026, 1, 5), type=place)
    renamed = replace(NAMED, surname="Newname")

    with pytest.raises(NameChangeBlocked):
        renamed.refuse_renaming_before_adoption(NAMED, [home])
    renamed.refuse_renaming_before_adoption(NAMED, [replace(home, to_on=date(2026, 9, 1))])
    renamed.refuse_renaming_before_adoption(NAMED, [replace(home, type="U6")])
    replace(NAMED, first_name="Other").refuse_renaming_before_adoption(NAMED, [home])


def test_pl_327_naming_an_unnamed_child_is_no_change_of_name() -> None:
    home = CarePlacement(id=new_id(), from_on=date(2026, 1, 5), type="A4")

    NAMED.refuse_renaming_before_adoption(UNNAMED, [home])


def a_period(from_on: str, to_on: str | None = None, **more: object) -> CarePeriod:
    facts: dict[str, object] = {"status": CareStatus.LOOKED_AFTER, "source": "manual", **more}
    return CarePeriod(
        id=new_id(),
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on) if to_on else None,
        **facts,  # type: ignore[arg-type]
    )


def test_pl_323_the_day_care_ends_is_the_first_without_it() -> None:
    care = [a_period("2024-01-10", "2024-03-01")]

    assert cohort_on(care, date(2024, 1, 9)) is None
    assert cohort_on(care, date(2024, 1, 10)) is Cohort.LAC
    assert cohort_on(care, date(2024, 2, 29)) is Cohort.LAC
    assert cohort_on(care, date(2024, 3, 1)) is None


@pytest.mark.parametrize(
    ("basis", "cohort"),
    [
        (CareBasis.ADOPTED, Cohort.PLAC),
        (CareBasis.SPECIAL_GUARDIANSHIP, Cohort.PLAC),
        (CareBasis.CHILD_ARRANGEMENTS, Cohort.PLAC),
        (CareBasis.STATE_CARE_ABROAD, Cohort.IAPLAC),
    ],
)
def test_pl_324_previously_looked_after_by_basis(basis: CareBasis, cohort: Cohort) -> None:
    care = [a_period("2024-01-10", status=CareStatus.PREVIOUSLY_LOOKED_AFTER, basis=basis)]

    assert cohort_on(care, TODAY) is cohort


def test_two_statuses_at_once_are_refused() -> None:
    with pytest.raises(PeriodOverlap):
        refuse_overlapping_care([a_period("2024-01-10"), a_period("2024-05-01", "2024-06-01")])
    refuse_overlapping_care([a_period("2024-01-10", "2024-05-01"), a_period("2024-05-01")])


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("E3", "transferred"),
        ("E41", "order"),
        *((f"E{n}", "order") for n in range(43, 49)),
        ("E4A", "ended"),
        ("E8", "ended"),
        ("E11", "other"),
        ("E12", "other"),
        ("E2", "other"),
        ("X1", "other"),
        (None, "other"),
    ],
)
def test_pl_1102_no_national_reason_code_is_told_so_that_an_adoption_does_not_show(
    reason: str | None, told: str
) -> None:
    (interval,) = care_intervals([a_period("2024-01-10", "2024-03-01", end_reason=reason)])

    assert interval == {
        "status": "looked_after",
        "from": "2024-01-10",
        "to": "2024-03-01",
        "short_break": False,
        "end_reason": told,
    }


def a_roll(first: str, last: str | None = None, registration: Registration = Registration.MAIN) -> Roll:
    return Roll(
        id=new_id(),
        school_urn=9990001,
        first_day_on=date.fromisoformat(first),
        last_day_on=date.fromisoformat(last) if last else None,
        registration=registration,
    )


def test_one_main_registration_a_day() -> None:
    with pytest.raises(PeriodOverlap):
        refuse_two_main_rolls([a_roll("2025-09-01", "2026-01-09"), a_roll("2026-01-09")])
    refuse_two_main_rolls([a_roll("2025-09-01", "2026-01-09"), a_roll("2026-01-10")])
    refuse_two_main_rolls([a_roll("2025-09-01"), a_roll("2026-01-09", None, Registration.SUBSIDIARY)])


def test_section_19_registered_care_and_roll_as_told() -> None:
    child = replace(NAMED, sen_status=SenStatus.SUPPORT, host_authority="801", version=3)
    ended = replace(a_roll("2025-09-01", "2026-01-09"), end_reason=RollEndReason.CARE_MOVE)

    registered = child_registered(child, authority="999", on=TODAY)
    care = care_changed(child, [a_period("2024-01-10")], authority="999", on=TODAY)
    roll = roll_changed(child, [a_roll("2026-02-02"), ended], authority="999", on=TODAY)

    assert registered.payload == {
        "child_id": str(child.id),
        "initials": "T.Å.",
        "year_group": "7",
        "academic_year": "2026-27",
        "cohort_year": 2014,
        "sen": "support",
        "uasc": False,
        "host_authority": "801",
    }
    assert (registered.version, registered.authority) == (3, "999")
    assert care.payload["intervals"][0]["end_reason"] is None
    assert roll.payload == {
        "child_id": str(child.id),
        "intervals": [
            {
                "school_urn": 9990001,
                "from": "2025-09-01",
                "to": "2026-01-09",
                "kind": "main",
                "full_time": True,
                "hours_per_week": None,
                "end_reason": "care_move",
                "end_reason_by": "authority",
            },
            {
                "school_urn": 9990001,
                "from": "2026-02-02",
                "to": None,
                "kind": "main",
                "full_time": True,
                "hours_per_week": None,
                "end_reason": None,
                "end_reason_by": None,
            },
        ],
    }
