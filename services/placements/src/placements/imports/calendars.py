"""School calendars as a list of terms and days without school, for an authority and its schools."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Final

from kit.db.audit import Actor, AuditKey
from kit.db.database import Database
from kit.db.work import Work
from kit.kernel.clock import Clock
from placements.actions.publish_calendars import Difference, publish_calendars
from placements.actions.recompute_clocks import recompute_clocks
from placements.domain.clock_moves import MoveCause
from placements.domain.drafted_calendar import owned_schools
from placements.domain.school_calendar import SchoolCalendar
from placements.imports.calendar_rows import READ, CalendarReader
from placements.imports.delimited import Delimited, Source, open_delimited
from placements.imports.report import FileRefused, Progress, Report
from placements.imports.taking import COMMAND_LINE, TenantImport, WhenTaken, desk_of, nothing_more
from placements.store.authorities import AuthorityStore
from placements.store.schools import SchoolStore

KIND: Final = "calendars"


async def import_calendars(
    database: Database,
    authority: str,
    calendars: Source,
    *,
    apply: bool,
    clock: Clock,
    progress: Progress,
    audit_key: AuditKey,
    accept_partial: bool = False,
    actor: Actor = COMMAND_LINE,
    when_taken: WhenTaken = nothing_more,
) -> Report:
    """Checks calendars against those held and, with `apply`, enters the differing ones as new versions.

    The report counts rows, terms and days; `details` counts the calendars they make.
    """
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
        with open_delimited(calendars) as file:

            async def take(work: Work) -> Report:
                return await _take(work, actor, file, progress, apply=apply)

            return await taking.run(database, take)
    except FileRefused as refused:
        return refused.report(KIND)


async def _take(work: Work, actor: Actor, file: Delimited, progress: Progress, *, apply: bool) -> Report:
    reader = CalendarReader(file)
    drafts = await asyncio.to_thread(reader.drafts)
    schools = SchoolStore(work.connection)
    known = frozenset(await schools.many(owned_schools(drafts)))
    codes = await AuthorityStore(work.connection).codes()
    finished = {
        calendar: len(draft.rows)
        for draft in drafts
        if reader.is_owned(draft, known, codes) and (calendar := reader.finished(draft)) is not None
    }
    differences = await publish(work, actor, [*finished], apply=apply)
    progress(reader.tally.rows, reader.tally.rows)
    rows: Counter[Difference] = Counter()
    for difference, count in zip(differences, finished.values(), strict=True):
        rows[difference] += count
    return reader.tally.report(
        KIND,
        **{difference.value: rows[difference] for difference in Difference},
        columns_ignored=tuple(name for name in file.columns if name not in READ),
        details={f"calendars_{difference}": differences.count(difference) for difference in Difference},
    )


async def publish(work: Work, actor: Actor, calendars: Sequence[SchoolCalendar], *, apply: bool) -> list[Difference]:
    """Differing ones become versions, and every running clock follows them (PL-315)."""
    desk = await desk_of(work, actor)
    differences = await publish_calendars(desk.calendars, desk.schools, desk.outbox, calendars, desk.today, write=apply)
    if apply and any(difference is not Difference.SAME for difference in differences):
        moves = await recompute_clocks(desk, MoveCause.CALENDAR)
        work.audit.saw(*{move.child_id for move in moves})
    return differences
