"""A system gets an access token for one service, against a proof of who it is (SE-30 to SE-37)."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.actions.gatehouse import Gatehouse
from gateway.actions.tries import TOKEN_REQUESTS
from gateway.actions.witness import Attempt, note_system
from gateway.domain.errors import TokenRequestRefused
from gateway.domain.systems import AUDIENCES, DEMO_AUTHORITIES, SERVICE_SCOPES, System
from gateway.store.systems import SystemStore
from kit.auth.assertions import ASSERTION_TYPE
from kit.auth.errors import InvalidToken
from kit.auth.principal import Identity
from kit.auth.public_keys import PublicKey
from kit.auth.service_keys import public_service_keys
from kit.auth.service_tokens import service_identity
from kit.auth.tokens import CLIENT_LIFE, LIFE, verified_assertion
from kit.auth.vocabulary import SERVICE_PREFIX, Method, Scope
from kit.db.tenancy import Context

REPLAY_MARGIN: Final = timedelta(seconds=60)
GRANT: Final = "client_credentials"


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """What the token operation answers (RFC 6749 section 5.1)."""

    access_token: str
    expires_in: int
    scope: str


async def issue_token(house: Gatehouse, form: Mapping[str, str], request_id: str) -> IssuedToken:
    """TokenRequestRefused with the code of RFC 6749 or 8707; TooManyTries above 60 a minute."""
    if form.get("grant_type") != GRANT:
        raise TokenRequestRefused("unsupported_grant_type" if form.get("grant_type") else "invalid_request")
    client_id, audience = form.get("client_id", ""), form.get("audience", "")
    if not client_id:
        raise TokenRequestRefused("invalid_request")
    await house.tries.count(TOKEN_REQUESTS, client_id)
    if client_id.startswith(SERVICE_PREFIX):
        identity = await _own_service(house, client_id, form)
        life = LIFE
    else:
        identity = await _system(house, client_id, form, request_id)
        life = CLIENT_LIFE
    if audience not in AUDIENCES:
        raise TokenRequestRefused("invalid_target")
    minted = house.minter.mint(identity, audience, life)
    return IssuedToken(minted.text, int(life.total_seconds()), " ".join(sorted(identity.scopes)))


async def _own_service(house: Gatehouse, client_id: str, form: Mapping[str, str]) -> Identity:
    service = client_id.removeprefix(SERVICE_PREFIX)
    if service not in SERVICE_SCOPES:
        raise TokenRequestRefused("invalid_client")
    await _proved_by_key(house, client_id, public_service_keys(house.key_folder, service), form)
    scopes = _within(form.get("scope", ""), SERVICE_SCOPES[service])
    return service_identity(service, scopes, house.clock.now())


async def _system(house: Gatehouse, client_id: str, form: Mapping[str, str], request_id: str) -> Identity:
    system = await _registered(house, client_id)
    attempt = Attempt("issue_token", request_id)
    try:
        how, scopes = await _granted(house, system, form)
    except TokenRequestRefused as refusal:
        await note_system(house, system, attempt.refused(refusal.code))
        raise
    await note_system(house, system, attempt.succeeded())
    return system.identity(scopes, how, house.clock.now())


async def _granted(house: Gatehouse, system: System, form: Mapping[str, str]) -> tuple[Method, frozenset[Scope]]:
    how = await _proof(house, system, form)
    if not system.may_ask_on(house.clock.today()):
        raise TokenRequestRefused("invalid_client")
    return how, _within(form.get("scope", ""), system.scopes)


async def _registered(house: Gatehouse, client_id: str) -> System:
    try:
        system_id = UUID(client_id)
    except ValueError:
        raise TokenRequestRefused("invalid_client") from None
    async with house.database.transaction(Context.service("gateway"), read_only=True) as connection:
        system = await SystemStore(connection).get(system_id)
    if system is None:
        raise TokenRequestRefused("invalid_client")
    return system


async def _proof(house: Gatehouse, system: System, form: Mapping[str, str]) -> Method:
    """A signed assertion; a shared secret only in demo mode and of an invented authority (SE-31)."""
    if "client_secret" not in form:
        await _proved_by_key(house, str(system.id), system.keys, form)
        return Method.KEY
    given = hashlib.sha256(form["client_secret"].encode()).digest()
    allowed = house.is_demo and system.authority in DEMO_AUTHORITIES and "client_assertion" not in form
    if not allowed or not hmac.compare_digest(given, system.secret_hash or b""):
        raise TokenRequestRefused("invalid_client")
    return Method.SECRET


async def _proved_by_key(
    house: Gatehouse, client_id: str, keys: Mapping[str, PublicKey], form: Mapping[str, str]
) -> None:
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise TokenRequestRefused("invalid_client")
    audiences = (house.base_url, f"{house.base_url}/oauth/token")
    try:
        proof = verified_assertion(form.get("client_assertion", ""), keys, client_id, audiences, house.clock)
    except InvalidToken:
        raise TokenRequestRefused("invalid_client") from None
    async with house.database.transaction(Context.service("gateway")) as connection:
        first = await SystemStore(connection).use_assertion(client_id, proof.jti, proof.expires_at + REPLAY_MARGIN)
    if not first:
        raise TokenRequestRefused("invalid_client")


def _within(asked: str, granted: frozenset[Scope]) -> frozenset[Scope]:
    """Nothing asked is everything granted; one scope too many refuses the whole (SE-33)."""
    if not asked:
        return granted
    wanted = asked.split(" ")
    if not set(wanted) <= granted:
        raise TokenRequestRefused("invalid_scope")
    return frozenset(Scope(scope) for scope in wanted)
