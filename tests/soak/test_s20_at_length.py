"""S20 at length: every phase of Schemathesis, operations after each other as well, for a quarter of an hour."""

from pathlib import Path

from factories.directed_cases import Directions
from factories.exampleshire import MovableClock
from factories.fuzzing import fuzz
from factories.populated import TODAY, populate
from factories.served import served
from factories.whole_product import Callers, a_whole_product
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from onroll.documents import documents

SECONDS = 15 * 60
SEED = 1


async def test_s20_at_length_no_answer_is_a_fault(clone: ClonedDatabase, open_database: OpenDatabase, tmp_path: Path):
    clock = MovableClock(TODAY)
    there = await populate(clone, open_database)
    directions = Directions(Callers(tmp_path, clock, there), there, SEED)

    with served(lambda: a_whole_product(clone, tmp_path, clock)) as url, directions.given():
        found = fuzz(url, documents()["onroll"], seed=SEED, examples=100, **{"max-time": SECONDS})

    assert not found.faults, found.said()
    assert found.sent > 5_000
