"""R1 at length: ten thousand writes while server and database are killed twenty times."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories.keyed_writes import Writers, people_and_children
from factories.persona_browser import signed_in
from factories.running_product import RunningProduct, running_product
from factories.survived import a_case, a_payee, assert_everything_survived

WRITES = 10_000
KILLS = 20
PATIENCE_SECONDS = 300


@pytest.fixture
def product(tmp_path: Path) -> Iterator[RunningProduct]:
    with running_product(tmp_path / "var") as started:
        yield started


async def test_r1_at_length_nothing_is_lost_and_nothing_doubled(product: RunningProduct):
    payees = [a_payee(f"Provider {number}") for number in range(WRITES // 2)]
    writers = Writers()
    with product.ground() as ground:
        async with product.house(ground) as house:
            cases = [a_case(child) for child in await people_and_children(house, WRITES // 2)]
        async with signed_in(product.url, "lee_arden") as finance, signed_in(product.url, "robin_ellery") as officer:
            writing = asyncio.gather(writers.write(finance, payees), writers.write(officer, cases))
            for kill in range(1, KILLS + 1):
                await asyncio.wait_for(writers.reach(kill * WRITES // (KILLS + 1)), PATIENCE_SECONDS)
                if kill % 4 == 0:
                    product.kill_database()
                else:
                    product.kill()
                    await asyncio.to_thread(product.start)
            await writing

        assert len(writers.acknowledged) == WRITES, writers.refused
        await asyncio.to_thread(assert_everything_survived, product, ground, writers, payees, cases)
