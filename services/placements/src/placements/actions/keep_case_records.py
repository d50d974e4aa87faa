"""Somebody notes, escalates, records what a child gets meanwhile, or ticks a fact with its date (O44, O46)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from kit.kernel.errors import InvalidInput, StaleVersion
from kit.kernel.ids import new_id
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.keep_clocks import start_case_clock
from placements.actions.take_up import calendars_of
from placements.actions.take_up_case import log_case, take_up_case
from placements.domain.case_facts import STARTS, CaseFact, FactKey, newest, stopped_by
from placements.domain.case_notes import CaseNote, NoteKind
from placements.domain.cases import Case
from placements.domain.chronology import EntryKind
from placements.domain.clocks import clock_of
from placements.domain.provision import InterimProvision, ProvisionNotFound

_ENTRIES = {NoteKind.NOTE: EntryKind.NOTE_ADDED, NoteKind.ESCALATION: EntryKind.CASE_ESCALATED}


async def add_note(
    desk: Desk, case_id: UUID, version: int, kind: NoteKind, text: str, *, address_checked: bool = False
) -> Case:
    """A closed case takes a note, too. Raises CaseNotFound, InvalidFields."""
    case = await take_up_case(desk, case_id, version, closed_too=kind is NoteKind.NOTE)
    await refuse_addresses(desk, case.child_id, {"/text": text}, checked=address_checked)
    note = CaseNote(
        id=new_id(),
        case_id=case.id,
        kind=kind,
        text=text,
        written_by=desk.taker.id,
        role=desk.taker.role,
        written_at=desk.now,
    )
    await desk.case_records.add_note(note)
    await log_case(desk, case, _ENTRIES[kind], {})
    return case


async def add_provision(
    desk: Desk, case_id: UUID, version: int, facts: Mapping[str, Any], *, address_checked: bool = False
) -> tuple[Case, InterimProvision]:
    """Raises CaseNotFound, CaseIsClosed, StaleVersion, InvalidInput, InvalidFields."""
    case = await take_up_case(desk, case_id, version)
    provision = InterimProvision(id=new_id(), case_id=case_id, **facts)
    await _check_provision(desk, case, provision, address_checked=address_checked)
    await desk.case_records.add_provision(provision)
    await _log_provision(desk, case, provision)
    return case, provision


async def change_provision(
    desk: Desk, provision_id: UUID, version: int, facts: Mapping[str, Any], *, address_checked: bool = False
) -> tuple[Case, InterimProvision]:
    """What is not named stays. Raises ProvisionNotFound, CaseNotFound, StaleVersion, InvalidInput, InvalidFields."""
    held = await desk.case_records.provision_to_change(provision_id)
    if held is None:
        raise ProvisionNotFound
    case = await take_up_case(desk, held.case_id, None, closed_too=True)
    if held.version != version:
        raise StaleVersion
    changed = replace(held, version=held.version + 1, **facts)
    await _check_provision(desk, case, changed, address_checked=address_checked)
    await desk.case_records.save_provision(changed)
    await _log_provision(desk, case, changed)
    return case, changed


async def tell_fact(
    desk: Desk,
    case_id: UUID,
    version: int,
    key: FactKey,
    on: date,
    note: str | None,
    *,
    address_checked: bool = False,
) -> Case:
    """The clocks that wait for the fact stand, whether there is a school or not (PL-805).

    Raises CaseNotFound, CaseIsClosed, StaleVersion, InvalidInput, InvalidFields.
    """
    case = await take_up_case(desk, case_id, version)
    if on > desk.today:
        raise InvalidInput("out_of_range", "/on")
    await refuse_addresses(desk, case.child_id, {"/note": note}, checked=address_checked)
    told = newest((await desk.case_records.facts_of([case_id])).get(case_id, ())).get(key)
    fact = CaseFact(id=new_id(), case_id=case_id, fact=key, on=on, note=note, told_by=desk.taker.id, told_at=desk.now)
    await desk.case_records.add_fact(fact)
    clocks = await desk.clocks.of_case(case_id)
    await desk.clocks.keep(stopped_by(clocks, desk.rules, key, on, before=told.on if told else None))
    await _start_what_follows(desk, case, key, on)
    kept = await desk.cases.save(case, desk.now)
    await log_case(desk, kept, EntryKind.FACT_TOLD, {"fact": key.value, "on": on.isoformat()})
    return kept


async def _start_what_follows(desk: Desk, case: Case, key: FactKey, on: date) -> None:
    """A fact told anew moves the clock that it had started, while that one still runs."""
    started = STARTS.get(key)
    if started is None:
        return
    clocks = await desk.clocks.of_case(case.id)
    before = clock_of(clocks, started)
    if before is not None and before.stopped_on is None:
        await desk.clocks.keep([replace(before, stopped_on=on)])
    await start_case_clock(desk, case, started, on, await calendars_of(desk, case, None))


async def _check_provision(desk: Desk, case: Case, provision: InterimProvision, *, address_checked: bool) -> None:
    if provision.to_on is not None and provision.to_on < provision.from_on:
        raise InvalidInput("out_of_range", "/to_on")
    await refuse_addresses(desk, case.child_id, {"/provider": provision.provider}, checked=address_checked)


async def _log_provision(desk: Desk, case: Case, provision: InterimProvision) -> None:
    told = {"kind": provision.kind.value, "from_on": provision.from_on.isoformat()}
    await log_case(desk, case, EntryKind.PROVISION_RECORDED, told)
