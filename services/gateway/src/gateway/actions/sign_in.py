"""Somebody signs in: with a password, or as a person of the demonstration."""

from dataclasses import dataclass
from typing import Final

from gateway.actions.gatehouse import Gatehouse
from gateway.actions.session_life import begin_session
from gateway.actions.witness import Attempt, note
from gateway.domain.errors import SignInFailed, TooManyTries
from gateway.domain.people import Person, UserState
from gateway.domain.personas import PERSONAS
from gateway.domain.tries import IN_ALL, PER_ADDRESS, PER_EMAIL, counter_key
from gateway.store.counters import TryCounters
from gateway.store.people import Account, PeopleStore
from kit.auth.vocabulary import Method
from kit.db.tenancy import Context
from kit.kernel.errors import NotFound

_OPERATION: Final = "sign_in_with_password"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who knocks: the network they come from and the cookie they bring."""

    network: str
    old_code: str | None
    request_id: str


async def sign_in_with_password(house: Gatehouse, visitor: Visitor, email: str, password: str) -> str:
    """The code of a new session.

    SignInFailed in every other case, told apart in the audit only (SE-18); TooManyTries and HashingBusy before
    anything is compared. No connection is held while the password is hashed.
    """
    with house.hashing.place():
        async with house.hashing.connections:
            account = await _admitted(house, visitor, email)
        matches, new_hash = await house.hashing.verify(password, account.password_hash if account else None)
        async with house.hashing.connections:
            person = await _let_in(house, visitor, account, matches=matches)
            attempt = Attempt(_OPERATION, visitor.request_id)
            code = await begin_session(
                house, person, (Method.PASSWORD,), attempt, old_code=visitor.old_code, new_hash=new_hash
            )
            await _forget_tries(house, email)
    return code


async def sign_in_demo(house: Gatehouse, visitor: Visitor, persona: str) -> str:
    """The code of a new session; NotFound outside demo mode and for persons nobody invented."""
    known = PERSONAS.get(persona) if house.is_demo else None
    if known is None:
        raise NotFound
    async with house.database.transaction(Context.service("gateway"), read_only=True) as connection:
        person = await PeopleStore(connection).get(known.user_id)
    if person is None or not person.is_demo or person.state is not UserState.ACTIVE:
        raise NotFound
    attempt = Attempt("sign_in_demo", visitor.request_id)
    return await begin_session(house, person, (Method.DEMO,), attempt, old_code=visitor.old_code)


async def _let_in(house: Gatehouse, visitor: Visitor, account: Account | None, *, matches: bool) -> Person:
    """The person, or SignInFailed with the reason in the audit."""
    reason = _why_not(house, account, matches=matches)
    if account is None or reason is not None:
        attempt = Attempt(_OPERATION, visitor.request_id).refused(reason or "unknown")
        await note(house, account.person if account else None, attempt)
        raise SignInFailed
    return account.person


async def _admitted(house: Gatehouse, visitor: Visitor, email: str) -> Account | None:
    """Counts the try three times over and finds the account, if there is one."""
    now = house.clock.now()
    counted = ((PER_EMAIL, email.casefold()), (PER_ADDRESS, visitor.network), (IN_ALL, ""))
    closed = []
    async with house.database.transaction(Context.service("gateway")) as connection:
        counters = TryCounters(connection)
        for limit, value in counted:
            closed.append(await counters.count(limit, counter_key(limit, value, house.counter_secret), now))
        account = await PeopleStore(connection).account_of(email)
    waits = [wait for wait in closed if wait is not None]
    if waits:
        raise TooManyTries(int(max(waits).total_seconds()) + 1)
    return account


def _why_not(house: Gatehouse, account: Account | None, *, matches: bool) -> str | None:
    """The reason for the audit; None when the person may come in.

    A password alone opens no session outside the demonstration: the second factor comes with docs/decisions/0011.
    """
    if account is None:
        return "unknown"
    if account.password_hash is None:
        return "no_password"
    if not matches:
        return "wrong_password"
    if account.person.state is not UserState.ACTIVE:
        return account.person.state
    return None if house.is_demo else "no_second_factor"


async def _forget_tries(house: Gatehouse, email: str) -> None:
    async with house.database.transaction(Context.service("gateway")) as connection:
        key = counter_key(PER_EMAIL, email.casefold(), house.counter_secret)
        await TryCounters(connection).forget(key)
