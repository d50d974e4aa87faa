"""Children are registered together or not at all."""

from dataclasses import replace

import pytest

from factories.registers import TODAY, Ask, a_record, work_of
from kit.db.database import Database
from kit.kernel.ids import new_id
from placements.actions.register_children import register_children
from placements.domain.child import UpnInUse
from placements.domain.roll import PeriodOverlap
from placements.imports.report import Report
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore


async def test_children_are_registered_all_or_none(database: Database, register: Report, ask: Ask) -> None:
    assert register.applied
    twins = [a_record("Eve", "One", upn="H801200001001"), a_record("Eve", "Two", upn="H801200001001")]
    overlapping = a_record("Fay", "Field")
    overlapping = replace(overlapping, care=(*overlapping.care, replace(overlapping.care[0], id=new_id())))

    for records, refusal in ((twins, UpnInUse), ([a_record("Gus", "Gold"), overlapping], PeriodOverlap)):
        with pytest.raises(refusal):
            async with work_of(database, "203") as work:
                await register_children(
                    ChildStore(work.connection, "203"),
                    IntervalStore(work.connection, "203"),
                    work.outbox,
                    records,
                    TODAY,
                )

    assert ask("select count(*) from placements.children where authority = '203'") == [(0,)]
    assert ask("select count(*) from placements.outbox where authority = '203'") == [(0,)]
