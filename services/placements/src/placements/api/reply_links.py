"""Reply links of a request, for the authority: which there are, and a new one to the registered address (O81)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Response
from pydantic import Field

from kit.db.reply_links import LinkState, ReplyLink
from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.fields import InModel, Line, OutModel
from kit.web.guarded import service_router
from placements.actions.pass_link_on import pass_link_on
from placements.actions.replace_link import replace_link
from placements.actions.take_up import read_file
from placements.api.deps import LinkDesk, StaffDesk

_ADDRESS: Final = r"^[^@\s,;<>]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,180}\.[A-Za-z]{2,}$"
Email = Annotated[Line, Field(max_length=254, pattern=_ADDRESS)]

of_application = service_router("placements", "/v1/applications", tags=["applications"])
of_link = service_router("placements", "/v1/reply-links", tags=["school"])


class ReplyLinkOut(OutModel):
    """A link that was mailed; its code is nowhere but in the mail."""

    id: UUID
    state: LinkState
    expires_at: datetime
    opened_count: int
    last_opened_at: datetime | None
    version: int

    @classmethod
    def of(cls, link: ReplyLink, now: datetime) -> "ReplyLinkOut":
        """A link whose time is over opens nothing, whatever became of its question."""
        over = link.expires_at <= now and link.state in {LinkState.OPEN, LinkState.ANSWERED}
        same = {name: getattr(link, name) for name in cls.model_fields if name != "state"}
        return cls(state=LinkState.EXPIRED if over else link.state, **same)


class ReplyLinksOut(OutModel):
    """The newest first."""

    items: Sequence[ReplyLinkOut]
    reply_address: Annotated[str | None, Field(description="Where links of this school go; null: none is known.")]


class NewLinkIn(InModel):
    """Nothing is asked: it goes to the registered address."""


class ForwardIn(InModel):
    """To whom the question is passed on."""

    email: Email


@of_application.get("/{application_id}/reply-links")
async def list_reply_links(application_id: UUID, desk: StaffDesk, work: CurrentWork) -> ReplyLinksOut:
    """The links that were mailed to the school about a request, and how often they were opened."""
    file = await read_file(desk, application_id)
    work.audit.saw(file.child.id)
    links = await desk.links.of_subject(application_id)
    address = await desk.contacts.reply_address(file.school.urn)
    return ReplyLinksOut(items=[ReplyLinkOut.of(link, desk.now) for link in links], reply_address=address)


@of_application.post("/{application_id}/reply-links", status_code=201, responses=answers(409, 429))
async def create_reply_link(
    application_id: UUID, new_link: NewLinkIn, desk: StaffDesk, work: CurrentWork
) -> ReplyLinkOut:
    """Mail a new link to the school's registered address; the one before stops working."""
    link, child_id = await replace_link(desk, application_id)
    work.audit.saw(child_id)
    return ReplyLinkOut.of(link, desk.now)


@of_link.post("/{link_id}/forward", status_code=202, response_class=Response, responses=answers(410, 429))
async def forward_placements_reply_link(link_id: UUID, forward: ForwardIn, desk: LinkDesk) -> None:
    """Pass the question on to a colleague in the school's own mail domain, who gets a link beside yours."""
    await pass_link_on(desk, link_id, forward.email)
