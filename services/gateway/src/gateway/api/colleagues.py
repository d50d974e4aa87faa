"""Who holds which post in one's own organisation: services keep work by post and know no names (SE-24)."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from gateway.store.colleagues import ColleagueStore
from kit.web.deps import CurrentWork
from kit.web.fields import OutModel
from kit.web.guarded import service_router

router = service_router("gateway", "/v1/colleagues", tags=["me"])


class ColleagueOut(OutModel):
    """A post and who holds it."""

    post_id: UUID
    post: str
    name: Annotated[str | None, Field(description="Null while the post is vacant.")]


class ColleaguesOut(OutModel):
    """All posts of the organisation, by name of the post."""

    items: list[ColleagueOut]


@router.get("", summary="Who holds which post")
async def list_colleagues(work: CurrentWork) -> ColleaguesOut:
    """The posts of the caller's own organisation with their holders, to put names to `owner` elsewhere."""
    found = await ColleagueStore(work.connection, work.caller.organisation).all()
    return ColleaguesOut(items=[ColleagueOut(post_id=one.post_id, post=one.post, name=one.name) for one in found])
