"""Merges letters and mails to a school, and makes the reply link they carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from kit.auth.vocabulary import LinkPurpose
from kit.db.mail import Mail
from kit.kernel.clock import LONDON
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.application_events import ask_sent
from placements.domain.clocks import Clock, clock_of
from placements.domain.letters import RULES_OF_REQUEST, LetterTemplate, MergedLetter, merge_letter
from placements.domain.mails import Asked, Sender, Words
from placements.domain.written_dates import written, written_with_weekday
from placements.store import seeds
from placements.store.letters import Letter

LINK_LIVES_AFTER_LIMIT: Final = timedelta(days=14)
LINK_LIVES_AT_MOST: Final = timedelta(days=90)
_ASK: Final = (
    "Please offer a full-time place without conditions, or tell us in writing why not. "
    "One short page is enough; nothing has to be printed, attached or signed."
)
_NEXT: Final = (
    "If we have no answer by the limit, the virtual school head decides what the law allows next. "
    "If you need to ask us something, ask: your time to answer runs on."
)


@dataclass(frozen=True, slots=True)
class RequestDates:
    """Target and limit of a request; None where no calendar covers them."""

    target: Clock | None
    limit: Clock | None

    @classmethod
    def of(cls, clocks: Sequence[Clock]) -> "RequestDates":
        return cls(clock_of(clocks, "inyear_target"), clock_of(clocks, "inyear_limit"))


async def sender_of(desk: Desk, file: ApplicationFile) -> Sender:
    """Whose words a letter is, and whom the school may call: the owner of the case, by post."""
    authority = await desk.authorities.get(desk.authority)
    name = authority.name if authority else desk.authority
    contact = await desk.contacts.of_post(file.case.owner_post_id) if file.case.owner_post_id else None
    reached = [part for part in (contact.name, contact.phone, contact.email) if part] if contact else []
    return Sender(name, ", ".join(reached) or f"the virtual school of {name}")


def merged(
    desk: Desk, file: ApplicationFile, template: LetterTemplate, dates: RequestDates, sender: Sender
) -> MergedLetter:
    """The letter with everything it says. Raises MergeFieldMissing."""
    application, limit = file.application, dates.limit
    due = dates.target or limit
    due_on = (due.local_due_on or due.due_on) if due else None
    merge = {
        "authority_name": sender.authority_name,
        "virtual_school_contact": sender.contact,
        "today": written(desk.today),
        "our_reference": application.reference,
        "child_label": file.child.initials,
        "year_group": application.year_group,
        "school_name": file.school.name,
        "school_urn": str(file.school.urn),
        "received_on": written(application.received_on or desk.today),
        "legal_basis": "; ".join(seeds.legal_refs().printed(RULES_OF_REQUEST)),
        "ask": _ASK,
        # Where no calendar covers the count, the count itself is said: a date is never guessed (PL-314).
        "reply_by": written_with_weekday(due_on) if due_on else "the tenth school day after you received it",
        "reply_by_force": "target of 10 school days",
        "limit_on": written(limit.due_on) if limit and limit.due_on else "the fifteenth school day",
        "support_offer_text": desk.settings.support_offer_text,
        "next_step": _NEXT,
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


async def keep_letter(desk: Desk, file: ApplicationFile, letter: MergedLetter, recipients: Sequence[str]) -> Letter:
    """The letter as it went out; it never changes again (PL-903)."""
    kept = Letter(
        id=new_id(),
        application_id=file.application.id,
        school_urn=file.school.urn,
        template_key=letter.template_key,
        template_version=letter.template_version,
        merge=letter.merge,
        legal_refs=RULES_OF_REQUEST,
        recipients=list(recipients),
        sent_on=desk.today,
        sent_at=desk.now,
        sent_by=desk.taker.id,
    )
    await desk.letters.add([kept])
    return kept


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
