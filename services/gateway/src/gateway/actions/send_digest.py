"""One person's morning mail: asked for with their rights, written once a day, left out where nothing waits."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from gateway.actions.calls import ServiceCalls
from gateway.domain.digest import KIND, Digest, Reader
from gateway.domain.errors import ServiceSilent
from gateway.domain.on_behalf import identity_for, scope_of
from gateway.store.digests import DigestStore
from gateway.store.tables import FOUNDATION
from kit.auth.principal import Identity
from kit.auth.rights import Rights
from kit.db.database import JOB, Database
from kit.db.mail import Mail, MailOutbox
from kit.db.tenancy import Context
from kit.kernel.clock import Clock
from kit.kernel.days import is_working_day

_TODAY: Final = "/v1/today?scope={scope}"
_AHEAD: Final = "/v1/due-dates?scope={scope}&days=7"


@dataclass(frozen=True, slots=True)
class DigestDesk:
    """What the job works with."""

    database: Database
    clock: Clock
    calls: ServiceCalls
    rights: Rights
    base_url: str


async def send_digest(desk: DigestDesk, reader: Reader) -> bool:
    """Whether a mail was written. Raises ServiceSilent when the morning page does not answer: tried again later."""
    person = reader.person
    identity, scope = identity_for(person, desk.rights, desk.clock.now()), scope_of(person)
    today = await _asked(desk, _TODAY.format(scope=scope), identity)
    if today is None or not _is_school_day(today, desk.clock):
        return await _settle(desk, reader, None)
    digest = Digest.of(today)
    return await _settle(desk, reader, digest.with_dates(await _ahead(desk, scope, identity)))


async def _ahead(desk: DigestDesk, scope: str, identity: Identity) -> list[dict[str, Any]] | None:
    """Without them the mail goes all the same, and says so (ML-12)."""
    try:
        answer = await _asked(desk, _AHEAD.format(scope=scope), identity)
    except ServiceSilent:
        return None
    return answer["items"] if answer else []


async def _asked(desk: DigestDesk, path: str, identity: Identity) -> dict[str, Any] | None:
    """None where this person may not ask."""
    answer = await desk.calls.get_for("placements", path, identity)
    if answer.status_code == HTTPStatus.FORBIDDEN:
        return None
    if not answer.is_success:
        raise ServiceSilent("placements")
    told: dict[str, Any] = answer.json()
    return told


def _is_school_day(today: dict[str, Any], clock: Clock) -> bool:
    """By the authority's calendar; where it holds none, working days count."""
    told: bool | None = today["is_school_day"]
    return bool(is_working_day(clock.today())) if told is None else told


async def _settle(desk: DigestDesk, reader: Reader, digest: Digest | None) -> bool:
    """The mail and the note that it was written, or that there was nothing to say, in one transaction."""
    things = digest.things if digest else 0
    context = Context.job(reader.person.organisation.id, "send_digests")
    async with desk.database.transaction(context, limits=JOB) as connection:
        first = await DigestStore(connection).note(reader.person.id, desk.clock.today(), things)
        if not first or digest is None or not things:
            return False
        outbox = MailOutbox(connection, FOUNDATION, reader.person.organisation.id, desk.clock)
        body = digest.body(desk.base_url, reader.person.organisation_name)
        await outbox.add(Mail(KIND, reader.email, digest.subject(), body, reader.person.id))
        return True
