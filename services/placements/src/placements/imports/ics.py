"""A school calendar as an iCalendar file: one owner's academic year, said beside the file (section 17)."""

import asyncio
from typing import Final

from kit.db.work import Work
from kit.kernel.days import OwnerKind
from placements.imports.calendars import KIND, publish
from placements.imports.ics_calendars import read_ics_calendar
from placements.imports.order import Order
from placements.imports.report import Report, Tally
from placements.imports.taking import TenantImport, WhenTaken
from placements.store.authorities import AuthorityStore
from placements.store.schools import SchoolStore

_OWNERS: Final[dict[str, OwnerKind]] = {"authority": "authority", "school": "school"}


async def import_ics(order: Order, *, apply: bool, when_taken: WhenTaken) -> Report:
    """Checks the calendar against the one held and, with `apply`, enters it where it differs; events are rows."""
    taking = TenantImport(
        kind=KIND,
        authority=order.owner,
        clock=order.clock,
        audit_key=order.audit_key,
        apply=apply,
        accept_partial=order.accept_partial,
        actor=order.actor,
        when_taken=when_taken,
    )

    async def take(work: Work) -> Report:
        return await _take(work, order, apply=apply)

    return await taking.run(order.database, take)


async def _take(work: Work, order: Order, *, apply: bool) -> Report:
    told, tally = order.told, Tally()
    owner_kind, owner_code = _OWNERS[told["owner_kind"]], told["owner_code"]
    if not await _is_known(work, owner_kind, owner_code):
        tally.wrong_row(0, "owner_code", "school_unknown" if owner_kind == "school" else "owner_unknown")
        return tally.report(KIND)
    read = await asyncio.to_thread(read_ics_calendar, order.file, owner_kind, owner_code, told["academic_year"], tally)
    calendars = [read.calendar] if read.calendar else []
    differences = await publish(work, order.actor, calendars, apply=apply)
    order.progress(tally.rows, tally.rows)
    taken = tally.rows - tally.ignored - tally.wrong
    return tally.report(KIND, **{difference.value: taken for difference in differences})


async def _is_known(work: Work, owner_kind: OwnerKind, owner_code: str) -> bool:
    if owner_kind == "school":
        return await SchoolStore(work.connection).get(int(owner_code)) is not None
    return await AuthorityStore(work.connection).get(owner_code) is not None
