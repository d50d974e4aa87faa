"""Writes who came to the door and how it ended into the audit, with what it changed (SE-103)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Final

from gateway.actions.gatehouse import Gatehouse
from gateway.domain.people import WEB_APP, Person
from gateway.domain.systems import System
from gateway.store.books import Books
from kit.auth.vocabulary import Role
from kit.db.audit import Act, Actor
from kit.db.tenancy import Context

PLATFORM: Final = "platform"
"""The chain of everybody who belongs to no authority, and of those nobody knows."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One thing somebody tried; `reason` is told here and nowhere else (SE-18)."""

    operation: str
    request_id: str
    outcome: str = "denied"
    reason: str | None = None

    def succeeded(self) -> "Attempt":
        return replace(self, outcome="ok", reason=None)

    def refused(self, reason: str) -> "Attempt":
        return replace(self, outcome="denied", reason=reason)


@asynccontextmanager
async def witness(house: Gatehouse, person: Person | None, attempt: Attempt) -> AsyncIterator[Books]:
    """A transaction in the chain of the person's authority; its entry is the last thing before the commit."""
    chain = (person.authority if person else None) or PLATFORM
    async with house.database.transaction(Context.job(chain, attempt.operation)) as connection:
        books = Books(connection)
        yield books
        await books.append(house.audit_key, chain, _actor(person), _act(house, attempt))


async def note(house: Gatehouse, person: Person | None, attempt: Attempt) -> None:
    """An entry alone, for what changed nothing (SE-102)."""
    async with witness(house, person, attempt):
        pass


async def note_system(house: Gatehouse, system: System, attempt: Attempt) -> None:
    """The same for a system of an authority."""
    actor = Actor("client", str(system.id), str(system.id), None, Role.LA_SYSTEM)
    async with house.database.transaction(Context.job(system.authority, attempt.operation)) as connection:
        await Books(connection).append(house.audit_key, system.authority, actor, _act(house, attempt))


def _actor(person: Person | None) -> Actor:
    if person is None:
        return Actor("user", "unknown", WEB_APP, None, "")
    return Actor("user", str(person.id), WEB_APP, None, " ".join(person.roles))


def _act(house: Gatehouse, attempt: Attempt) -> Act:
    return Act(
        at=house.clock.now(),
        operation=attempt.operation,
        purpose="administration",
        outcome=attempt.outcome,
        request_id=attempt.request_id,
        reason_code=attempt.reason,
    )
