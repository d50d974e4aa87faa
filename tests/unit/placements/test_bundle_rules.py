"""Bundles: what is missing is named, what is left out is said, and no name slips through (section 15)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.kernel.ids import new_id
from placements.domain.bundles import (
    NEEDED,
    TITLES,
    BundleKind,
    Listing,
    Said,
    Section,
    arranged,
    digest,
    gaps,
    refuse_gaps,
)
from placements.domain.child import Child, Sex
from placements.domain.errors import BundleIncomplete
from placements.domain.masking import with_initials_only
from placements.domain.plain_text import search_form

BORN = date(2013, 5, 12)


def child(first: str, surname: str, preferred: str | None = None) -> Child:
    return Child(
        id=new_id(), first_name=first, surname=surname, preferred_name=preferred, date_of_birth=BORN, sex=Sex.FEMALE
    )


ZOE = child("Zoë", "O'Brien-Smith", "Zo")


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("Zoë came", "Z.O. came"),
        ("ZOE's past", "Z.O.'s past"),
        ("Zoë’s past", "Z.O.’s past"),
        ("zo likes maths", "Z.O. likes maths"),
        ("the O’Brien-Smith family", "the Z.O. family"),
        ("Ms Smith-Jones", "Ms Z.O."),
        ("(Zoë)", "(Z.O.)"),
        ("The zoo and the brien", "The zoo and the brien"),
        ("", ""),
    ],
)
def test_names_become_initials_in_any_spelling(written: str, masked: str) -> None:
    assert with_initials_only(written, ZOE) == masked


def test_two_first_names_are_masked_together_and_apart() -> None:
    anna = child("Anna Maria", "Lee")

    assert with_initials_only("Anna Maria Lee, called Anna.", anna) == "A.L. A.L. A.L., called A.L.."


def test_an_unnamed_child_leaves_words_as_they_are() -> None:
    unnamed = Child(id=new_id(), la_child_id="C17", date_of_birth=BORN, sex=Sex.UNKNOWN)

    assert with_initials_only("Nobody knows the name.", unnamed) == "Nobody knows the name."


@given(before=st.text(max_size=30), after=st.text(max_size=30), name=st.sampled_from(["Zebedee", "ZEBEDEE", "Zébédée"]))
def test_whatever_stands_around_it_a_name_never_stays(before: str, after: str, name: str) -> None:
    masked = with_initials_only(f"{before} {name} {after}", child("Zebedee", "Quimby"))

    assert "zebedee" not in search_form(masked).split()


def filled(number: int) -> Section:
    return Section(number, (Said("What", "something"),))


def test_pl_908_sections_2_to_11_are_filled_or_marked() -> None:
    sections = [filled(number) if number not in (6, 10, 12) else Section(number) for number in TITLES]

    assert gaps(arranged(sections, (), {})) == (6, 10)
    assert gaps(arranged(sections, (), {10: "the child is at school"})) == (6,)
    assert gaps(arranged(sections, (2,), {6: "nobody knows them", 10: "the child is at school"})) == (2,)


def test_pl_908_only_the_secretary_of_state_s_bundle_has_to_be_whole() -> None:
    empty = [Section(number) for number in TITLES]

    for kind in BundleKind:
        if kind is BundleKind.SECRETARY_OF_STATE:
            with pytest.raises(BundleIncomplete) as missing:
                refuse_gaps(kind, empty)
            assert missing.value.sections == ", ".join(map(str, NEEDED))
        else:
            refuse_gaps(kind, empty)


def test_a_table_without_rows_fills_nothing() -> None:
    assert not Section(6, listings=(Listing("Numbers", ("What",), ()),)).is_filled


def test_a_reason_for_nothing_does_not_hide_what_there_is() -> None:
    [section] = arranged([filled(4)], (), {4: "nothing was answered"})

    assert section.because is None
    assert section.as_part()["status"] == "filled"


def test_one_part_has_one_digest_however_its_keys_stand() -> None:
    assert digest({"a": 1, "b": "é"}) == digest({"b": "é", "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
