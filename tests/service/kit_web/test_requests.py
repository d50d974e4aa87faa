"""What every service answers, tried on the toy service over HTTP and a real PostgreSQL."""

from uuid import uuid4

import httpx
import pytest

from kit.kernel.ids import new_id
from kit.testing.sign_in import SignedInClient

PROBLEM = "application/problem+json"


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem; nothing else may come as an error."""
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["type"] == f"/problems/{body['code']}"
    assert body["request_id"] == answer.headers["request-id"]
    return answer.status_code, body["code"]


async def make(client: SignedInClient, name: str) -> httpx.Response:
    return await client.send_step("/v1/things", {"name": name})


async def test_a_new_thing_has_a_place_and_a_version(northshire: SignedInClient) -> None:
    answer = await make(northshire, "first")

    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["location"] == f"/api/toy/v1/things/{answer.json()['id']}"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_ab_14_another_authority_cannot_tell_that_the_thing_exists(
    northshire: SignedInClient, elsewhere: SignedInClient
) -> None:
    made = (await make(northshire, "ours")).json()["id"]

    foreign = await elsewhere.get(f"/v1/things/{made}")
    missing = await elsewhere.get(f"/v1/things/{uuid4()}")

    assert problem(foreign) == problem(missing) == (404, "not_found")
    assert {**foreign.json(), "request_id": ""} == {**missing.json(), "request_id": ""}


async def test_ab_01_without_a_token_nothing_is_said_about_the_body(northshire: SignedInClient) -> None:
    northshire.headers.pop("Authorization")

    answer = await northshire.post("/v1/things", content=b"{", headers={"Content-Type": "text/plain"})

    assert problem(answer) == (401, "missing_token")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"name": "a", "name": "b"}',
        b'{"name": NaN}',
        b'{"name": Infinity}',
        b'{"name": 1e400}',
        b'{"name": ' + b"9" * 5000 + b"}",
        b"[" * 100_00 + b"]" * 100_00,
        '{"name": "a"}'.encode("utf-16"),
        b'{"name": "\xe9"}',
    ],
    ids=["empty", "cut", "twice", "nan", "infinite", "huge float", "huge int", "deep", "utf-16", "latin-1"],
)
async def test_ab_21_22_23_a_body_that_is_no_json_is_400(northshire: SignedInClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": new_id().hex}

    assert problem(await northshire.post("/v1/things", content=body, headers=headers)) == (400, "malformed_body")


@pytest.mark.parametrize(
    ("sent", "pointer", "code"),
    [
        ({}, "/name", "missing"),
        ({"name": "a", "secret": "x"}, "", "unknown_field"),
        ({"name": "a" * 21}, "/name", "too_long"),
        ({"name": ""}, "/name", "too_short"),
        ({"name": 7}, "/name", "wrong_type"),
        ({"name": "a\u0000b"}, "/name", "control_character"),
        ({"name": "a\u202eb"}, "/name", "control_character"),
    ],
)
async def test_ab_17_24_a_wrong_field_is_named_and_its_value_never_comes_back(
    northshire: SignedInClient, sent: dict[str, object], pointer: str, code: str
) -> None:
    answer = await northshire.send_step("/v1/things", sent)

    assert problem(answer) == (422, "validation_failed")
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert "secret" not in answer.text
    assert "a" * 21 not in answer.text


async def test_ab_29_a_body_of_another_type_is_415(northshire: SignedInClient) -> None:
    headers = {"Content-Type": "text/xml", "Idempotency-Key": new_id().hex}

    answer = await northshire.post("/v1/things", content=b"<name/>", headers=headers)

    assert problem(answer) == (415, "unsupported_media_type")


async def test_ab_30_an_answer_we_cannot_give_is_406(northshire: SignedInClient) -> None:
    assert problem(await northshire.get("/v1/things", headers={"Accept": "application/xml"})) == (406, "not_acceptable")


async def test_ab_31_a_body_over_the_limit_is_413(northshire: SignedInClient) -> None:
    headers = {"Content-Type": "application/json", "Idempotency-Key": new_id().hex}

    answer = await northshire.post("/v1/things", content=b" " * (64 * 1024 + 1), headers=headers)

    assert problem(answer) == (413, "too_large")


async def test_ab_32_headers_and_addresses_have_limits(northshire: SignedInClient) -> None:
    wide = await northshire.get("/v1/things", headers={"Padding": "x" * 33_000})
    many = await northshire.get("/v1/things", headers=[(f"h{i}", "x") for i in range(120)])
    long = await northshire.get("/v1/things?cursor=" + "x" * 9_000)

    assert problem(wide) == problem(many) == (431, "headers_too_large")
    assert problem(long) == (414, "uri_too_long")


async def test_ab_20_37_unknown_and_malformed_addresses_are_404(northshire: SignedInClient) -> None:
    for path in ("/v1/nothing", "/v1/things/not-an-id", f"/v1/things/{{{uuid4()}}}"):
        assert problem(await northshire.get(path)) == (404, "not_found")


async def test_ab_19_405_lists_all_methods_of_the_address(northshire: SignedInClient) -> None:
    headers = {"X-HTTP-Method-Override": "DELETE"}

    answer = await northshire.post(f"/v1/things/{uuid4()}", headers=headers)

    assert problem(answer) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, PUT"


async def test_ab_25_a_page_size_out_of_range_and_an_altered_cursor_are_422(northshire: SignedInClient) -> None:
    for number in range(3):
        await make(northshire, f"paged {number}")
    cursor = (await northshire.get("/v1/things?limit=1")).json()["next_cursor"]

    huge = await northshire.get("/v1/things?limit=101")
    altered = await northshire.get("/v1/things", params={"cursor": cursor[:-2] + "AA"})

    assert problem(huge) == problem(altered) == (422, "validation_failed")
    assert huge.json()["errors"][0]["pointer"] == "query/limit"
    assert altered.json()["errors"][0]["pointer"] == "query/cursor"


async def test_pages_follow_each_other_without_gap_or_repeat(northshire: SignedInClient) -> None:
    names = sorted(f"row {number:02}" for number in range(30))
    for name in names:
        await make(northshire, name)

    seen: list[str] = []
    cursor = None
    while True:
        page = (await northshire.get("/v1/things", params={"limit": 7} | ({"cursor": cursor} if cursor else {}))).json()
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert [name for name in seen if name.startswith("row ")] == names
    assert len(seen) == len(set(seen))


async def test_ab_44_a_change_names_the_version_it_read(northshire: SignedInClient) -> None:
    made = (await make(northshire, "versioned")).json()
    path = f"/v1/things/{made['id']}"

    async def rename(**headers: str) -> httpx.Response:
        return await northshire.put(path, json={"name": "renamed"}, headers=headers)

    assert problem(await rename()) == (428, "precondition_required")
    for tag in ('"7"', "*", 'W/"1"', '"1", "2"', "1"):
        assert problem(await rename(**{"If-Match": tag})) == (412, "stale")
    renamed = await rename(**{"If-Match": '"1"'})

    assert renamed.status_code == 200
    assert renamed.headers["etag"] == '"2"'


async def test_ab_18_identity_headers_are_ignored(northshire: SignedInClient, elsewhere: SignedInClient) -> None:
    made = (await make(northshire, "not by header")).json()["id"]
    forged = {"X-Tenant": "999", "X-Forwarded-User": "vsh", "X-Original-URL": "/"}

    assert problem(await elsewhere.get(f"/v1/things/{made}", headers=forged)) == (404, "not_found")


async def test_health_needs_no_token_and_readiness_names_what_fails(northshire: SignedInClient) -> None:
    northshire.headers.pop("Authorization")
    root = str(northshire.base_url).removesuffix("/api/toy/")

    assert (await northshire.get(f"{root}/healthz")).json() == {"status": "alive"}
    assert (await northshire.get(f"{root}/readyz")).json() == {"status": "ready", "failed": []}
