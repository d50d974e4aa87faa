"""The same key does nothing twice (R5), and two editors cannot both win (R6)."""

import asyncio
from collections import Counter

import httpx
import pytest
from sqlalchemy import func, select

from factories.toy import METADATA
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.testing.sign_in import SignedInClient

KEYS = 20
AT_ONCE = 10


async def things_named(database: Database, authority: str, name: str) -> int:
    things = METADATA.tables["toy.things"]
    async with database.transaction(Context.job(authority, "count")) as connection:
        found = await connection.execute(select(func.count()).select_from(things).where(things.c.name == name))
        return int(found.scalar_one())


async def test_r5_ab_41_one_effect_per_key_and_the_same_answer_to_all(
    northshire: SignedInClient, toy_database: Database
) -> None:
    async def ask(key: int) -> httpx.Response:
        answer = await northshire.send_step("/v1/things", {"name": f"keyed {key}"}, key=f"key-{key}")
        while answer.status_code in {409, 503}:
            assert answer.json()["code"] in {"idempotency_in_progress", "overloaded"}
            await asyncio.sleep(0.05)
            answer = await northshire.send_step("/v1/things", {"name": f"keyed {key}"}, key=f"key-{key}")
        return answer

    for key in range(KEYS):
        answers = await asyncio.gather(*(ask(key) for _ in range(AT_ONCE)))

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.content for answer in answers}) == 1
        assert sum("idempotent-replay" not in answer.headers for answer in answers) == 1
        assert await things_named(toy_database, "999", f"keyed {key}") == 1


async def test_ab_42_the_same_key_with_another_body_is_refused(northshire: SignedInClient) -> None:
    first = await northshire.send_step("/v1/things", {"name": "one body"}, key="reused")
    second = await northshire.send_step("/v1/things", {"name": "another body"}, key="reused")

    assert first.status_code == 201
    assert (second.status_code, second.json()["code"]) == (409, "idempotency_key_reused")


async def test_ab_43_the_same_key_of_another_organisation_is_independent(
    northshire: SignedInClient, elsewhere: SignedInClient
) -> None:
    ours = await northshire.send_step("/v1/things", {"name": "shared key"}, key="shared")
    theirs = await elsewhere.send_step("/v1/things", {"name": "shared key"}, key="shared")

    assert (ours.status_code, theirs.status_code) == (201, 201)
    assert ours.json()["id"] != theirs.json()["id"]


async def test_ab_40_a_key_is_required(northshire: SignedInClient) -> None:
    answer = await northshire.post("/v1/things", json={"name": "no key"})

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_required")


async def test_a_refusal_may_be_tried_again_with_the_same_key(northshire: SignedInClient) -> None:
    refused = await northshire.send_step("/v1/things", {}, key="again")
    accepted = await northshire.send_step("/v1/things", {"name": "again"}, key="again")

    assert (refused.status_code, accepted.status_code) == (422, 201)


@pytest.mark.parametrize("editors", [40])
async def test_r6_of_many_editors_at_once_one_wins_and_the_rest_get_412(
    northshire: SignedInClient, editors: int
) -> None:
    made = (await northshire.send_step("/v1/things", {"name": "contested"})).json()

    async def rename(editor: int) -> int:
        answer = await northshire.put(
            f"/v1/things/{made['id']}", json={"name": f"contested {editor}"}, headers={"If-Match": '"1"'}
        )
        while answer.status_code == 503:
            await asyncio.sleep(0.05)
            return await rename(editor)
        return answer.status_code

    outcomes = Counter(await asyncio.gather(*(rename(editor) for editor in range(editors))))

    assert outcomes == {200: 1, 412: editors - 1}
