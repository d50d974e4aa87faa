"""A calendar asks by its secret address: what is due comes from placements, with the person's own rights (SE-87)."""

from http import HTTPStatus
from typing import Final

from gateway.actions.gatehouse import Gatehouse
from gateway.domain.calendar_feed import DAYS_AHEAD, FeedNotFound, hash_of
from gateway.domain.errors import ServiceSilent
from gateway.domain.on_behalf import identity_for, scope_of
from gateway.store.feeds import FeedStore
from kit.auth.rights import load
from kit.db.tenancy import Context

CALENDAR: Final = "text/calendar"


async def read_calendar(house: Gatehouse, secret: str) -> str:
    """The entries, as placements wrote them; each fetch is audited there. Raises FeedNotFound, ServiceSilent."""
    secret_hash = hash_of(secret)
    if secret_hash is None:
        raise FeedNotFound
    async with house.database.transaction(Context.service("gateway"), read_only=True) as connection:
        person = await FeedStore(connection).reader(secret_hash)
    if person is None:
        raise FeedNotFound
    identity = identity_for(person, load(), house.clock.now())
    path = f"/v1/due-dates?days={DAYS_AHEAD}&scope={scope_of(person)}"
    answer = await house.calls.get_for("placements", path, identity, CALENDAR)
    if answer.status_code == HTTPStatus.FORBIDDEN:
        raise FeedNotFound
    if not answer.is_success:
        raise ServiceSilent("placements")
    return answer.text
