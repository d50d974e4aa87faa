"""The words by which a school is asked to account for Pupil Premium Plus (screens ML-1, ML-5): no child, no name."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from funding.domain.years import Term

INVITATION: Final = "spend_return"
REMINDER: Final = "spend_return_reminder"
RECEIPT: Final = "spend_return_receipt"
NEW_LINK: Final = "spend_return_new_link"
"""Kinds of mail, as they stand in the outbox and in file names of the demonstration."""

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WHY: Final = "You get this because your school was paid Pupil Premium Plus for children in our care."


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and plain text of a mail."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a mail is about: a term, a number of children, a date, and the address of the one page."""

    reference: str
    term: Term
    children: int
    due_on: date
    link: str


def invitation(asked: Asked) -> Words:
    """ML-5, when the round opens."""
    children = "1 child" if asked.children == 1 else f"{asked.children} children"
    lines = [
        f"Please tell us what {asked.term.season.word} term's Pupil Premium Plus did for {children} in our care.",
        "It takes about one minute a child. You need no account and send no attachment.",
        "",
        f"By {written(asked.due_on)}. Our reference: {asked.reference}",
        asked.link,
    ]
    return Words(_subject(asked.term), _letter(lines))


def reminder(asked: Asked, *, overdue: bool) -> Words:
    """ML-5, again: with the date that is near, or that has passed."""
    when = "was due on" if overdue else "is due on"
    lines = [
        f"Your account of Pupil Premium Plus for {asked.term.season.word} {asked.term.year} {when} "
        f"{written(asked.due_on)}. What you have typed so far is kept.",
        "",
        f"Our reference: {asked.reference}",
        asked.link,
    ]
    return Words(f"Reminder: {_subject(asked.term)}", _letter(lines))


def new_link(asked: Asked) -> Words:
    """ML-8: somebody at the school asked for it; earlier links have stopped working."""
    lines = [
        f"Here is your new link, to account for Pupil Premium Plus by {written(asked.due_on)}.",
        "Earlier links have stopped working. What you have typed so far is kept.",
        "",
        f"Our reference: {asked.reference}",
        asked.link,
    ]
    return Words("Your link", _letter(lines))


def receipt(reference: str, term: Term, received_on: date) -> Words:
    """ML-4: what was sent and when; nothing more is asked."""
    lines = [
        f"We received your account of Pupil Premium Plus for {term.season.word} {term.year} on {written(received_on)}.",
        f"You have nothing else to do. Our reference: {reference}",
    ]
    return Words("Thank you: your account of Pupil Premium Plus", _letter(lines))


def written(day: date) -> str:
    """Such as 4 December 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _subject(term: Term) -> str:
    return f"Pupil Premium Plus, {term.season.word}: about one minute a child"


def _letter(lines: list[str]) -> str:
    return "\n".join([*lines, "", _WHY, "The virtual school"]) + "\n"
