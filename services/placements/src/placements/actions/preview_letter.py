"""A letter as it would go out today; nothing is sent or kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.letter_facts import letter_merge
from placements.actions.preview_facts import step_facts, step_variant
from placements.actions.sender import sender_of
from placements.actions.submit_application import CLOCKS
from placements.actions.take_up import ApplicationFile, read_file
from placements.actions.write_letter import citable, variant_of
from placements.actions.write_to_school import RequestDates, asked, merged
from placements.domain.clocks import Clock, start_clock
from placements.domain.correspondence import LetterAsk
from placements.domain.letters import PLACEMENT_NOTICE, REMINDER, REQUEST, LetterTemplate, MergedLetter
from placements.domain.letters import merge_letter as merge
from placements.domain.mails import Words, place_request, reminder
from placements.store import seeds

LINK_COMES_LATER = "(the link is made when this is sent)"
_MAILED: Final = frozenset({REQUEST, REMINDER})
CLOCK_OF: Final[Mapping[str, str]] = {
    PLACEMENT_NOTICE: "ooa_notice",
    "D1": "s97a_consult_reply",
    "D2": "s97a_osa_referral",
    "D3": "start_after_direction",
    "D4": "sos_chase_1",
}
"""The clock whose due date a letter asks for, if it is not the one of a challenge."""
_CHALLENGE: Final = "challenge_reply"
_EARLIEST: Final = "s97a_earliest"


@dataclass(frozen=True, slots=True)
class Preview:
    """The letter, the mail that carries its link (L1 and L2), and where it would go (None: no address is known)."""

    letter: MergedLetter
    legal_basis: list[str]
    mail: Words | None
    recipient: str | None
    file: ApplicationFile


async def preview_letter(desk: Desk, application_id: UUID, template_key: str) -> Preview:
    """Raises ApplicationNotFound, InvalidInput, MergeFieldMissing."""
    file = await read_file(desk, application_id)
    template = seeds.letter_templates().get(template_key)
    if template is None:
        raise InvalidInput("not_allowed", "query/template_key")
    variant = variant_of(template_key, file) or await step_variant(desk, file, template_key)
    template = template.in_variant(variant)
    refs = await citable(desk, template.refs)
    if template_key in _MAILED:
        letter, mail = await _mailed(desk, file, template)
    else:
        letter, mail = await _written_today(desk, file, template, refs), None
    address = await desk.contacts.reply_address(file.school.urn)
    return Preview(letter, seeds.legal_refs().printed(refs), mail, address, file)


async def _mailed(desk: Desk, file: ApplicationFile, template: LetterTemplate) -> tuple[MergedLetter, Words]:
    dates = RequestDates.of(file.clocks or [_started(desk, file, key, desk.today) for key in CLOCKS])
    sender = await sender_of(desk, file)
    told = asked(file, dates, LINK_COMES_LATER)
    mail = reminder([told], sender) if template.key == REMINDER else place_request(told, sender)
    return await merged(desk, file, template, dates), mail


async def _written_today(
    desk: Desk, file: ApplicationFile, template: LetterTemplate, refs: tuple[str, ...]
) -> MergedLetter:
    """With the dates it would have if its step were taken today."""
    key = CLOCK_OF.get(template.key, _CHALLENGE)
    clock, earliest = _started(desk, file, key, desk.today), _started(desk, file, _EARLIEST, desk.today)
    asks = LetterAsk(
        reply_by=clock.local_due_on or clock.due_on,
        force=desk.rules[key].force,
        next_step_on=earliest.due_on,
        says=await step_facts(desk, file, template.key),
    )
    return merge(template, await letter_merge(desk, file, template, refs, asks, desk.today))


def _started(desk: Desk, file: ApplicationFile, key: str, on: date) -> Clock:
    return start_clock(
        desk.rules[key],
        on,
        case_id=file.case.id,
        application_id=file.application.id,
        calendars=file.calendars,
        settings=desk.settings,
    )
