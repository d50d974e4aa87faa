"""The words of mails to schools: a reference, a date and one link, never a name or initials (ML-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from placements.domain.written_dates import written, written_with_weekday

REQUEST: Final = "place_request"
REMINDER: Final = "place_reminder"
RECEIPT: Final = "place_receipt"
NEW_LINK: Final = "place_new_link"
ANSWER: Final = "place_question_answered"
HEAD_TOLD: Final = "place_reminder_head"
PASSED_ON: Final = "passed_on"
CONTACTS: Final = "contacts_request"
"""Kinds of mail, as they stand in the outbox and in file names of the demonstration."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request a mail is about."""

    reference: str
    answer_by: date | None
    link: str


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and plain text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom a mail comes and whom the school may call."""

    authority_name: str
    contact: str


def place_request(asked: Asked, sender: Sender) -> Words:
    """ML-2."""
    by = f": please answer by {written(asked.answer_by)}" if asked.answer_by else ""
    lines = [
        f"{sender.authority_name} asks your school for a place for a child in care.",
        "",
        f"Our reference: {asked.reference}",
        _answer_by(asked.answer_by),
        "",
        "The request, and a short page to answer it (about one minute, no account):",
        asked.link,
    ]
    return Words(f"A school place for a child in care{by}", _letter(lines, sender))


def question_answered(asked: Asked, sender: Sender) -> Words:
    """The school asked something; the answer stands on the page, never in the mail."""
    lines = [
        f"{sender.authority_name} has answered your question about a school place for a child in care.",
        "",
        f"Our reference: {asked.reference}",
        _answer_by(asked.answer_by),
        "",
        "The answer, and the short page for your decision (about one minute, no account):",
        asked.link,
    ]
    return Words("Your question about a school place: answered", _letter(lines, sender))


def reminder(asked: Sequence[Asked], sender: Sender) -> Words:
    """ML-3: one mail for all requests a school has not answered (PL-902)."""
    lines = [f"{sender.authority_name} is waiting for your answer about a school place for a child in care."]
    for one in asked:
        lines += ["", f"Our reference: {one.reference}", _answer_by(one.answer_by), one.link]
    dates = sorted(one.answer_by for one in asked if one.answer_by)
    by = f": please answer by {written(dates[0])}" if dates else ""
    return Words(f"Reminder: a school place for a child in care{by}", _letter(lines, sender))


def told_head(references: Sequence[str], sender: Sender) -> Words:
    """ML-3 from the thirteenth school day on: for information, without a link and without a question."""
    lines = [
        f"{sender.authority_name} has asked your school for a place for a child in care and has no answer yet.",
        "The time the School Admissions Code allows ends in two school days.",
        "",
        *(f"Our reference: {reference}" for reference in references),
        "",
        "The link to answer with went to your school's registered address for admissions. You have nothing to send us.",
    ]
    return Words("For your information: a school place for a child in care", _letter(lines, sender))


def new_link(asked: Asked, sender: Sender) -> Words:
    """ML-8: only ever to the registered address."""
    lines = [
        "Somebody at your school asked for a new link. The one before it no longer works.",
        "",
        f"Our reference: {asked.reference}",
        _answer_by(asked.answer_by),
        asked.link,
    ]
    return Words("Your link", _letter(lines, sender))


def passed_on(link: str, sender: Sender) -> Words:
    """A colleague at the school thought that somebody else can answer better (BB-5)."""
    lines = [
        f"A colleague at your school has passed a question of {sender.authority_name} on to you.",
        "",
        "A short page to answer it (about one minute, no account):",
        link,
    ]
    return Words("A question passed on to you by a colleague", _letter(lines, sender))


def replaced_link(asked: Asked, sender: Sender) -> Words:
    """The authority sends a link by its own wish."""
    lines = [
        f"{sender.authority_name} sends you a link to its question. One you may have had before no longer works.",
        "",
        f"Our reference: {asked.reference}",
        _answer_by(asked.answer_by),
        asked.link,
    ]
    return Words("A link to our question", _letter(lines, sender))


def contacts_request(link: str, sender: Sender) -> Words:
    """Once a year; it names no child and no person."""
    lines = [
        f"{sender.authority_name} writes to your school about children in care. Do we still write to the right people?",
        "",
        "One short page: all right, or change one (ten seconds, no account):",
        link,
    ]
    return Words("Are our contacts of your school still right?", _letter(lines, sender))


def contacts_receipt(answered_on: date, sender: Sender) -> Words:
    """It asks nothing."""
    lines = [
        f"Thank you. {sender.authority_name} has your answer of {written(answered_on)} about your school's contacts.",
        "You have nothing else to do.",
    ]
    return Words(f"Thank you: your answer to {sender.authority_name}", _letter(lines, sender))


def receipt(reference: str, answered_on: date, change_until: date | None, sender: Sender) -> Words:
    """ML-4: it asks nothing."""
    lines = [
        f"Thank you. {sender.authority_name} has your answer of {written(answered_on)}.",
        "",
        f"Our reference: {reference}",
        "You have nothing else to do.",
    ]
    if change_until is not None and change_until >= answered_on:
        lines.append(f"You can change your answer by the same link until {written(change_until)}.")
    return Words(f"Thank you: your answer to {sender.authority_name}", _letter(lines, sender))


def _answer_by(day: date | None) -> str:
    if day is None:
        return "Please answer as soon as you can."
    return f"Please answer by {written_with_weekday(day)}."


def _letter(lines: Sequence[str], sender: Sender) -> str:
    foot = [
        "",
        f"Questions: {sender.contact}",
        f"You get this mail because {sender.authority_name} looks after a child who needs a school place.",
    ]
    return "\n".join([*lines, *foot, ""])
