"""Letters and mails: six parts, no blanks, and no child in any mail (section 14, ML-1)."""

from datetime import date

import pytest

from placements.domain.errors import MergeFieldMissing
from placements.domain.letters import LetterPart, merge_letter
from placements.domain.mails import Asked, Sender, new_link, place_request, receipt, reminder
from placements.store.seeds import letter_templates

SENDER = Sender("Exampleshire", "Joy Osei, 01234 567890")
ASKED = Asked("A-2026-0001", date(2026, 11, 26), "https://onroll.example/r/abc")


def complete(key: str) -> dict[str, str | None]:
    return {name: f"<{name}>" for name in letter_templates()[key].fields}


@pytest.mark.parametrize("key", sorted(letter_templates()))
def test_pl_904_a_letter_has_six_parts_in_order(key: str) -> None:
    letter = merge_letter(letter_templates()[key], complete(key))

    assert list(letter.parts) == list(LetterPart)
    assert all(letter.parts.values())
    assert "{" not in "".join(letter.parts.values())


@pytest.mark.parametrize("key", sorted(letter_templates()))
def test_pl_906_a_missing_field_is_named_and_never_a_blank(key: str) -> None:
    merge = complete(key) | {"child_label": "", "reply_by": None}

    with pytest.raises(MergeFieldMissing) as missing:
        merge_letter(letter_templates()[key], merge)

    assert list(missing.value.fields) == ["/merge/child_label", "/merge/reply_by"]


def test_a_letter_keeps_only_the_fields_it_used() -> None:
    letter = merge_letter(letter_templates()["L1"], complete("L1") | {"signatory": "nobody"})

    assert "signatory" not in letter.merge
    assert set(letter.merge) == letter_templates()["L1"].fields


@pytest.mark.parametrize("key", sorted(letter_templates()))
def test_pl_905_no_template_of_these_names_the_child(key: str) -> None:
    assert "child_name" not in letter_templates()[key].fields


def test_ml_2_the_place_request_gives_reference_date_and_one_link() -> None:
    words = place_request(ASKED, SENDER)

    assert words.subject == "A school place for a child in care: please answer by 26 November 2026"
    assert words.body.count("https://") == 1
    assert ASKED.link in words.body.splitlines()
    assert "Our reference: A-2026-0001" in words.body
    assert "Thursday 26 November 2026" in words.body
    assert "Joy Osei, 01234 567890" in words.body


def test_ml_3_one_reminder_is_about_all_that_waits() -> None:
    second = Asked("A-2026-0002", date(2026, 11, 24), "https://onroll.example/r/def")

    words = reminder([ASKED, second], SENDER)

    assert words.subject.endswith("please answer by 24 November 2026")
    assert "A-2026-0001" in words.body
    assert "A-2026-0002" in words.body


def test_ml_4_a_receipt_asks_nothing_and_carries_no_link() -> None:
    words = receipt("A-2026-0001", date(2026, 11, 19), date(2026, 12, 1), SENDER)

    assert words.subject == "Thank you: your answer to Exampleshire"
    assert "https://" not in words.body
    assert "until 1 December 2026" in words.body


def test_after_the_limit_a_receipt_promises_no_change() -> None:
    words = receipt("A-2026-0001", date(2026, 12, 3), date(2026, 12, 1), SENDER)

    assert "change your answer" not in words.body


def test_without_a_date_no_date_is_made_up() -> None:
    words = place_request(Asked("A-2026-0001", None, "https://onroll.example/r/abc"), SENDER)

    assert words.subject == "A school place for a child in care"
    assert "as soon as you can" in words.body


def test_ml_8_a_new_link_says_that_the_old_one_has_ended() -> None:
    words = new_link(ASKED, SENDER)

    assert words.subject == "Your link"
    assert "no longer works" in words.body
