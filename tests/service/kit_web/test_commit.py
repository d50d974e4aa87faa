"""No 2xx without a commit, and nothing half written (RE-1, RE-2, AB-78)."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import Depends, FastAPI
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from factories.toy import METADATA
from kit.db.audit import GENESIS, entry_hash
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.testing.sign_in import AUDIT_KEY, SignedInClient


async def count(database: Database, table: str) -> int:
    async with database.transaction(Context.job("999", "count")) as connection:
        found = await connection.execute(text(f"select count(*) from toy.{table}"))
        return int(found.scalar_one())


async def test_ab_78_a_commit_that_fails_is_never_answered_with_2xx(
    northshire: SignedInClient, toy_database: Database
) -> None:
    await northshire.send_step("/v1/things", {"name": "the same"})
    before = [await count(toy_database, table) for table in ("things", "outbox", "audit_entries", "idempotency")]

    # The name is unique, but only checked at COMMIT: the handler has long returned its 201.
    answer = await northshire.send_step("/v1/things", {"name": "the same"})

    assert answer.status_code >= 500
    assert answer.headers["content-type"] == "application/problem+json"
    after = [await count(toy_database, table) for table in ("things", "outbox", "audit_entries", "idempotency")]
    assert after == before


async def test_planted_fault_a_framework_dependency_would_have_answered_201() -> None:
    """The control of AB-78: FastAPI's default scope ends a dependency after the answer has left."""
    app = FastAPI()
    failed: list[str] = []

    async def transaction() -> Any:
        yield "connection"
        failed.append("commit")
        raise RuntimeError("commit failed")

    @app.post("/things", status_code=201)
    async def make(_: str = Depends(transaction)) -> dict[str, str]:
        return {"made": "yes"}

    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.post("/things")

    assert failed == ["commit"]
    assert answer.status_code == 201


async def test_state_event_audit_and_kept_answer_commit_together(
    northshire: SignedInClient, toy_database: Database
) -> None:
    before = [await count(toy_database, table) for table in ("things", "outbox", "audit_entries", "audit_children")]

    made = await northshire.send_step("/v1/things", {"name": "all at once"})

    after = [await count(toy_database, table) for table in ("things", "outbox", "audit_entries", "audit_children")]
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1, 1, 1]
    async with toy_database.transaction(Context.job("999", "look")) as connection:
        audit = METADATA.tables["toy.audit_entries"]
        entry = (await connection.execute(audit.select().order_by(audit.c.seq.desc()).limit(1))).one()
        children = METADATA.tables["toy.audit_children"]
        named = (await connection.execute(children.select().where(children.c.seq == entry.seq))).one()
    assert entry.operation == "make_thing"
    assert entry.actor_id == northshire.identity.subject
    assert entry.outcome == "ok"
    assert named.child_id == UUID(made.json()["id"])


async def test_every_audit_entry_chains_to_the_one_before(northshire: SignedInClient, toy_database: Database) -> None:
    for number in range(3):
        await northshire.send_step("/v1/things", {"name": f"chained {number}"})

    async with toy_database.transaction(Context.job("999", "verify")) as connection:
        audit = METADATA.tables["toy.audit_entries"]
        rows = [row._asdict() for row in await connection.execute(audit.select().order_by(audit.c.seq))]
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    previous = GENESIS
    for row in rows:
        assert row["prev"] == previous
        assert entry_hash(row, AUDIT_KEY.secret) == row["hash"]
        previous = row["hash"]


@pytest.mark.parametrize("statement", ["update toy.audit_entries set outcome = 'x'", "delete from toy.outbox"])
async def test_ab_76_the_app_cannot_change_what_only_grows(toy_database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with toy_database.transaction(Context.job("999", "tamper")) as connection:
            await connection.execute(text(statement))

    assert getattr(refused.value.orig, "sqlstate", None) == "42501"
