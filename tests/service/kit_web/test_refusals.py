"""Attempts that were refused or found nothing are told to the audit of whoever tried (SE-102, PL-210)."""

from fastapi import FastAPI
from sqlalchemy import text

from kit.auth.vocabulary import Role
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient, SignIn

ENTRIES = text(
    "select e.outcome, e.operation, e.seq, c.child_id from toy.audit_entries e left join toy.audit_children c"
    " on c.authority = e.authority and c.seq = e.seq where e.actor_id = :actor order by e.seq"
)


async def told(database: Database, client: SignedInClient, chain: str) -> list[tuple[str, str, str | None]]:
    async with database.transaction(Context.job(chain, "tests")) as connection:
        rows = (await connection.execute(ENTRIES, {"actor": client.identity.subject})).all()
    return [(row.outcome, row.operation, str(row.child_id) if row.child_id else None) for row in rows]


async def test_what_was_not_found_is_told_with_the_id_that_was_asked_for(
    elsewhere: SignedInClient, northshire: SignedInClient, toy_database: Database
) -> None:
    thing = (await northshire.send_step("/v1/things", {"name": new_id().hex[-12:]})).json()["id"]

    answers = [await elsewhere.get(f"/v1/things/{thing}"), await elsewhere.get("/v1/things/none")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert await told(toy_database, elsewhere, "998") == [("not_found", "show_thing", thing)]


async def test_who_may_not_is_told_and_a_wrong_version_of_the_own_thing_is_not(
    toy: FastAPI, sign_in: SignIn, northshire: SignedInClient, toy_database: Database
) -> None:
    made = (await northshire.send_step("/v1/things", {"name": new_id().hex[-12:]})).json()
    await northshire.put(f"/v1/things/{made['id']}", json={"name": "x"}, headers={"If-Match": '"9"'})
    async with sign_in.client(toy, sign_in.user(Role.LA_AUDITOR, authority="997")) as auditor:
        refused = await auditor.get(f"/v1/things/{made['id']}")
        entries = await told(toy_database, auditor, "997")
    async with sign_in.client(toy, sign_in.user(Role.SCHOOL_HEAD, school=100001)) as head:
        hidden = await head.get(f"/v1/things/{made['id']}")
        of_school = await told(toy_database, head, "platform")

    assert refused.status_code == 403
    assert entries == [("denied", "show_thing", made["id"])]
    assert hidden.status_code in {403, 404}
    assert [outcome for outcome, _, _ in of_school] == ["denied" if hidden.status_code == 403 else "not_found"]
    assert {outcome for outcome, _, _ in await told(toy_database, northshire, "999")} == {"ok"}
