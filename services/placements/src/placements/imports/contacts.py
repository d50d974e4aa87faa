"""Contacts of schools as a list: whom to write to in which role, and where reply links go."""

import asyncio
from typing import Final

from kit.db.audit import Actor, AuditKey
from kit.db.database import Database
from kit.db.work import Work
from kit.kernel.clock import Clock
from placements.actions.keep_contacts import compare_contacts, keep_contacts
from placements.imports.contact_rows import ContactReader
from placements.imports.delimited import Delimited, Source, open_delimited
from placements.imports.report import FileRefused, Progress, Report
from placements.imports.taking import COMMAND_LINE, TenantImport, WhenTaken, desk_of, nothing_more

KIND: Final = "contacts"


async def import_contacts(
    database: Database,
    authority: str,
    contacts: Source,
    *,
    apply: bool,
    clock: Clock,
    progress: Progress,
    audit_key: AuditKey,
    accept_partial: bool = False,
    actor: Actor = COMMAND_LINE,
    when_taken: WhenTaken = nothing_more,
) -> Report:
    """Checks contacts against those held, one for each role of a school, and with `apply` keeps them."""
    taking = TenantImport(
        kind=KIND,
        authority=authority,
        clock=clock,
        audit_key=audit_key,
        apply=apply,
        accept_partial=accept_partial,
        actor=actor,
        when_taken=when_taken,
    )
    try:
        with open_delimited(contacts) as file:

            async def take(work: Work) -> Report:
                return await _take(work, actor, file, progress, apply=apply)

            return await taking.run(database, take)
    except FileRefused as refused:
        return refused.report(KIND)


async def _take(work: Work, actor: Actor, file: Delimited, progress: Progress, *, apply: bool) -> Report:
    reader = ContactReader(file)
    rows = await asyncio.to_thread(reader.rows)
    urns = {row.contact.school_urn or 0 for row in rows}
    desk = await desk_of(work, actor)
    contacts = desk.contacts
    held = await contacts.of_schools(urns)
    schools = await desk.schools.many(urns)
    kept = compare_contacts(held, reader.fitting(rows, schools, held), reader.told)
    if apply:
        await keep_contacts(contacts, desk.outbox, kept, desk.today)
    progress(reader.tally.rows, reader.tally.rows)
    return reader.tally.report(
        KIND,
        new=len(kept.new),
        changed=len(kept.changed),
        same=kept.same,
        columns_ignored=reader.columns_ignored,
    )
