"""Systems and services get tokens at /oauth/token (SE-30 to SE-37)."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from factories.front_door import BASE_URL, FrontDoor, MovableClock, a_front_door, verifier_of
from gateway.domain.personas import DEMO_SYSTEMS
from kit.auth.assertions import ASSERTION_TYPE
from kit.auth.keys import SigningKey
from kit.auth.principal import Principal
from kit.auth.public_keys import jwks_document, parse_jwks
from kit.auth.service_keys import load_or_create_service_key
from kit.auth.service_tokens import MintedServiceToken, RequestedServiceToken, TokenRefused
from kit.auth.tokens import TokenMinter, signed_assertion
from kit.auth.vocabulary import ActorKind, Method, Role, Scope
from kit.db.database import Database
from kit.db.tenancy import Context

PATH = "/oauth/token"
SYSTEM = UUID("01970000-0000-7000-8000-0000000c00aa")
KEY = SigningKey.generate()
DEMO = DEMO_SYSTEMS[0]


@pytest.fixture(autouse=True)
async def system(gateway_database: Database) -> None:
    """A registered system of Northshire that may read children and events."""
    async with gateway_database.transaction(Context.service("gateway")) as connection:
        await connection.execute(text("delete from gateway.clients where id = :id"), {"id": SYSTEM})
        await connection.execute(
            text(
                "insert into gateway.clients (id, authority, name, purpose_code, scopes, jwks, expires_on, state)"
                " values (:id, '999', 'Case system', 'case_management',"
                " array['children.read', 'events.read'], cast(:jwks as jsonb), '2027-11-01', 'active')"
            ),
            {"id": SYSTEM, "jwks": json.dumps(jwks_document([KEY.public]))},
        )


def a_form(door: FrontDoor, **changes: str | None) -> dict[str, str]:
    assertion = signed_assertion(KEY, str(SYSTEM), BASE_URL, door.runtime.runtime.clock)
    form: dict[str, str | None] = {
        "grant_type": "client_credentials",
        "client_id": str(SYSTEM),
        "audience": "placements",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def a_demo_form(**changes: str | None) -> dict[str, str]:
    form: dict[str, str | None] = {
        "grant_type": "client_credentials",
        "client_id": str(DEMO.id),
        "client_secret": DEMO.secret,
        "audience": "placements",
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


async def asked(door: FrontDoor, form: dict[str, str]) -> httpx.Response:
    return await door.browser().post(PATH, data=form)


async def principal_of(door: FrontDoor, answer: httpx.Response, audience: str = "placements") -> Principal:
    verifier = verifier_of(door.signing_keys, audience, door.runtime.runtime.clock)
    return await verifier.verify([f"Bearer {answer.json()['access_token']}".encode()])


async def test_a_signed_assertion_gets_a_token_of_ten_minutes(door: FrontDoor) -> None:
    answer = await asked(door, a_form(door))
    principal = await principal_of(door, answer)

    told = answer.json()
    assert answer.status_code == 200
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 600, "children.read events.read")
    assert answer.headers["cache-control"] == "no-store"
    assert (principal.kind, principal.authority, principal.subject) == (ActorKind.CLIENT, "999", str(SYSTEM))
    assert (principal.roles, principal.amr) == ((Role.LA_SYSTEM,), (Method.KEY,))


async def test_the_token_opens_a_service_of_the_authority(door: FrontDoor) -> None:
    answer = await asked(door, a_form(door))

    seen = await door.browser().get(
        "/api/placements/v1/deadlines", headers={"Authorization": f"Bearer {answer.json()['access_token']}"}
    )

    assert seen.json() == {"subject": str(SYSTEM), "kind": "client", "authority": "999"}


async def test_a_narrower_scope_may_be_asked(door: FrontDoor) -> None:
    answer = await asked(door, a_form(door, scope="events.read"))

    assert (await principal_of(door, answer)).scopes == {Scope.EVENTS_READ}


@pytest.mark.parametrize("scope", ["children.write", "children.read children.write", "everything", " "])
async def test_ab_64_a_scope_beyond_the_grant_is_refused_whole(door: FrontDoor, scope: str) -> None:
    answer = await asked(door, a_form(door, scope=scope))

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


async def test_ab_63_an_assertion_is_good_once(door: FrontDoor, moving_clock: MovableClock) -> None:
    form = a_form(door)
    first = await asked(door, form)

    again = await asked(door, form)
    moving_clock.wait(minutes=5)
    later = await asked(door, form)

    assert first.status_code == 200
    for answer in (again, later):
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("audience", "signer"),
    [("http://elsewhere", KEY), (BASE_URL + "/", KEY), (BASE_URL, SigningKey.generate())],
)
async def test_ab_63_a_wrong_audience_or_key_proves_nothing(door: FrontDoor, audience: str, signer: SigningKey) -> None:
    assertion = signed_assertion(signer, str(SYSTEM), audience, door.runtime.runtime.clock)

    answer = await asked(door, a_form(door, client_assertion=assertion))

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "implicit"}, 400, "unsupported_grant_type"),
        ({"client_id": None}, 400, "invalid_request"),
        ({"client_id": "01970000-0000-7000-8000-00000000ffff"}, 401, "invalid_client"),
        ({"client_id": "' or 1=1"}, 401, "invalid_client"),
        ({"client_id": "service:unknown"}, 401, "invalid_client"),
        ({"audience": "everything"}, 400, "invalid_target"),
        ({"audience": None}, 400, "invalid_target"),
        ({"client_assertion": None}, 401, "invalid_client"),
        ({"client_assertion_type": "password"}, 401, "invalid_client"),
        ({"client_secret": "guess"}, 401, "invalid_client"),
    ],
)
async def test_every_other_request_is_refused_in_the_words_of_rfc_6749(
    door: FrontDoor, change: dict[str, str | None], status: int, error: str
) -> None:
    answer = await asked(door, a_form(door, **change))

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert set(answer.json()) == {"error", "error_description"}


async def test_a_parameter_given_twice_or_a_json_body_is_refused(door: FrontDoor) -> None:
    twice = await door.browser().post(
        PATH,
        content=b"grant_type=client_credentials&client_id=a&client_id=b",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    as_json = await door.browser().post(PATH, json=a_form(door))

    assert (twice.status_code, twice.json()["error"]) == (400, "invalid_request")
    assert (as_json.status_code, as_json.json()["error"]) == (400, "invalid_request")


async def test_a_shared_secret_is_for_invented_authorities_in_the_demonstration(
    door: FrontDoor, gateway_database: Database, moving_clock: MovableClock, tmp_path: Path
) -> None:
    shown = await asked(door, a_demo_form())
    wrong = await asked(door, a_demo_form(client_secret="guess"))
    async with a_front_door(
        gateway_database, moving_clock, tmp_path, base_url="https://onroll.example", is_demo=False
    ) as real:
        refused = await asked(real, a_demo_form())

    assert shown.status_code == 200
    assert (await principal_of(door, shown)).amr == (Method.SECRET,)
    assert (wrong.status_code, refused.status_code) == (401, 401)


@pytest.mark.parametrize("change", ["state = 'suspended'", "state = 'revoked'", "expires_on = '2026-11-22'"])
async def test_a_system_that_was_stopped_gets_no_token(
    door: FrontDoor, gateway_database: Database, change: str
) -> None:
    async with gateway_database.transaction(Context.service("gateway")) as connection:
        await connection.execute(text(f"update gateway.clients set {change} where id = :id"), {"id": SYSTEM})

    answer = await asked(door, a_form(door))

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_who_asked_for_tokens_stands_in_the_chain_of_the_authority(door: FrontDoor, audit: Any) -> None:
    before = len(await audit("999"))

    await asked(door, a_form(door))
    await asked(door, a_form(door, scope="children.write"))

    entries = [(e["actor_kind"], e["outcome"], e["reason_code"]) for e in (await audit("999"))[before:]]
    assert entries == [("client", "ok", None), ("client", "denied", "invalid_scope")]


async def test_sixty_requests_a_minute_are_enough(door: FrontDoor) -> None:
    answers = [await asked(door, a_demo_form(client_id="nobody")) for _ in range(61)]

    assert [answer.status_code for answer in answers] == [401] * 60 + [429]
    assert answers[-1].json()["code"] == "rate_limited"


async def test_a_service_of_ours_proves_itself_by_its_own_key(door: FrontDoor) -> None:
    clock = door.runtime.runtime.clock
    key = load_or_create_service_key(door.runtime.key_folder, "funding")
    source = RequestedServiceToken(
        key, "funding", "placements", clock, issuer=BASE_URL, address=PATH, client=door.browser()
    )

    token = await source()
    again = await source()
    clock.wait(minutes=4)  # type: ignore[attr-defined]
    renewed = await source()

    verifier = verifier_of(door.signing_keys, "placements", clock)
    principal = await verifier.verify([f"Bearer {renewed}".encode()])
    assert token == again != renewed
    assert (principal.kind, principal.subject) == (ActorKind.SERVICE, "service:funding")
    assert principal.scopes == {Scope.EVENTS_READ}
    await source.aclose()


async def test_a_service_under_a_key_the_gateway_has_not_seen_is_refused(door: FrontDoor) -> None:
    source = RequestedServiceToken(
        SigningKey.generate(),
        "accountability",
        "placements",
        door.runtime.runtime.clock,
        issuer=BASE_URL,
        address=PATH,
        client=door.browser(),
    )

    with pytest.raises(TokenRefused, match="invalid_client"):
        await source()


async def test_a_service_in_the_gateway_s_process_needs_no_request(door: FrontDoor) -> None:
    clock = door.runtime.runtime.clock
    minter = TokenMinter(door.signing_keys.current, BASE_URL, clock)
    source = MintedServiceToken(minter, "funding", "placements", frozenset({Scope.EVENTS_READ}), clock)

    token = await source()

    principal = await verifier_of(door.signing_keys, "placements", clock).verify([f"Bearer {token}".encode()])
    assert (await source()) == token
    assert principal.kind is ActorKind.SERVICE


async def test_the_signing_keys_are_published_two_at_a_time(door: FrontDoor) -> None:
    answer = await door.browser().get("/.well-known/jwks.json")

    assert list(parse_jwks(answer.content).values()) == list(door.signing_keys.published)
    assert len(door.signing_keys.published) == 2
    assert answer.headers["cache-control"] == "public, max-age=300"
