"""A school that has not answered is asked again: one mail for everything asked of it, once a day (PL-902)."""

from collections.abc import Mapping
from uuid import UUID

from kit.db.mail import Mail
from placements.actions.desk import Desk
from placements.actions.send_reminders import send_reminders
from placements.actions.sender import sender_of
from placements.actions.take_up import read_file
from placements.domain import mails
from placements.domain.chasing import HEAD_TOLD_AFTER
from placements.domain.contact import ContactRole
from placements.domain.errors import ReminderTooSoon
from placements.store.chasing import ChaseStore


async def chase_school(desk: Desk, chases: ChaseStore, urn: int, stages: Mapping[UUID, int]) -> int:
    """`stages` are its unanswered applications and the school days reached. How many were in the mail; none when
    somebody else has asked the school today."""
    if not await chases.claim(urn, desk.now):
        return 0
    try:
        done = await send_reminders(desk, list(stages))
    except ReminderTooSoon:
        return 0
    sent = [one.application_id for one in done if one.sent]
    late = [application_id for application_id in sent if stages[application_id] >= HEAD_TOLD_AFTER]
    if late:
        await _tell_head(desk, urn, late)
    return len(sent)


async def _tell_head(desk: Desk, urn: int, application_ids: list[UUID]) -> None:
    """For information: links go to the registered address alone (PL-330), and nothing is asked twice (ML-3)."""
    contacts = (await desk.contacts.of_schools([urn])).get(urn, ())
    address = await desk.contacts.reply_address(urn)
    head = next((one.email for one in contacts if one.role is ContactRole.HEAD and one.email), None)
    if head is None or head == address:
        return
    files = [await read_file(desk, application_id) for application_id in application_ids]
    words = mails.told_head([file.application.reference for file in files], await sender_of(desk, files[0]))
    await desk.mail.add(Mail(mails.HEAD_TOLD, head, words.subject, words.body, application_ids[0]))
