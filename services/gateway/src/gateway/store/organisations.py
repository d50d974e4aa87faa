"""Names and brands of authorities and schools."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from gateway.store.tables import ORGANISATIONS
from kit.auth.principal import Organisation

_BRAND = select(
    ORGANISATIONS.c.name,
    ORGANISATIONS.c.brand_colour,
    ORGANISATIONS.c.contact_name,
    ORGANISATIONS.c.contact_phone,
).where(ORGANISATIONS.c.kind == bindparam("kind_"), ORGANISATIONS.c.id == bindparam("id_"))


@dataclass(frozen=True, slots=True)
class Brand:
    """What the header of every page carries."""

    name: str
    colour: str
    contact: str | None
    phone: str | None


class OrganisationStore:
    """What is known of an organisation beside its id."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def brand_of(self, organisation: Organisation) -> Brand | None:
        key = {"kind_": organisation.kind, "id_": organisation.id}
        row = (await self._connection.execute(_BRAND, key)).one_or_none()
        return Brand(row.name, row.brand_colour, row.contact_name, row.contact_phone) if row else None
