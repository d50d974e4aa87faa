"""The gateway's door to a service's reply links: look a code up, ask for a new link (SE-43, SE-45)."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from kit.auth.vocabulary import LinkPurpose
from kit.db.reply_links import ReplyLink, find_link, open_link
from kit.db.work import Work
from kit.web.deps import CurrentWork
from kit.web.fields import InModel, OutModel
from kit.web.guarded import service_router

Reissue = Callable[[Work, ReplyLink], Awaitable[None]]


class LinkCodeIn(InModel):
    """The secret part of a link."""

    code: Annotated[str, Field(min_length=8, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]


class OpenedLinkOut(OutModel):
    """What the gateway needs to give the school's browser a token for this one job."""

    link_id: UUID
    purpose: LinkPurpose
    subject_id: UUID
    authority: str
    school_urn: int
    expires_at: datetime


def reply_link_router(service: str, reissue: Reissue) -> APIRouter:
    """`open_<service>_reply_link` and `reissue_<service>_reply_link`, for the gateway's service token only.

    `reissue` sends a new link to the registered address, if the question is still open; it says nothing back.
    """
    router = service_router(service, "/v1/reply-links", tags=["reply links"])

    async def open_reply_link(code: LinkCodeIn, work: CurrentWork) -> OpenedLinkOut:
        link = await open_link(work.connection, work.tables, code.code, work.clock)
        return OpenedLinkOut(
            link_id=link.id,
            purpose=link.purpose,
            subject_id=link.subject_id,
            authority=link.authority,
            school_urn=link.school_urn,
            expires_at=link.expires_at,
        )

    async def reissue_reply_link(code: LinkCodeIn, work: CurrentWork) -> None:
        link = await find_link(work.connection, work.tables, code.code)
        if link is not None:
            await reissue(work, link)

    router.add_api_route(
        "/open",
        open_reply_link,
        methods=["POST"],
        response_model=OpenedLinkOut,
        operation_id=f"open_{service}_reply_link",
        summary="Look a reply code up",
        description="The live link behind a code. Unknown and expired codes look the same.",
    )
    router.add_api_route(
        "/reissue",
        reissue_reply_link,
        methods=["POST"],
        status_code=204,
        response_model=None,
        operation_id=f"reissue_{service}_reply_link",
        summary="Ask for a new link",
        description="Sends a new link to the registered address only; answers the same in every case.",
    )
    return router
