"""A school's step goes on in the tenant of the authority that asked, and comes home again (SE-103)."""

import pytest
from sqlalchemy import text

from kit.db.database import Database
from kit.db.standing import Standing
from kit.db.tenancy import Context, ContextKind
from kit.kernel.ids import new_id

OWN = Context(ContextKind.SCHOOL, "100001", "head")
STANDS = text("select toy.onroll_kind(), toy.onroll_tenant()")


async def add(database: Database, authority: str) -> None:
    async with database.transaction(Context.job(authority, "tests")) as connection:
        await connection.execute(
            text("insert into toy.things (authority, id, name, version) values (:authority, :id, :name, 1)"),
            {"authority": authority, "id": new_id(), "name": new_id().hex},
        )


async def test_a_visit_reaches_one_authority_and_ends_where_it_began(toy_database: Database) -> None:
    for authority in ("901", "902"):
        await add(toy_database, authority)
    seen = []
    async with toy_database.transaction(OWN) as connection:
        standing = Standing(connection, toy_database, OWN)
        for step in (None, "901", "902", ""):
            if step:
                await standing.visit(step)
            elif step == "":
                await standing.come_home()
            kind, tenant = (await connection.execute(STANDS)).one()
            things = (await connection.execute(text("select distinct authority from toy.things"))).scalars().all()
            seen.append((kind, tenant, things))

    assert seen == [("school", None, []), ("link", "901", ["901"]), ("link", "902", ["902"]), ("school", None, [])]


async def test_a_visit_does_not_outlive_its_transaction(toy_database: Database) -> None:
    await add(toy_database, "903")
    with pytest.raises(RuntimeError):
        async with toy_database.transaction(OWN) as connection:
            await Standing(connection, toy_database, OWN).visit("903")
            raise RuntimeError("the step failed")

    async with toy_database.engine.connect() as connection:
        things = (await connection.execute(text("select 1 from toy.things"))).all()

    assert things == []
