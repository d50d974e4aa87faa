"""Schools that have not answered are reminded: one mail a school and day (PL-902)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from kit.db.mail import Mail
from placements.actions.desk import Desk
from placements.actions.sender import sender_of
from placements.actions.take_up import ApplicationFile, log_entry, take_up
from placements.actions.write_to_school import (
    RequestDates,
    asked,
    issue_link,
    keep_sent,
    tell_ask,
)
from placements.domain import mails
from placements.domain.chronology import EntryKind
from placements.domain.errors import ReminderTooSoon
from placements.domain.letters import REMINDER
from placements.domain.mails import Asked
from placements.domain.permitted import REMINDABLE
from placements.store import seeds


@dataclass(frozen=True, slots=True)
class Reminded:
    """What happened to one application: sent, or the code of why not."""

    application_id: UUID
    child_id: UUID
    code: str | None = None
    reminded_at: datetime | None = None

    @property
    def sent(self) -> bool:
        return self.code is None

    @classmethod
    def of(cls, file: ApplicationFile, code: str | None = None, at: datetime | None = None) -> Self:
        return cls(file.application.id, file.child.id, code, at)


async def send_reminders(desk: Desk, application_ids: Sequence[UUID]) -> list[Reminded]:
    """Raises ApplicationNotFound, and ReminderTooSoon when every school has had its reminder today."""
    wanted = sorted(set(application_ids), key=lambda one: one.bytes)
    files = [await take_up(desk, application_id, None) for application_id in wanted]
    last = await desk.letters.last_sent({file.school.urn for file in files}, REMINDER, desk.today)
    if files and all(file.school.urn in last for file in files):
        raise ReminderTooSoon(max(last[file.school.urn] for file in files))
    results: dict[UUID, Reminded] = {
        file.application.id: Reminded.of(file, "reminder_too_soon", last[file.school.urn])
        for file in files
        if file.school.urn in last
    }
    for school_files in _by_school(file for file in files if file.school.urn not in last):
        results |= {done.application_id: done for done in await _remind(desk, school_files)}
    return [results[application_id] for application_id in dict.fromkeys(application_ids)]


def _by_school(files: Iterable[ApplicationFile]) -> list[list[ApplicationFile]]:
    grouped: dict[int, list[ApplicationFile]] = {}
    for file in files:
        grouped.setdefault(file.school.urn, []).append(file)
    return list(grouped.values())


async def _remind(desk: Desk, files: Sequence[ApplicationFile]) -> list[Reminded]:
    """One mail about all of a school's requests that still wait for an answer."""
    address = await desk.contacts.reply_address(files[0].school.urn)
    waiting = [file for file in files if file.application.state in REMINDABLE]
    refused = [Reminded.of(file, "step_not_allowed") for file in files if file not in waiting]
    if address is None:
        return refused + [Reminded.of(file, "no_reply_address") for file in waiting]
    if waiting:
        await _write(desk, waiting, address)
    return refused + [Reminded.of(file, None, desk.now) for file in waiting]


async def _write(desk: Desk, files: Sequence[ApplicationFile], address: str) -> None:
    sender = await sender_of(desk, files[0])
    told: list[Asked] = []
    for position, file in enumerate(files):
        dates = RequestDates.of(file.clocks)
        kept = await keep_sent(desk, file, seeds.letter_templates()[REMINDER], dates)
        told.append(asked(file, dates, await issue_link(desk, file, dates)))
        application = file.application
        line = log_entry(
            desk, EntryKind.REMINDED, {}, application.case_id, application.child_id, application.id, kept.id
        )
        await desk.history.add([line])
        # A mail about several requests is one mail to the school (AM-3).
        await tell_ask(desk, file, counts_as_email=position == 0)
    words = mails.reminder(told, sender)
    await desk.mail.add(Mail(mails.REMINDER, address, words.subject, words.body, files[0].application.id))
