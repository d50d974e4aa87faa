"""S20: whatever a caller sends to any operation, the answer is one of those promised, and never a fault of ours."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from factories.directed_cases import Directions
from factories.exampleshire import MovableClock
from factories.fuzzing import OFF, fuzz
from factories.populated import TODAY, Populated, populate
from factories.served import served
from factories.whole_product import Callers, a_whole_product
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from onroll.documents import documents

SEED = 20261123
PHASES = {"examples": OFF, "stateful": OFF, "coverage": {"unexpected-methods": []}}


@pytest.fixture(scope="module")
async def there(clone: ClonedDatabase, open_database: OpenDatabase) -> Populated:
    return await populate(clone, open_database)


@pytest.fixture
def url(clone: ClonedDatabase, tmp_path: Path) -> Iterator[str]:
    with served(lambda: a_whole_product(clone, tmp_path, MovableClock(TODAY))) as address:
        yield address


def test_s20_every_answer_is_a_promised_one_and_none_is_a_fault(url: str, there: Populated, tmp_path: Path):
    directions = Directions(Callers(tmp_path, MovableClock(TODAY), there), there, SEED)

    with directions.given():
        found = fuzz(url, documents()["onroll"], seed=SEED, examples=2, phases=PHASES)

    assert not found.faults, found.said()
    assert found.sent >= 2_000
    assert len(directions.succeeded) >= 45, "requests do not get past the door"
    assert max(found.answered) < 500


@asynccontextmanager
async def a_careless_app() -> AsyncIterator[FastAPI]:
    yield careless()


def careless() -> FastAPI:
    app = FastAPI()

    @app.get("/schools/{urn}")
    async def show_school(urn: int) -> dict[str, int]:
        if urn != 0:
            raise OverflowError("integer out of range")
        return {"urn": urn}

    @app.get("/schools")
    async def list_schools(limit: int = 10) -> dict[str, int]:
        return {"limit": limit} if limit == 10 else {}

    return app


def test_s20_a_fault_and_an_unpromised_answer_would_be_seen():
    """The planted fault: an app that lets its database say no, and whose answer is not what it describes."""
    app = careless()
    document = get_openapi(title="careless", version="1", routes=app.routes)
    promised = {"type": "object", "required": ["limit"]}
    document["paths"]["/schools"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] = promised

    with served(a_careless_app) as address:
        found = fuzz(address, document, seed=SEED, examples=30, phases={"stateful": OFF})

    assert any("not_a_server_error" in kind for kind in found.faults), found.said()
    assert any("response_schema_conformance" in kind for kind in found.faults), found.said()
