"""Merges letters and mails to a school, and makes the reply link they carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from kit.auth.vocabulary import LinkPurpose
from kit.db.mail import Mail
from kit.kernel.clock import LONDON
from placements.actions.desk import Desk
from placements.actions.letter_facts import letter_merge
from placements.actions.letter_recipients import school_recipient
from placements.actions.take_up import ApplicationFile
from placements.actions.write_letter import keep_letter
from placements.domain.application_events import ask_sent
from placements.domain.clocks import Clock, clock_of
from placements.domain.correspondence import LetterAsk
from placements.domain.letters import LetterTemplate, MergedLetter, merge_letter
from placements.domain.mails import Asked, Words
from placements.domain.written_dates import written, written_with_weekday
from placements.store.letters import Letter

LINK_LIVES_AFTER_LIMIT: Final = timedelta(days=14)
LINK_LIVES_AT_MOST: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class RequestDates:
    """Target and limit of a request; None where no calendar covers them. A consultation on a plan has one date."""

    target: Clock | None
    limit: Clock | None

    @classmethod
    def of(cls, clocks: Sequence[Clock]) -> "RequestDates":
        target = clock_of(clocks, "inyear_target") or clock_of(clocks, "ehcp_consult")
        return cls(target, clock_of(clocks, "inyear_limit"))


async def merged(desk: Desk, file: ApplicationFile, template: LetterTemplate, dates: RequestDates) -> MergedLetter:
    """The letter with everything it says. Raises MergeFieldMissing."""
    due, limit = dates.target or dates.limit, dates.limit
    due_on = (due.local_due_on or due.due_on) if due else None
    merge = {
        **await letter_merge(desk, file, template, template.refs, LetterAsk(), desk.today),
        "received_on": written(file.application.received_on or desk.today),
        # Where no calendar covers the count, the count itself is said: a date is never guessed (PL-314).
        "reply_by": written_with_weekday(due_on) if due_on else "the tenth school day after you received it",
        "reply_by_force": "target of 10 school days",
        "limit_on": written(limit.due_on) if limit and limit.due_on else "the fifteenth school day",
    }
    return merge_letter(template, merge)


async def issue_link(desk: Desk, file: ApplicationFile, dates: RequestDates) -> str:
    """The address of the page by which the school answers; an earlier one stops working (SE-45)."""
    latest = desk.now + LINK_LIVES_AT_MOST
    limit_on = dates.limit.due_on if dates.limit else None
    ends = _end_of(limit_on + LINK_LIVES_AFTER_LIMIT) if limit_on else latest
    code = await desk.links.issue(
        LinkPurpose.ANSWER_APPLICATION,
        file.application.id,
        file.application.school_urn,
        min(max(ends, desk.now + LINK_LIVES_AFTER_LIMIT), latest),
    )
    return f"{desk.base_url}/r/{code}"


def asked(file: ApplicationFile, dates: RequestDates, link: str) -> Asked:
    due = dates.target
    return Asked(file.application.reference, (due.local_due_on or due.due_on) if due else None, link)


async def keep_sent(desk: Desk, file: ApplicationFile, template: LetterTemplate, dates: RequestDates) -> Letter:
    """The letter as it goes out today (PL-903). Raises MergeFieldMissing."""
    letter = await merged(desk, file, template, dates)
    return await keep_letter(
        desk,
        file,
        letter,
        template,
        refs=template.refs,
        recipients=[await school_recipient(desk, file)],
        on=desk.today,
        sent_on=desk.today,
    )


async def tell_ask(desk: Desk, file: ApplicationFile, *, counts_as_email: bool) -> None:
    """The ask meter counts what a school is asked (AM-1); the letter has been kept before."""
    number = len(await desk.letters.of_application(file.application.id))
    await desk.outbox.add(
        ask_sent(
            file.application,
            authority=desk.authority,
            at=desk.now,
            on=desk.today,
            number=number,
            counts_as_email=counts_as_email,
        )
    )


def mail_of(kind: str, to: str, words: Words, file: ApplicationFile) -> Mail:
    return Mail(kind, to, words.subject, words.body, file.application.id)


def _end_of(day: date) -> datetime:
    """Midnight in London after a day."""
    return datetime.combine(day + timedelta(days=1), time.min, LONDON)
