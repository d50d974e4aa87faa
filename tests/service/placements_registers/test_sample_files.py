"""The sample files that come with the product can be taken as they are."""

from pathlib import Path

import pytest

from factories.registers import Ask
from kit.db.database import Database
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from kit.testing.sign_in import AUDIT_KEY
from placements.domain.imports import ImportKind
from placements.imports.by_command import import_by_command
from placements.imports.report import Report

KINDS = {
    ImportKind.CHILDREN: ("children.csv", 3),
    ImportKind.MOVES: ("moves.csv", 1),
    ImportKind.SCHOOL_FACTS: ("school_facts.csv", 2),
    ImportKind.DFE_CSC: ("dfe_csc.json", 1),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_sample_file_is_taken_whole_and_again_it_is_the_same(
    kind: ImportKind, database: Database, register: Report, samples: Path, ask: Ask
) -> None:
    assert register.applied
    name, rows = KINDS[kind]

    async def take() -> Report:
        return await import_by_command(
            database,
            "201",
            samples / name,
            kind=kind,
            apply=True,
            clock=StoppedClock(NOON),
            progress=lambda _done, _total: None,
            audit_key=AUDIT_KEY,
        )

    first, again = await take(), await take()

    assert (first.refused, first.applied, first.wrong, first.new + first.changed) == (None, True, 0, rows)
    assert (again.applied, again.same) == (True, rows)
    assert ask("select count(*) from placements.import_files") == [(0,)]
