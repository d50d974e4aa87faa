"""A mail as it leaves: the same words twice, nothing that could be a header or a tag of somebody's making."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest

from kit.mail.message import OutgoingMail, as_html, compose

SENDER = "Northshire virtual school (demo) <virtual.school@northshire.example>"
WORDS = "Dear head,\n\nplease answer here:\nhttps://onroll.example/r/abc?x=1&y=2.\n\nThank you & <all>"


def a_mail(subject: str = "A place for Year 7, reference 0042", body: str = WORDS) -> OutgoingMail:
    return OutgoingMail(
        authority="999",
        id=UUID("01900000-0000-7000-8000-00000000abcd"),
        kind="answer_request",
        to="head@ashby-road.example",
        subject=subject,
        body=body,
        created_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        attempts=1,
    )


def test_text_and_html_say_the_same_and_only_addresses_become_links() -> None:
    read = message_from_bytes(compose(a_mail(), SENDER).as_bytes(), policy=default)

    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip().replace("\r\n", "\n") == WORDS
    assert html.get_content().count("<a ") == 1
    assert '<a href="https://onroll.example/r/abc?x=1&amp;y=2">' in html.get_content()
    assert "Thank you &amp; &lt;all&gt;" in html.get_content()


def test_the_same_mail_is_the_same_bytes_under_the_same_name() -> None:
    first, second = compose(a_mail(), SENDER).as_bytes(), compose(a_mail(), SENDER).as_bytes()

    assert first == second
    assert a_mail().file_name == "20261123T120000Z-answer_request-00000000abcd.eml"


def test_a_subject_cannot_smuggle_in_a_header() -> None:
    with pytest.raises(ValueError, match=r"newline|Header"):
        compose(a_mail(subject="Hello\r\nBcc: somebody@elsewhere.example"), SENDER)


def test_html_holds_no_markup_of_the_text() -> None:
    assert "<script" not in as_html("x", "<script>alert(1)</script>")
