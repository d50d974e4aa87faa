"""The national register of local authorities."""

from kit.web.guarded import service_router
from placements.api.deps import StaffDesk
from placements.api.school_schemas import AuthoritiesOut, AuthorityRowOut

router = service_router("placements", "/v1/authorities", tags=["schools"])


@router.get("")
async def list_authorities(desk: StaffDesk) -> AuthoritiesOut:
    """Local authorities by code, with those that came before and after them (PL-301)."""
    return AuthoritiesOut(items=[AuthorityRowOut.model_validate(one) for one in await desk.authorities.all()])
