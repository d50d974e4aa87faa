"""All four services behind the front door of one process, on a database of a test, and tokens for anybody."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.types import ASGIApp

from accountability.main import build as build_accountability
from factories.front_door import BASE_URL, a_front_door, runtime_of
from factories.identities import a_reply_link, a_service, a_system, a_user
from factories.populated import AUTHORITY, Populated
from funding.main import build as build_funding
from kit.auth.keys import load_or_create
from kit.auth.principal import Identity, Link, Organisation
from kit.auth.rights import Access, Right, load
from kit.auth.tokens import TokenMinter
from kit.auth.vocabulary import ActorKind, LinkPurpose, OrganisationKind, Role, Scope
from kit.db.database import Database
from kit.kernel.clock import Clock
from kit.kernel.ids import new_id
from kit.testing.postgres import CONTEXT_KEY, ClonedDatabase
from kit.web.app import with_edge
from kit.web.runtime import Runtime
from onroll.documents import documents
from placements.main import build as build_placements

_BUILDS: Final[Mapping[str, Callable[[Runtime], FastAPI]]] = {
    "placements": build_placements,
    "funding": build_funding,
    "accountability": build_accountability,
}
_HERE: Final = Organisation(OrganisationKind.AUTHORITY, AUTHORITY)
_ROLES: Final = [
    role
    for role, rule in load().roles.items()
    if rule.organisation is OrganisationKind.AUTHORITY and role is not Role.LA_SYSTEM
]


@asynccontextmanager
async def a_whole_product(clone: ClonedDatabase, folder: Path, clock: Clock) -> AsyncIterator[ASGIApp]:
    """As one process runs it; to be opened in the loop that serves it."""
    keys = load_or_create(folder / "keys")
    async with AsyncExitStack() as stack:
        databases = {name: Database(clone.urls[name], CONTEXT_KEY) for name in ("gateway", *_BUILDS)}
        for database in databases.values():
            stack.push_async_callback(database.close)
        apps = {
            name: with_edge(build(runtime_of(databases[name], keys, name, clock))) for name, build in _BUILDS.items()
        }
        door = a_front_door(databases["gateway"], clock, folder, apps, merged_api=_merged_api)
        yield (await stack.enter_async_context(door)).app


def _merged_api() -> bytes:
    return json.dumps(documents()["onroll"]).encode()


class Callers:
    """Real tokens of this product for whoever may call an operation."""

    def __init__(self, folder: Path, clock: Clock, there: Populated) -> None:
        self._minter = TokenMinter(load_or_create(folder / "keys").current, BASE_URL, clock)
        now = clock.now()
        self._everybody = a_user(*_ROLES, organisation=_HERE, subject=str(new_id()), auth_time=now, caseload="all")
        self._finance = a_user(Role.VS_FINANCE, organisation=_HERE, subject=str(new_id()), auth_time=now)
        self._system = a_system(organisation=_HERE, auth_time=now)
        feeds = frozenset({Scope.EVENTS_READ})
        self._service = a_service(auth_time=now)
        self._reader = replace(self._service, scopes=feeds)
        self._links = {
            LinkPurpose.ANSWER_APPLICATION: there.asked_link,
            LinkPurpose.SPEND_RETURN: there.return_link,
        }

    def tokens_for(self, right: Right) -> list[str]:
        """What stands after `Bearer`, one for each kind of caller the operation is for; none where anybody may."""
        if right.access is Access.PUBLIC:
            return []
        return [self._minter.mint(who, right.service).text for who in self._able(right)]

    def _able(self, right: Right) -> Iterator[Identity]:
        if ActorKind.USER in right.actors:
            yield self._everybody
            if Role.VS_FINANCE in right.roles:
                yield self._finance
        if ActorKind.CLIENT in right.actors:
            yield self._system
        if ActorKind.SERVICE in right.actors:
            yield self._reader if right.scope else self._service
        for purpose in right.link_purposes & self._links.keys():
            link_id, subject = self._links[purpose]
            yield a_reply_link(
                purpose, organisation=_HERE, subject=f"link:{link_id}", link=Link(link_id, purpose, subject)
            )
