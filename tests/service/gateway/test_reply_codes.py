"""A school opens the link in its mail (SE-40 to SE-46)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from factories import asking_service
from factories.front_door import UNSAFE, FrontDoor, MovableClock, a_front_door, verifier_of
from kit.auth.vocabulary import ActorKind, LinkPurpose, Scope
from kit.db.database import Database
from kit.db.reply_links import LinkState, ReplyLinks
from kit.db.tenancy import Context
from kit.kernel.ids import new_id

EXCHANGE = "/api/gateway/v1/reply-sessions"
REISSUE = "/api/gateway/v1/reply-sessions/reissue"
SUBJECT = UUID("01970000-0000-7000-8000-0000000e0001")


class Asking:
    """Issues links as the service that asks."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self._database = database
        self._clock = clock

    async def link(self, purpose: LinkPurpose = LinkPurpose.ANSWER_APPLICATION, *, days: int = 24) -> str:
        async with self._database.transaction(Context.job("999", "tests")) as connection:
            links = ReplyLinks(connection, asking_service.TABLES, "999", self._clock)
            return await links.issue(purpose, new_id(), 9990001, self._clock.now() + timedelta(days=days))

    async def link_that(self, state: LinkState) -> str:
        subject = new_id()
        async with self._database.transaction(Context.job("999", "tests")) as connection:
            links = ReplyLinks(connection, asking_service.TABLES, "999", self._clock)
            expires_at = self._clock.now() + timedelta(days=24)
            code = await links.issue(LinkPurpose.ANSWER_APPLICATION, subject, 9990001, expires_at)
            await links.close(subject, state)
            return code


@pytest.fixture
def asking(asking_database: Database, moving_clock: MovableClock) -> Asking:
    return Asking(asking_database, moving_clock)


@pytest.fixture(autouse=True)
async def nobody_asked_again() -> AsyncIterator[None]:
    asking_service.asked_again.clear()
    yield


async def exchange(door: FrontDoor, code: str, kind: str = "r", address: str = "203.0.113.20") -> httpx.Response:
    return await door.browser(address).change("POST", EXCHANGE, {"kind": kind, "token": code})


async def test_a_code_becomes_a_token_for_one_job(door: FrontDoor, asking: Asking) -> None:
    answer = await exchange(door, await asking.link())

    told = answer.json()
    assert answer.status_code == 200
    assert (told["service"], told["purpose"]) == ("placements", "answer_application")
    assert told["authority_name"] == "Northshire (demo)"
    assert told["expires_at"] == "2026-11-23T12:05:00Z"
    assert told["deadline"] == "2026-12-03"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


async def test_the_token_says_who_asked_and_holds_the_scopes_of_the_job_alone(door: FrontDoor, asking: Asking) -> None:
    told = (await exchange(door, await asking.link())).json()

    verifier = verifier_of(door.signing_keys, "placements", door.runtime.runtime.clock)
    principal = await verifier.verify([f"Bearer {told['access_token']}".encode()])

    assert principal.kind is ActorKind.LINK
    assert principal.authority == "999"
    assert principal.link is not None
    assert (principal.link.purpose, principal.link.subject_id) == ("answer_application", told["subject_id"])
    assert principal.scopes == {Scope.PLACEMENTS_READ, Scope.PLACEMENTS_DECIDE}


async def test_ab_84_with_the_token_the_job_opens_and_nothing_else_exists(door: FrontDoor, asking: Asking) -> None:
    told = (await exchange(door, await asking.link())).json()
    browser = door.browser()
    bearer = {"Authorization": f"Bearer {told['access_token']}"}

    question = await browser.get("/api/placements/v1/reply", headers=bearer)
    other = await browser.get("/api/placements/v1/deadlines", headers=bearer)
    elsewhere = await browser.get("/api/gateway/v1/me", headers=bearer)

    assert (question.status_code, question.json()["kind"]) == (200, "link")
    assert (other.status_code, other.json()["code"]) == (404, "not_found")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (401, "invalid_token")


async def test_the_same_code_is_exchanged_again_when_the_token_ends(door: FrontDoor, asking: Asking) -> None:
    code = await asking.link()

    first, second = await exchange(door, code), await exchange(door, code)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["access_token"] != second.json()["access_token"]


async def test_ab_82_opening_the_page_itself_changes_nothing(door: FrontDoor, asking: Asking) -> None:
    code = await asking.link()

    for _ in range(3):
        await door.browser().get(f"/r/{code}")

    assert (await exchange(door, code)).status_code == 200


@pytest.mark.parametrize("code", ["unknown-code-unknown-code", "short", "not a code!", "x" * 101])
async def test_ab_82_an_unknown_code_does_not_exist(door: FrontDoor, code: str) -> None:
    answer = await exchange(door, code)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_ab_82_an_expired_code_looks_like_an_unknown_one(
    door: FrontDoor, asking: Asking, moving_clock: MovableClock
) -> None:
    code = await asking.link(days=1)
    moving_clock.wait(days=1)

    expired, unknown = await exchange(door, code), await exchange(door, "unknown-code-unknown-code")

    assert expired.status_code == unknown.status_code == 404
    assert _same(expired) == _same(unknown)


@pytest.mark.parametrize("state", [LinkState.SUPERSEDED, LinkState.WITHDRAWN])
async def test_ab_82_a_settled_question_is_closed(door: FrontDoor, asking: Asking, state: LinkState) -> None:
    answer = await exchange(door, await asking.link_that(state))

    assert (answer.status_code, answer.json()["code"]) == (410, "link_closed")


async def test_a_code_opens_only_under_the_letter_of_its_job(door: FrontDoor, asking: Asking) -> None:
    code = await asking.link(LinkPurpose.ANSWER_APPLICATION)

    assert (await exchange(door, code, kind="c")).status_code == 404
    assert (await exchange(door, code, kind="x")).status_code == 422


async def test_a_service_that_does_not_answer_is_said_so(door: FrontDoor, asking: Asking) -> None:
    answer = await exchange(door, await asking.link(), kind="s")

    assert (answer.status_code, answer.json()["code"]) == (503, "dependency_unavailable")
    assert answer.headers["retry-after"] == "5"


async def test_ten_unknown_codes_close_the_door_for_that_address(door: FrontDoor, asking: Asking) -> None:
    for n in range(10):
        assert (await exchange(door, f"unknown-code-{n:020}", address="203.0.113.77")).status_code == 404
    code = await asking.link()

    closed = await exchange(door, code, address="203.0.113.77")
    others = await exchange(door, code, address="203.0.113.78")

    assert (closed.status_code, closed.json()["code"]) == (429, "rate_limited")
    assert closed.headers["retry-after"] == "300"
    assert others.status_code == 200


async def test_asking_a_new_link_says_the_same_in_every_case(door: FrontDoor, asking: Asking) -> None:
    known = await asking.link()
    closed = await asking.link_that(LinkState.WITHDRAWN)

    answers = [
        await door.browser().change("POST", REISSUE, {"kind": kind, "token": code})
        for kind, code in (("r", known), ("r", closed), ("r", "unknown-code-unknown-code"), ("r", "?"), ("s", known))
    ]

    assert {(answer.status_code, answer.text) for answer in answers} == {(202, "")}
    assert len(asking_service.asked_again) == 2


async def test_ab_83_a_new_link_cannot_be_sent_to_an_address_of_the_asker_s_choice(
    door: FrontDoor, asking: Asking
) -> None:
    body = {"kind": "r", "token": await asking.link(), "email": "mallory@evil.example"}

    answer = await door.browser().change("POST", REISSUE, body)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown_field")
    assert asking_service.asked_again == []


async def test_a_staff_session_in_the_same_browser_does_not_mix_in(door: FrontDoor, asking: Asking) -> None:
    browser = door.browser()
    await browser.sign_in("joy_osei")
    told = (await exchange(door, await asking.link())).json()

    answer = await browser.get("/api/placements/v1/reply", headers={"Authorization": f"Bearer {told['access_token']}"})

    assert answer.json()["kind"] == "link"


async def test_a_service_elsewhere_is_asked_at_its_address(
    gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    addresses = {"placements": "http://127.0.0.1:9"}
    async with a_front_door(gateway_database, moving_clock, tmp_path, service_addresses=addresses) as split:
        answer = await split.browser().post(
            EXCHANGE, json={"kind": "r", "token": "some-code-some-code"}, headers=UNSAFE
        )

    assert (answer.status_code, answer.json()["code"]) == (503, "dependency_unavailable")


def _same(answer: httpx.Response) -> tuple[str, list[tuple[str, str]]]:
    request_id = answer.json()["request_id"]
    headers = [(name, value) for name, value in answer.headers.items() if name != "request-id"]
    return answer.text.replace(request_id, ""), headers
