"""The receipt after an answer: it goes to the registered address and asks nothing (ML-4, PL-918)."""

from datetime import date

from placements.actions.desk import Desk
from placements.actions.sender import sender_of
from placements.actions.take_up import ApplicationFile
from placements.actions.write_to_school import mail_of
from placements.domain import mails


async def thank_school(desk: Desk, file: ApplicationFile, change_until: date | None) -> bool:
    """Whether there is an address to thank."""
    address = await desk.contacts.reply_address(file.school.urn)
    if address is None:
        return False
    words = mails.receipt(file.application.reference, desk.today, change_until, await sender_of(desk, file))
    await desk.mail.add(mail_of(mails.RECEIPT, address, words, file))
    return True
