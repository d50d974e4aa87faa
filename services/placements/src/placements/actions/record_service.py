"""A letter has reached somebody, and there is proof of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput, StaleVersion, StepNotAllowed
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.keep_case_records import tell_fact
from placements.actions.take_up import ApplicationFile, log_entry, read_file
from placements.domain.case_facts import FactKey
from placements.domain.chronology import EntryKind
from placements.domain.correspondence import LetterStatus, Served, ServiceMethod
from placements.domain.errors import LetterNotFound, ReleaseCheckRequired
from placements.domain.letters import PLACEMENT_NOTICE
from placements.store.letters import By, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """To one envelope of a letter: by the contact it went to, or by its place in the list where it had none."""

    contact_id: UUID | None
    recipient: int | None
    served: Served


async def letter_of(desk: Desk, letter_id: UUID, *, to_change: bool = False) -> tuple[Letter, ApplicationFile]:
    """A letter and the file it belongs to. Raises LetterNotFound; a sealed child's letters are not found."""
    letter = await desk.letters.get(letter_id, to_change=to_change)
    if letter is None:
        raise LetterNotFound
    return letter, await read_file(desk, letter.application_id)


async def record_service(
    desk: Desk, letter_id: UUID, version: int, delivery: Delivery
) -> tuple[Letter, ApplicationFile]:
    """Raises LetterNotFound, StaleVersion, ReleaseCheckRequired, StepNotAllowed for a void letter, InvalidInput.

    A placement notice that has arrived is the fact `host_told` the clock of that duty waits for.
    """
    letter, file = await letter_of(desk, letter_id, to_change=True)
    if letter.version != version:
        raise StaleVersion
    if letter.status is LetterStatus.DRAFT:
        raise ReleaseCheckRequired
    if letter.status is LetterStatus.VOID:
        raise StepNotAllowed(letter.status, "serve")
    position = await _position(desk, letter, delivery)
    _check_day(letter, delivery.served.served_on, desk.today)
    by = By(desk.taker.id, desk.now)
    await desk.letters.add_service(new_id(), letter.id, position, delivery.served, by)
    await desk.letters.mark_sent(letter.id, delivery.served.served_on, by)
    await _log(desk, file, letter, delivery.served, position)
    if letter.template_key == PLACEMENT_NOTICE and file.case.is_open:
        await tell_fact(desk, file.case.id, file.case.version, FactKey.HOST_TOLD, delivery.served.served_on, None)
    return await letter_of(desk, letter_id)


async def _position(desk: Desk, letter: Letter, delivery: Delivery) -> int:
    for position, one in enumerate(letter.recipients):
        if delivery.contact_id is not None and one.contact_id == delivery.contact_id:
            await _check_method(desk, delivery)
            return position
        if delivery.contact_id is None and position == delivery.recipient:
            return position
    raise InvalidInput("not_allowed", "/recipient" if delivery.contact_id is None else "/contact_id")


async def _check_method(desk: Desk, delivery: Delivery) -> None:
    """Service by e-mail is good only for those who accept it (PL-814)."""
    contact = await desk.contacts.get(delivery.contact_id) if delivery.contact_id else None
    by_mail = delivery.served.method is ServiceMethod.EMAIL
    if by_mail and (contact is None or not contact.accepts_email_service):
        raise InvalidInput("not_allowed", "/method")


def _check_day(letter: Letter, served_on: date, today: date) -> None:
    """Nothing arrives before it went out, or on a day that has not come; a letter may be logged after it went."""
    if not min(letter.written_on, letter.sent_on or letter.written_on) <= served_on <= today:
        raise InvalidInput("out_of_range", "/served_on")


async def _log(desk: Desk, file: ApplicationFile, letter: Letter, served: Served, position: int) -> None:
    facts = {
        "template_key": letter.template_key,
        "served_on": served.served_on.isoformat(),
        "method": served.method.value,
        "roles": [role.value for role in letter.recipients[position].roles],
    }
    case_id, child_id, application_id = file.case.id, file.child.id, file.application.id
    line = log_entry(desk, EntryKind.LETTER_SERVED, facts, case_id, child_id, application_id, letter.id)
    await desk.history.add([line])
