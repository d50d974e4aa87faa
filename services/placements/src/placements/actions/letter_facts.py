"""What a letter says: every merge field as far as the record of a request gives it (PL-906)."""

from collections.abc import Mapping, Sequence
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
    alike = await desk.applications.alike_at(application.school_urn, child)
    sent = await desk.letters.of_application(application.id)
    return {
        "authority_name": sender.authority_name,
        "virtual_school_contact": sender.contact,
        "signatory": await _signatory(desk, file, template, sender.authority_name),
        "today": written(on),
        "child_label": initials_among(child.initials, application.id, alike),
        "child_name": child.label if template.names_child and child.is_named else None,
        "child_standing": standing_words(file.cohort, sender.authority_name),
        "head_name": await _head(desk, file),
        "host_authority": await _authority_name(desk, file.case.host_authority),
        "legal_basis": "; ".join(seeds.legal_refs().printed(refs)),
        "support_offer_text": desk.settings.support_offer_text,
        "history": history(application, desk.codes, {one.template_key: one.written_on for one in sent}),
        "school_figures": await _figures(desk, file),
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


async def _authority_name(desk: Desk, code: str) -> str:
    authority = await desk.authorities.get(code)
    return authority.name if authority else code
