"""The real register of 50,515 schools and 33,801 links, where its files are at hand."""

import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from factories.registers import Ask
from kit.db.database import Database
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from placements.domain.lineage import Edge, LineageKind, chain_of
from placements.imports.report import Report
from placements.imports.schools import import_register

CPU_SECONDS_FIRST, CPU_SECONDS_AGAIN = 20, 12
"""Of this process: a busy machine makes everything late, but nothing more work."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One import of the register: what it said, and the seconds of processor it took."""

    report: Report
    seconds: float


@dataclass(frozen=True, slots=True)
class ReadTwice:
    first: Reading
    again: Reading
    told: list[tuple[int, int]]


@pytest.fixture(scope="module")
async def register_read_twice(database: Database, shared: Path) -> ReadTwice:
    """Both tests look at the same two imports, whichever runs first and whoever runs it."""
    told: list[tuple[int, int]] = []

    async def read() -> Reading:
        started = time.process_time()
        report = await import_register(
            database,
            shared / "gias" / "establishments_20231116.csv.gz",
            shared / "gias" / "links_20250422.csv.gz",
            lambda done, total: told.append((done, total)),
            apply=True,
            clock=StoppedClock(NOON),
        )
        return Reading(report, time.process_time() - started)

    return ReadTwice(first=await read(), again=await read(), told=told)


async def test_the_whole_register_comes_in_and_a_second_time_changes_nothing(
    register_read_twice: ReadTwice, ask: Ask
) -> None:
    first, again, told = (
        register_read_twice.first.report,
        register_read_twice.again.report,
        register_read_twice.told,
    )

    assert (first.rows, first.new, first.wrong, first.warnings) == (50_515, 50_515, 0, 0)
    assert (first.parts[0].rows, first.parts[0].new, first.parts[0].wrong) == (33_801, 33_801, 0)
    assert (again.new, again.changed, again.same) == (0, 0, 50_515)
    assert (again.parts[0].new, again.parts[0].changed, again.parts[0].same) == (0, 0, 33_801)
    assert register_read_twice.first.seconds < CPU_SECONDS_FIRST
    assert register_read_twice.again.seconds < CPU_SECONDS_AGAIN
    assert max(b[0] - a[0] for a, b in pairwise(told)) <= 500
    assert ask("select type, count(*) from placements.outbox group by 1 order by 1") == [
        ("school.changed", 50_515),
        ("school.link_changed", 33_801),
    ]


@pytest.mark.usefixtures("register_read_twice")
async def test_pl_307_the_lineage_of_the_real_register(ask: Ask) -> None:
    counts: dict[str, int] = dict(ask("select kind, count(*) from placements.lineage_edges group by 1"))
    edges = [
        Edge(from_urn, to_urn, LineageKind(kind), None)
        for from_urn, to_urn, kind in ask("select from_urn, to_urn, kind from placements.lineage_edges")
    ]

    assert counts == {"continues": 8_577, "merge": 4_483, "new": 2_646, "split": 211}
    assert chain_of(111735, edges) == (111735, 131760, 136121, 144495, 148186)
    assert not any({edge.from_urn, edge.to_urn} == {122057, 122060} for edge in edges)
    assert ask("select count(*) from placements.schools where name ~ '[\u0080-\u009f\ufffd]'") == [(0,)]
