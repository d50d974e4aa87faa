"""Signs tests in: real tokens of the real minter under keys of the test's own, and clients that carry them."""

from collections.abc import Mapping
from typing import Final

import httpx
from fastapi import FastAPI

from kit.auth.keys import SigningKey
from kit.auth.principal import Caseload, Identity, Organisation
from kit.auth.public_keys import StaticKeys
from kit.auth.rights import load
from kit.auth.tokens import TokenMinter, TokenVerifier
from kit.auth.vocabulary import ActorKind, Method, OrganisationKind, Role
from kit.db.audit import AuditKey
from kit.db.database import Database
from kit.kernel.clock import Clock
from kit.kernel.ids import new_id
from kit.web.app import with_edge
from kit.web.runtime import Runtime

ISSUER: Final = "http://localhost:8000"
AUDIT_KEY: Final = AuditKey("tests", b"chains the audit of tests, and nothing else")
CURSOR_KEY: Final = b"signs the cursors of tests, and nothing else"


class SignIn:
    """Stands where the gateway stands."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._key = SigningKey.generate()
        self._minter = TokenMinter(self._key, ISSUER, clock)

    def runtime(self, database: Database, service: str) -> Runtime:
        """What the app of a service runs on; it trusts the tokens made here."""
        verifier = TokenVerifier(StaticKeys.of([self._key.public]), service, ISSUER, self.clock)
        return Runtime(database, verifier, self.clock, AUDIT_KEY, CURSOR_KEY)

    def user(
        self,
        *roles: Role,
        authority: str | None = None,
        school: int | None = None,
        trust: str | None = None,
        subject: str | None = None,
        posts: tuple[str, ...] = (),
        caseload: Caseload | None = None,
    ) -> Identity:
        """Somebody of an authority (999 unless said otherwise), a school or a trust, with all scopes of the roles."""
        organisation = Organisation(OrganisationKind.AUTHORITY, authority or "999")
        if school is not None:
            organisation = Organisation(OrganisationKind.SCHOOL, str(school))
        elif trust is not None:
            organisation = Organisation(OrganisationKind.TRUST, trust)
        return Identity(
            kind=ActorKind.USER,
            subject=subject or str(new_id()),
            client_id="onroll-web",
            organisation=organisation,
            roles=roles,
            scopes=load().scopes_of(roles),
            amr=(Method.PASSWORD, Method.ONE_TIME_CODE),
            auth_time=self.clock.now(),
            session=str(new_id()),
            posts=posts,
            caseload=caseload,
        )

    def service(self, name: str) -> Identity:
        """One of our own services calling another (SE-47)."""
        client_id = f"service:{name}"
        return Identity(
            kind=ActorKind.SERVICE,
            subject=client_id,
            client_id=client_id,
            organisation=Organisation(OrganisationKind.PLATFORM, "platform"),
            roles=(),
            scopes=frozenset(),
            amr=(Method.KEY,),
            auth_time=self.clock.now(),
        )

    def client(self, app: FastAPI, identity: Identity) -> "SignedInClient":
        """A client of the app, as a server would run it, whose requests carry a token of this identity."""
        return SignedInClient(app, identity, self._minter.mint(identity, app.state.name).text)


class SignedInClient(httpx.AsyncClient):
    """Speaks to an app in this process. Paths start below `/api/<service>`."""

    def __init__(self, app: FastAPI, identity: Identity, token: str) -> None:
        self.identity = identity
        super().__init__(
            transport=httpx.ASGITransport(app=with_edge(app)),
            base_url=f"{ISSUER}/api/{app.state.name}",
            headers={"Authorization": f"Bearer {token}"},
        )

    async def send_step(
        self, path: str, body: Mapping[str, object] | None = None, *, version: int | None = None, key: str | None = None
    ) -> httpx.Response:
        """POST with an idempotency key, and the version where one is changed."""
        headers = {"Idempotency-Key": key or new_id().hex}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await self.post(path, json=body, headers=headers)
