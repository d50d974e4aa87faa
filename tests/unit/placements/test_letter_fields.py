"""What a letter says of a request follows from the record, and never gives the child away (PL-905, PL-906)."""

from datetime import date

import pytest

from kit.kernel.ids import new_id
from placements.domain.child import Child, Sex
from placements.domain.clock_units import Force
from placements.domain.correspondence import (
    FORCE_WORDS,
    Recipient,
    RecipientRole,
    Served,
    ServiceMethod,
    latest_service,
    names_in,
)
from placements.domain.letter_fields import own_words, year_words
from placements.domain.letter_words import consultation_words

ADA = Child(
    id=new_id(),
    first_name="Zoë",
    preferred_name="Zo",
    surname="O'Brien",
    date_of_birth=date(2013, 5, 12),
    sex=Sex.FEMALE,
)
BY_HAND = Served(ServiceMethod.HAND, date(2026, 11, 19), "receipt signed by the clerk")


def recipient(*, served: Served | None = None, copy: bool = False) -> Recipient:
    return Recipient(roles=(RecipientRole.HEAD,), name="The head teacher", served=served, copy=copy)


@pytest.mark.parametrize(
    "text", ["We cannot keep Zoe safe.", "ZOË hits out", "the O’Brien family", "zo was here before"]
)
def test_a_name_is_found_in_any_spelling(text: str) -> None:
    assert names_in(text, (ADA.first_name, ADA.preferred_name, ADA.surname))


@pytest.mark.parametrize("text", ["The zoo trip is full.", "Our year group is full", "brien"])
def test_other_words_are_no_names(text: str) -> None:
    assert not names_in(text, (ADA.first_name, ADA.preferred_name, ADA.surname, None, ""))


def test_a_school_s_words_are_quoted_unless_they_name_the_child() -> None:
    assert own_words("The class has 30.", ADA) == "In your words: “The class has 30.”"
    assert "Zoë" not in own_words("Zoë cannot come.", ADA)
    assert own_words(None, ADA) == "Nothing more was given in writing."


def test_pl_802_only_what_must_be_is_called_a_legal_limit() -> None:
    assert [force for force, words in FORCE_WORDS.items() if "law" in words] == [Force.MUST]


def test_pl_814_the_process_date_is_the_latest_proved_delivery() -> None:
    later = Served(ServiceMethod.POST, date(2026, 11, 20), "tracked")

    assert latest_service([recipient(served=BY_HAND), recipient(served=later)]) == date(2026, 11, 20)
    assert latest_service([recipient(served=BY_HAND), recipient()]) is None
    assert latest_service([recipient(served=BY_HAND), recipient(copy=True)]) == date(2026, 11, 19)


def test_year_groups_are_written_as_people_say_them() -> None:
    assert [year_words(year) for year in ("N", "R", "8")] == ["Nursery", "Reception", "Year 8"]


def test_a_notice_says_what_came_of_the_consultation() -> None:
    assert "not willing" in consultation_words(date(2026, 11, 10), date(2026, 11, 16), False)
    assert "did not answer" in consultation_words(date(2026, 11, 10), None, None)
