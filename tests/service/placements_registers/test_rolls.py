"""A child comes onto a roll and leaves it: one main registration at a time, told as a whole list."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from factories.registers import TODAY, Ask, a_record, work_of
from factories.registers import register as register_children
from kit.db.database import Database
from kit.kernel.ids import new_id
from placements.actions.change_roll import put_on_roll, take_off_roll
from placements.actions.register_children import register_children as registering
from placements.domain.child import ChildNotFound, UpnInUse
from placements.domain.child_record import ChildRecord
from placements.domain.roll import PeriodOverlap, Roll, RollEndReason
from placements.imports.report import Report
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore


def a_roll(urn: int, first_day_on: date) -> Roll:
    return Roll(id=new_id(), school_urn=urn, first_day_on=first_day_on)


async def put(database: Database, child_id: UUID, roll: Roll) -> ChildRecord:
    async with work_of(database, "201") as work:
        children, intervals = ChildStore(work.connection, "201"), IntervalStore(work.connection, "201")
        return await put_on_roll(children, intervals, work.outbox, child_id, roll, TODAY)


async def test_a_new_main_roll_ends_the_one_before_it(database: Database, register: Report, ask: Ask) -> None:
    assert register.applied
    record = a_record("Tia", "Akers", on_roll_of=990001)
    await register_children(database, "201", record)

    moved = await put(database, record.child.id, a_roll(990005, date(2026, 11, 30)))

    assert (moved.child.version, len(moved.rolls)) == (2, 2)
    ((payload,),) = ask("select payload from placements.outbox where type = 'child.roll_changed' and version = 2")
    assert [(i["school_urn"], i["from"], i["to"], i["end_reason"]) for i in payload["intervals"]] == [
        (990001, "2025-09-01", "2026-11-29", "care_move"),
        (990005, "2026-11-30", None, None),
    ]
    assert ask(
        "select school_urn, last_day_on::text from placements.rolls where child_id = %s order by first_day_on",
        record.child.id,
    ) == [(990001, "2026-11-29"), (990005, None)]


async def test_a_roll_that_would_begin_before_the_open_one_is_refused_and_nothing_changes(
    database: Database, register: Report, ask: Ask
) -> None:
    assert register.applied
    record = a_record("Ben", "Brook", on_roll_of=990001)
    await register_children(database, "201", record)

    with pytest.raises(PeriodOverlap):
        await put(database, record.child.id, a_roll(990005, date(2025, 8, 1)))

    assert ask("select version from placements.children where id = %s", record.child.id) == [(1,)]


async def test_a_child_leaves_a_roll(database: Database, register: Report) -> None:
    assert register.applied
    record = a_record("Cam", "Cole", on_roll_of=990001)
    await register_children(database, "201", record)

    async with work_of(database, "201") as work:
        children, intervals = ChildStore(work.connection, "201"), IntervalStore(work.connection, "201")
        left = await take_off_roll(
            children,
            intervals,
            work.outbox,
            record.child.id,
            date(2026, 11, 20),
            RollEndReason.SCHOOL_CLOSED,
            TODAY,
        )
        again = await take_off_roll(
            children, intervals, work.outbox, record.child.id, date(2026, 11, 23), RollEndReason.UNKNOWN, TODAY
        )

    assert (left.rolls[0].last_day_on, left.rolls[0].end_reason) == (date(2026, 11, 20), RollEndReason.SCHOOL_CLOSED)
    assert again.child.version == left.child.version == 2


async def test_another_authoritys_child_cannot_be_put_on_a_roll(database: Database, register: Report) -> None:
    assert register.applied
    record = a_record("Dee", "Dunn")
    await register_children(database, "202", record)

    with pytest.raises(ChildNotFound):
        await put(database, record.child.id, a_roll(990005, date(2026, 11, 30)))


async def test_children_are_registered_all_or_none(database: Database, register: Report, ask: Ask) -> None:
    assert register.applied
    twins = [a_record("Eve", "One", upn="H801200001001"), a_record("Eve", "Two", upn="H801200001001")]
    overlapping = a_record("Fay", "Field")
    overlapping = replace(overlapping, care=(*overlapping.care, replace(overlapping.care[0], id=new_id())))

    for records, refusal in ((twins, UpnInUse), ([a_record("Gus", "Gold"), overlapping], PeriodOverlap)):
        with pytest.raises(refusal):
            async with work_of(database, "203") as work:
                await registering(
                    ChildStore(work.connection, "203"),
                    IntervalStore(work.connection, "203"),
                    work.outbox,
                    records,
                    TODAY,
                )

    assert ask("select count(*) from placements.children where authority = '203'") == [(0,)]
    assert ask("select count(*) from placements.outbox where authority = '203'") == [(0,)]
