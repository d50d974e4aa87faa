"""Whose pages these are."""

from typing import Final

from gateway.api.deps import House, SessionIfAny, gateway_router
from gateway.store.organisations import Brand, OrganisationStore
from kit.db.tenancy import Context
from kit.web.fields import OutModel

router = gateway_router("/api/gateway/v1", tags=["session"])
_PRODUCT: Final = Brand("Onroll", "#4b2e83", None, None)


class BrandOut(OutModel):
    """What the header carries, and whom to call."""

    name: str
    colour: str
    logo: str | None
    contact: str | None
    phone: str | None


@router.get("/brand", summary="Name and colour of the authority")
async def show_brand(house: House, live: SessionIfAny) -> BrandOut:
    """The organisation of whoever is signed in, else the product."""
    brand = _PRODUCT
    if live is not None:
        async with house.database.transaction(Context.service("gateway"), read_only=True) as connection:
            brand = await OrganisationStore(connection).brand_of(live.person.organisation) or _PRODUCT
    return BrandOut(name=brand.name, colour=brand.colour, logo=None, contact=brand.contact, phone=brand.phone)
