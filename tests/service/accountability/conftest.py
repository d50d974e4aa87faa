"""The accountability service on a database of its own, told what the feeds would tell, and people to ask it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from accountability.main import build, consumers
from accountability.store.tables import FOUNDATION, METADATA
from factories.feeds import ToldFeed
from kit.auth.vocabulary import Role
from kit.feed.consumer import Consumer, Pace
from kit.kernel.clock import StoppedClock
from kit.kernel.events import ReceivedEvent
from kit.testing.plugin import NOON
from kit.testing.postgres import ClonedDatabase, OpenDatabase, as_owner
from kit.testing.sign_in import SignedInClient, SignIn

KEPT = {FOUNDATION.context_keys.fullname, FOUNDATION.outbox.fullname}
KEPT |= {FOUNDATION.audit_entries.fullname, FOUNDATION.audit_children.fullname, FOUNDATION.audit_heads.fullname}

Tell = Callable[..., Awaitable[list[Consumer]]]


@pytest.fixture(scope="module")
def sign_in() -> SignIn:
    return SignIn(StoppedClock(NOON))


@pytest.fixture(scope="module")
def app(sign_in: SignIn, open_database: OpenDatabase) -> FastAPI:
    return build(sign_in.runtime(open_database("accountability"), "accountability"))


@pytest.fixture
def forget_all(clone: ClonedDatabase) -> Callable[[], None]:
    """Nothing was ever told; the audit only grows."""

    def forget() -> None:
        with as_owner(clone.admin_url, "accountability") as connection:
            names = [table.fullname for table in METADATA.sorted_tables if table.fullname not in KEPT]
            connection.execute(text(f"truncate {', '.join(names)}"))

    return forget


@pytest.fixture(autouse=True)
def nothing_told(forget_all: Callable[[], None]) -> None:
    """Each test begins with nothing told."""
    forget_all()


@pytest.fixture
def tell(app: FastAPI) -> Tell:
    """Both feeds, read to their end; gives the consumers."""

    async def told(
        placements: Sequence[ReceivedEvent] = (), funding: Sequence[ReceivedEvent] = (), *, batch: int = 2_000
    ) -> list[Consumer]:
        feeds = {"placements": ToldFeed(placements, name="placements"), "funding": ToldFeed(funding, name="funding")}
        readers = consumers(app.state.runtime, feeds, Pace(batch=batch))
        for reader in readers:
            await reader.catch_up()
        return readers

    return told


@pytest.fixture
async def officer(app: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    async with sign_in.client(app, sign_in.user(Role.VS_OFFICER)) as client:
        yield client


@pytest.fixture
async def elsewhere(app: FastAPI, sign_in: SignIn) -> AsyncIterator[SignedInClient]:
    """The virtual school head of another authority."""
    async with sign_in.client(app, sign_in.user(Role.VSH, authority="998")) as client:
        yield client
