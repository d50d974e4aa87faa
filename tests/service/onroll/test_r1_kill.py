"""R1: whatever is killed while people write, nothing told is lost, nothing is done twice, no event is missing."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import UUID

import pytest

from factories.keyed_writes import Writers, doubled, people_and_children
from factories.persona_browser import PersonaBrowser, signed_in
from factories.running_product import RunningProduct, rows, running_product
from factories.survived import a_case, a_payee, assert_everything_survived
from kit.kernel.ids import new_id
from onroll.ground import Ground

WRITES = 500


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProduct]:
    with running_product(tmp_path_factory.mktemp("r1") / "var") as started:
        yield started


@pytest.fixture(scope="module")
def ground(product: RunningProduct) -> Iterator[Ground]:
    with product.ground() as shared:
        yield shared


@pytest.fixture(scope="module")
async def children(product: RunningProduct, ground: Ground) -> list[UUID]:
    async with product.house(ground) as house:
        return await people_and_children(house, WRITES // 2)


@pytest.fixture
async def finance(product: RunningProduct, children: list[UUID]) -> AsyncIterator[PersonaBrowser]:
    async with signed_in(product.url, "lee_arden") as browser:
        yield browser


@pytest.fixture
async def officer(product: RunningProduct, children: list[UUID]) -> AsyncIterator[PersonaBrowser]:
    async with signed_in(product.url, "robin_ellery") as browser:
        yield browser


async def test_r1_five_hundred_writes_outlive_three_kills_of_the_server_and_one_of_the_database(
    product: RunningProduct, ground: Ground, children: list[UUID], finance: PersonaBrowser, officer: PersonaBrowser
):
    payees = [a_payee(f"Provider {number}") for number in range(WRITES // 2)]
    cases = [a_case(child) for child in children]
    writers = Writers()
    writing = asyncio.gather(writers.write(finance, payees), writers.write(officer, cases))

    for part in range(1, 5):
        await asyncio.wait_for(writers.reach(part * WRITES // 5), 60)
        if part == 2:
            product.kill_database()
        else:
            product.kill()
            await asyncio.to_thread(product.start)
    await writing

    assert len(writers.acknowledged) == WRITES, writers.refused
    assert writers.repeats > 0, "nobody was cut off: the kills came too late"
    await asyncio.to_thread(assert_everything_survived, product, ground, writers, payees, cases)


@pytest.mark.parametrize("keeps_its_key", [True, False])
async def test_r1_an_answer_that_is_lost_shows_whether_the_caller_kept_its_key(
    keeps_its_key: bool, ground: Ground, finance: PersonaBrowser
):
    """The planted fault: who repeats under a fresh key does things twice, and the test above would see it."""
    name = f"Lost {new_id()}"
    write = a_payee(name)

    for attempt in range(2):  # the first answer never reaches the caller
        key = write.key if keeps_its_key else f"{write.key}-{attempt}"
        await finance.change("POST", write.path, write.body, **{"Idempotency-Key": key})

    found = [one for (one,) in rows(ground, "select name from funding.payees where name = %s", name)]
    assert doubled(found) == ([] if keeps_its_key else [name])
