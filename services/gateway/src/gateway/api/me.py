"""The person themselves."""

from datetime import datetime
from uuid import UUID

from gateway.actions.mark_seen import mark_seen as note_seen
from gateway.store.people import PeopleStore
from kit.auth.vocabulary import Role
from kit.kernel.errors import NotFound
from kit.web.deps import CurrentWork
from kit.web.fields import OutModel
from kit.web.guarded import service_router

router = service_router("gateway", "/v1/me", tags=["me"])


class MeOut(OutModel):
    """Who I am and since when I have seen everything."""

    name: str
    roles: list[Role]
    authority: str | None
    seen_at: datetime | None


@router.get("", summary="Who I am")
async def show_me(work: CurrentWork) -> MeOut:
    """Name, roles, authority, and when "Mark as seen" was last pressed."""
    caller = work.caller
    known = await PeopleStore(work.connection).name_and_mark(UUID(caller.subject))
    if known is None:
        raise NotFound
    name, seen_at = known
    return MeOut(name=name, roles=list(caller.roles), authority=caller.authority, seen_at=seen_at)


@router.put("/seen", status_code=204, summary="Mark everything as seen")
async def mark_seen(work: CurrentWork) -> None:
    """What happens from now on counts as new."""
    await note_seen(PeopleStore(work.connection), UUID(work.caller.subject), work.clock.now())
