"""What a letter says: every merge field as far as the record of a request gives it (PL-906)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Final

from placements.actions.desk import Desk
from placements.actions.sender import sender_of
from placements.actions.take_up import ApplicationFile
from placements.domain.contact import ContactRole
from placements.domain.correspondence import LetterAsk
from placements.domain.letter_fields import (
    answer_fields,
    asked_fields,
    figures,
    history,
    request_fields,
    standing_words,
)
from placements.domain.letters import LetterTemplate
from placements.domain.reply import initials_among
from placements.domain.written_dates import written
from placements.store import seeds

CHALLENGE_REPLY: Final = "challenge_reply"
_UNNAMED_HEAD: Final = "the head teacher"


async def letter_merge(
    desk: Desk, file: ApplicationFile, template: LetterTemplate, refs: Sequence[str], asks: LetterAsk, on: date
) -> Mapping[str, str | None]:
    """Every merge field as far as it is known (PL-906), for a letter of the day `on`."""
    application, child = file.application, file.child
    sender = await sender_of(desk, file)
    return {
        "authority_name": sender.authority_name,
        "virtual_school_contact": sender.contact,
        "signatory": await _signatory(desk, file, template, sender.authority_name),
        "today": written(on),
        "child_name": child.label if template.names_child and child.is_named else None,
        "child_standing": standing_words(file.cohort, sender.authority_name),
        "legal_basis": "; ".join(seeds.legal_refs().printed(refs)),
        "support_offer_text": desk.settings.support_offer_text,
        **{name: await look_up(desk, file) for name, look_up in _LOOKED_UP.items() if name in template.fields},
        **request_fields(application, file.school, file.clocks),
        **answer_fields(application, child, desk.codes),
        "reply_by": _in_school_days(desk, template),
        **{name: words for name, words in asked_fields(asks).items() if words or name != "reply_by"},
    }


def _in_school_days(desk: Desk, template: LetterTemplate) -> str | None:
    """Where no calendar covers the count, the count itself is said: a date is never guessed (PL-314)."""
    days = desk.rules[CHALLENGE_REPLY].n
    return f"the end of {days} school days after this letter reaches you" if template.key.startswith("C") else None


async def _signatory(desk: Desk, file: ApplicationFile, template: LetterTemplate, authority_name: str) -> str:
    """Who signs, by post: tokens carry no names (section 4.5). The authority may name one contact for all letters."""
    chosen = desk.settings.letter_signatory_contact_id
    contacts = [await desk.contacts.get(chosen)] if chosen else []
    posts = desk.taker.posts if template.names_child else (*desk.taker.posts, file.case.owner_post_id)
    contacts += [await desk.contacts.of_post(post) for post in posts if post]
    named = next((one.name for one in contacts if one and one.name), None)
    office = "The authorised signatory" if template.names_child else "The virtual school"
    return named or f"{office} of {authority_name}"


async def _figures(desk: Desk, file: ApplicationFile) -> str:
    application = file.application
    held = await desk.school_facts.get(file.school.urn)
    return figures(file.school, held.of_year(application.entry_academic_year, application.year_group))


async def _head(desk: Desk, file: ApplicationFile) -> str:
    """From our own contacts: the register's head teachers are never read in (PL-304)."""
    contacts = (await desk.contacts.of_schools([file.school.urn])).get(file.school.urn, ())
    return next((one.name for one in contacts if one.role is ContactRole.HEAD and one.name), _UNNAMED_HEAD)


async def _label(desk: Desk, file: ApplicationFile) -> str:
    """Two children alike at one school are told apart (PL-206)."""
    alike = await desk.applications.alike_at(file.school.urn, file.child)
    return initials_among(file.child.initials, file.application.id, alike)


async def _history(desk: Desk, file: ApplicationFile) -> str:
    sent = await desk.letters.of_application(file.application.id)
    return history(file.application, desk.codes, {one.template_key: one.written_on for one in sent})


async def _host(desk: Desk, file: ApplicationFile) -> str:
    authority = await desk.authorities.get(file.case.host_authority)
    return authority.name if authority else file.case.host_authority


_LOOKED_UP: Final[Mapping[str, Callable[[Desk, ApplicationFile], Awaitable[str]]]] = {
    "child_label": _label,
    "head_name": _head,
    "host_authority": _host,
    "history": _history,
    "school_figures": _figures,
}
"""Fields that cost a question each: asked only for a letter that has them."""
