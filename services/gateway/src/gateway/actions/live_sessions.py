"""Sessions as the front door keeps them at hand: checked anew every two seconds, with a token for each service."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from gateway.domain.people import Person, UserState, identity_of
from gateway.domain.session import Session, code_hash, csrf_of
from gateway.store.sessions import OpenSession, SessionStore
from kit.auth.principal import Identity
from kit.auth.rights import Rights
from kit.auth.tokens import RENEW_BEFORE_END, TokenMinter
from kit.db.database import Database
from kit.db.tenancy import Context
from kit.kernel.clock import Clock

CHECKED_EVERY: Final = timedelta(seconds=2)
"""A session ended in another process is refused here within this time (SE-29 asks for five seconds)."""
MOST_AT_HAND: Final = 10_000
SCOPE_KEY: Final = "onroll.session"
"""Where the front puts a request's live session, for the gateway's own operations only."""


@dataclass(slots=True)
class LiveSession:
    """A session in use; `authorization` never leaves the server."""

    session: Session
    person: Person
    identity: Identity
    csrf: str
    check_at: datetime
    _tokens: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)

    def authorization(self, audience: str, minter: TokenMinter, now: datetime) -> bytes:
        """The header with which a request of this session reaches a service."""
        known = self._tokens.get(audience)
        if known is not None and now < known[1]:
            return known[0]
        minted = minter.mint(self.identity, audience)
        header = b"Bearer " + minted.text.encode("ascii")
        self._tokens[audience] = header, minted.principal.expires_at - RENEW_BEFORE_END
        return header

    def take_tokens_of(self, other: "LiveSession") -> None:
        """Tokens that still say the truth go on being used."""
        if other.identity == self.identity:
            self._tokens = other._tokens


class LiveSessions:
    """Sessions by the code of their cookie; the truth about them lies in PostgreSQL."""

    def __init__(self, database: Database, clock: Clock, rights: Rights) -> None:
        self._database = database
        self._clock = clock
        self._rights = rights
        self._at_hand: dict[str, LiveSession] = {}
        self._looking: dict[str, asyncio.Task[LiveSession | None]] = {}

    async def of(self, code: str, now: datetime) -> LiveSession | None:
        """The live session behind a code, or None for an unknown, ended or idle one."""
        live = self._at_hand.get(code)
        if live is not None and now < live.check_at and live.session.lives_at(now):
            return live
        looking = self._looking.get(code)
        if looking is None:
            looking = self._looking[code] = asyncio.create_task(self._look(code, now))
            looking.add_done_callback(lambda _: self._looking.pop(code, None))
        return await asyncio.shield(looking)

    def forget(self, code: str) -> None:
        """At sign-out: the next request asks the database."""
        self._at_hand.pop(code, None)

    async def _look(self, code: str, now: datetime) -> LiveSession | None:
        before = self._at_hand.pop(code, None)
        found = await self._read(code, now)
        if found is None or not _may_go_on(found, now):
            return None
        live = LiveSession(
            session=found.session,
            person=found.person,
            identity=identity_of(found.person, found.session, self._rights),
            csrf=csrf_of(code),
            check_at=now + CHECKED_EVERY,
        )
        if before is not None:
            live.take_tokens_of(before)
        if len(self._at_hand) >= MOST_AT_HAND:
            del self._at_hand[next(iter(self._at_hand))]
        self._at_hand[code] = live
        return live

    async def _read(self, code: str, now: datetime) -> OpenSession | None:
        """The stored session; its use is noted at most once a minute."""
        async with self._database.transaction(Context.service("gateway")) as connection:
            store = SessionStore(connection)
            found = await store.open_under(code_hash(code))
            if found is None or not _may_go_on(found, now):
                return None
            if found.session.wants_renewal_at(now):
                await store.note_use(found.session.id, now)
                return await store.open_under(code_hash(code))
        return found


def _may_go_on(found: OpenSession, now: datetime) -> bool:
    return found.person.state is UserState.ACTIVE and found.session.lives_at(now)
