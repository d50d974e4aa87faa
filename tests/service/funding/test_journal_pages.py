"""The list that PostgreSQL writes itself says exactly what the models say."""

from factories.funded import Funded, good
from funding.api.ledger_schemas import JournalOut
from funding.store.books import BookStore
from kit.db.tenancy import Context
from kit.web.paging import Page


async def test_journals_written_by_the_database_equal_those_built_from_the_domain(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask())
    await funded.pay()

    answer = await funded.vsh.get("/v1/journals?limit=100")

    database = funded.app.state.runtime.database
    async with database.transaction(Context.job(funded.authority, "compare")) as connection:
        kept = [JournalOut.of(one) async for one in BookStore(connection, funded.authority).journals()]
    written = Page[JournalOut].model_validate_json(answer.content)
    assert len(kept) > 4
    assert list(written.items) == sorted(kept, key=lambda one: -one.seq)
    assert answer.headers["content-type"] == "application/json"


async def test_what_one_thing_caused_is_listed_alone_and_page_by_page(funded: Funded) -> None:
    award = await funded.award(6)

    whole = good(await funded.vsh.get(f"/v1/journals?source_id={award['id']}"))["items"]
    first = good(await funded.vsh.get(f"/v1/journals?source_id={award['id']}&limit=1"))

    assert {one["source_id"] for one in whole} == {award["id"]}
    assert first["items"] == whole[:1]
    rest = good(await funded.vsh.get(f"/v1/journals?source_id={award['id']}&cursor={first['next_cursor']}"))
    assert rest["items"] == whole[1:]
    assert rest["next_cursor"] is None


async def test_another_authority_sees_none_of_them(funded: Funded) -> None:
    await funded.award(6)

    async with funded.sign_in.client(
        funded.app, funded.sign_in.user(*funded.vsh.identity.roles, authority="899")
    ) as other:
        answer = good(await other.get("/v1/journals"))

    assert answer == {"items": [], "next_cursor": None}
