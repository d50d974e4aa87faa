"""Mails to schools: a reference, a date and one link, and no child in any of them (ML-1)."""

from datetime import date

from placements.domain.mails import Asked, Sender, new_link, place_request, receipt, reminder

SENDER = Sender("Exampleshire", "Joy Osei, 01234 567890")
ASKED = Asked("A-2026-0001", date(2026, 11, 26), "https://onroll.example/r/abc")


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
