"""Whom to ask for access, for everybody who lacks a right."""

from gateway.actions.gatehouse import Gatehouse
from gateway.domain.people import Person
from gateway.store.people import PeopleStore
from kit.db.tenancy import Context


async def whom_to_ask(house: Gatehouse, person: Person) -> str | None:
    """The name of a user admin of the person's organisation."""
    async with house.database.transaction(Context.service("gateway"), read_only=True) as connection:
        return await PeopleStore(connection).administrator_of(person.organisation)
