"""A letter as it would go out today; nothing is sent or kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.submit_application import CLOCKS
from placements.actions.take_up import ApplicationFile, read_file
from placements.actions.write_to_school import RequestDates, asked, merged, sender_of
from placements.domain.clocks import start_clock
from placements.domain.letters import REMINDER, MergedLetter
from placements.domain.mails import Words, place_request, reminder
from placements.store import seeds

LINK_COMES_LATER = "(the link is made when this is sent)"


@dataclass(frozen=True, slots=True)
class Preview:
    """The letter, the mail that carries its link, and where it would go (None: no address is known)."""

    letter: MergedLetter
    mail: Words
    recipient: str | None
    file: ApplicationFile


async def preview_letter(desk: Desk, application_id: UUID, template_key: str) -> Preview:
    """Raises ApplicationNotFound, InvalidInput, MergeFieldMissing."""
    file = await read_file(desk, application_id)
    template = seeds.letter_templates().get(template_key)
    if template is None:
        raise InvalidInput("not_allowed", "query/template_key")
    dates = RequestDates.of(file.clocks) if file.clocks else _dates_if_sent(desk, file, desk.today)
    sender = await sender_of(desk, file)
    letter = merged(desk, file, template, dates, sender)
    told = asked(file, dates, LINK_COMES_LATER)
    mail = reminder([told], sender) if template_key == REMINDER else place_request(told, sender)
    return Preview(letter, mail, await desk.contacts.reply_address(file.school.urn), file)


def _dates_if_sent(desk: Desk, file: ApplicationFile, received_on: date) -> RequestDates:
    """The dates a request that goes out today would have."""
    return RequestDates.of(
        [
            start_clock(
                desk.rules[key],
                received_on,
                case_id=file.case.id,
                application_id=file.application.id,
                calendars=file.calendars,
                settings=desk.settings,
            )
            for key in CLOCKS
        ]
    )
