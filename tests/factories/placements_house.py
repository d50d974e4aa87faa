"""The placements service with a clock to move, its database, and anybody who may call it."""

import re
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from factories.exampleshire import (
    EXAMPLESHIRE_CODE,
    OFFICER_POST,
    REVIEWER_POST,
    WESTBOROUGH_CODE,
    WORKER_POST,
    MovableClock,
    a_draft,
    register_child,
)
from kit.auth.principal import Identity, Link, Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import ActorKind, LinkPurpose, Method, OrganisationKind, Role
from kit.db.database import Database
from kit.testing.sign_in import SignedInClient, SignIn
from placements.domain.child import Child
from placements.jobs.expire_clocks import expire_clocks
from placements.jobs.raise_alerts import raise_alerts
from placements.jobs.watch_directions import watch_directions

BASE_URL = "https://onroll.example"
POSTS = {Role.VS_OFFICER: OFFICER_POST, Role.SOCIAL_WORKER: WORKER_POST, Role.IRO: REVIEWER_POST}
"""The posts people of these roles hold here."""
Ask = Callable[..., list[tuple[Any, ...]]]


@dataclass
class House:
    """The service with a clock, its database, and anybody who may call it."""

    database: Database
    clock: MovableClock
    sign_in: SignIn
    app: FastAPI
    ask: Ask
    stack: AsyncExitStack

    async def client(self, identity: Identity) -> SignedInClient:
        """Tokens live five minutes: a new client for each day of a story."""
        return await self.stack.enter_async_context(self.sign_in.client(self.app, identity))

    async def staff(self, *roles: Role, authority: str = EXAMPLESHIRE_CODE) -> SignedInClient:
        posts = tuple(post for role, post in POSTS.items() if role in roles)
        return await self.client(self.sign_in.user(*roles, authority=authority, posts=posts))

    async def operator(self) -> SignedInClient:
        """Somebody who keeps the national registers."""
        person = self.sign_in.user(Role.PLATFORM_OPERATOR)
        return await self.client(replace(person, organisation=Organisation(OrganisationKind.PLATFORM, "platform")))

    async def officer(self) -> SignedInClient:
        return await self.staff(Role.VS_OFFICER)

    async def neighbour(self) -> SignedInClient:
        """An officer of another authority."""
        return await self.staff(Role.VS_OFFICER, authority=WESTBOROUGH_CODE)

    async def account(self, role: Role = Role.SCHOOL_HEAD, *, school: int) -> SignedInClient:
        """Somebody of a school, signed in."""
        return await self.client(self.sign_in.user(role, school=school))

    async def trust(self, uid: str) -> SignedInClient:
        return await self.client(self.sign_in.user(Role.TRUST_USER, trust=uid))

    async def school(self, application_id: str) -> SignedInClient:
        """The school by the link that was mailed: its code is exchanged as the gateway does it."""
        opened = await self.open_link(self.code_of(application_id))
        return await self.link(opened["link_id"], application_id)

    async def link(
        self,
        link_id: str,
        subject_id: str,
        authority: str = EXAMPLESHIRE_CODE,
        purpose: LinkPurpose = LinkPurpose.ANSWER_APPLICATION,
    ) -> SignedInClient:
        person = self.sign_in.user(Role.VS_OFFICER, authority=authority)
        return await self.client(
            replace(
                person,
                kind=ActorKind.LINK,
                subject=f"link:{link_id}",
                organisation=Organisation(OrganisationKind.AUTHORITY, authority),
                roles=(),
                scopes=load().links[purpose],
                amr=(Method.LINK_CODE,),
                session=None,
                posts=(),
                link=Link(link_id, purpose, subject_id),
            )
        )

    async def open_link(self, code: str) -> dict[str, Any]:
        gateway = await self.client(self.sign_in.service("gateway"))
        answer = await gateway.post("/v1/reply-links/open", json={"code": code})
        assert answer.status_code == 200, answer.text
        opened: dict[str, Any] = answer.json()
        return opened

    def mails(self, application_id: str) -> list[tuple[str, str, str, str]]:
        """Kind, address, subject and text of the mails about an application, the oldest first."""
        return [
            (kind, to, subject, body)
            for kind, to, subject, body in self.ask(
                "select kind, to_address, subject, body from placements.mail_outbox"
                " where about_id = %s order by created_at, id",
                application_id,
            )
        ]

    def code_of(self, application_id: str) -> str:
        """The code of the newest link that was mailed."""
        found = re.findall(rf"^{re.escape(BASE_URL)}/r/(\S+)$", self.mails(application_id)[-1][3], re.MULTILINE)
        assert len(found) == 1
        return str(found[0])

    def events(self, kind: str, application_id: str | None = None) -> list[dict[str, Any]]:
        rows = self.ask("select payload from placements.outbox where type = %s order by seq", kind)
        payloads = [dict(row[0]) for row in rows]
        if application_id is None:
            return payloads
        return [one for one in payloads if one.get("application_id", one.get("ask_id")) == application_id]

    async def a_child(self, authority: str = EXAMPLESHIRE_CODE, **given: Any) -> Child:
        return await register_child(self.database, authority, **given)

    async def drafted(self, child_id: UUID, school_urn: int, **given: Any) -> dict[str, Any]:
        officer = await self.officer()
        answer = await officer.send_step("/v1/applications", a_draft(child_id, school_urn, **given))
        assert answer.status_code == 201, answer.text
        draft: dict[str, Any] = answer.json()
        return draft

    async def asked(
        self, child_id: UUID, school_urn: int, on: str = "2026-11-09", *, incomplete: bool = False, **given: Any
    ) -> dict[str, Any]:
        """A request that is with the school since a day; `incomplete` where something good to have is missing."""
        self.clock.set(on)
        draft = await self.drafted(child_id, school_urn, **given)
        ready = await self.step(draft, "readiness", {})
        why = {"incomplete_reason": "The child has no school place; the rest follows."} if incomplete else {}
        return await self.step(ready, "submission", why)

    async def step(
        self, application: dict[str, Any], path: str, body: dict[str, Any], *, role: Role = Role.VS_OFFICER
    ) -> dict[str, Any]:
        client = await self.staff(role)
        answer = await client.send_step(
            f"/v1/applications/{application['id']}/{path}", body, version=application["version"]
        )
        assert answer.status_code == 200, answer.text
        after: dict[str, Any] = answer.json()
        return after

    async def shown(self, application_id: str) -> dict[str, Any]:
        officer = await self.officer()
        answer = await officer.get(f"/v1/applications/{application_id}")
        assert answer.status_code == 200, answer.text
        application: dict[str, Any] = answer.json()
        return application

    async def night(self) -> int:
        return await expire_clocks(self.sign_in.runtime(self.database, "placements"), BASE_URL)

    async def watch(self) -> int:
        """What the night does to directions and plan consultations."""
        return await watch_directions(self.sign_in.runtime(self.database, "placements"), BASE_URL)

    async def refused_step(
        self, application: dict[str, Any], path: str, body: dict[str, Any], *, role: Role
    ) -> tuple[int, dict[str, Any]]:
        """A step that is not open: the status and the problem."""
        client = await self.staff(role)
        answer = await client.send_step(
            f"/v1/applications/{application['id']}/{path}", body, version=application["version"]
        )
        assert answer.status_code >= 400, answer.text
        problem: dict[str, Any] = answer.json()
        return answer.status_code, problem

    async def look_through(self) -> int:
        """What the job of alerts does after a change."""
        return await raise_alerts(self.sign_in.runtime(self.database, "placements"))
