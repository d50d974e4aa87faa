"""A session begins at sign-in, under a new code, and ends at sign-out."""

from datetime import datetime

from gateway.actions.gatehouse import Gatehouse
from gateway.actions.witness import Attempt, witness
from gateway.domain.people import Person
from gateway.domain.session import Session, code_hash, new_code
from kit.auth.vocabulary import Method
from kit.kernel.ids import new_id


async def begin_session(
    house: Gatehouse,
    person: Person,
    amr: tuple[Method, ...],
    attempt: Attempt,
    *,
    old_code: str | None,
    new_hash: str | None = None,
) -> str:
    """The code of a new session. The one the browser brought ends: no code survives a sign-in (AB-96)."""
    now = house.clock.now()
    code = new_code()
    async with witness(house, person, attempt.succeeded()) as books:
        if old_code is not None:
            await books.sessions.end(code_hash(old_code), now)
        await books.sessions.begin(_session(person, amr, now), code_hash(code))
        await books.people.note_sign_in(person.id, now, new_hash)
    if old_code is not None:
        house.sessions.forget(old_code)
    return code


async def end_session(house: Gatehouse, person: Person, attempt: Attempt, code: str) -> None:
    """Nothing of the session works any more: here at once, in other processes within two seconds."""
    async with witness(house, person, attempt.succeeded()) as books:
        await books.sessions.end(code_hash(code), house.clock.now())
    house.sessions.forget(code)


def _session(person: Person, amr: tuple[Method, ...], now: datetime) -> Session:
    return Session(id=new_id(), user_id=person.id, amr=amr, auth_time=now, started_at=now, last_seen_at=now)
