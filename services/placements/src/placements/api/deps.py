"""What the routes of placements may touch: the signature of a route says all of it."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from kit.kernel.errors import NotFound
from kit.web.deps import CurrentWork
from placements.actions.desk import Desk, by_link, staff
from placements.domain.errors import ApplicationNotFound


async def _base_url(request: Request) -> str:
    """Set when the app was built; a request's own headers never count (SE-74)."""
    base_url: str = request.app.state.base_url
    return base_url


BaseUrl = Annotated[str, Depends(_base_url)]


async def _desk(work: CurrentWork, base_url: BaseUrl) -> Desk:
    """The desk of somebody of the authority, or of one of its systems."""
    caller = work.caller
    taker = staff(caller.kind, caller.subject, frozenset(caller.roles), caller.posts)
    return await Desk.of(work, taker, base_url)


async def _link_desk(work: CurrentWork, base_url: BaseUrl) -> Desk:
    """The desk of a school that came by its link; it belongs to the authority that asked."""
    link = work.caller.link
    if link is None:
        raise NotFound
    return await Desk.of(work, by_link(link.id), base_url)


async def _asked_application(work: CurrentWork) -> UUID:
    """The one application a reply link is about (SE-43)."""
    link = work.caller.link
    if link is None:
        raise ApplicationNotFound
    return UUID(link.subject_id)


StaffDesk = Annotated[Desk, Depends(_desk)]
LinkDesk = Annotated[Desk, Depends(_link_desk)]
AskedApplication = Annotated[UUID, Depends(_asked_application)]
