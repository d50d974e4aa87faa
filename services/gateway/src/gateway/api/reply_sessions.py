"""A school opens its link without an account."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Response
from pydantic import Field

from gateway.actions.reply_links import ask_new_link, exchange_code
from gateway.api.deps import House, WhoKnocks, gateway_router, told_when_to_come_back
from gateway.domain.reply_kinds import ReplyKind
from kit.auth.vocabulary import LinkPurpose
from kit.web.answers import answers
from kit.web.fields import InModel, Line, OutModel

router = gateway_router("/api/gateway/v1/reply-sessions", tags=["school"])


class ReplyCodeIn(InModel):
    """The letter and the code of a link's address."""

    kind: Annotated[ReplyKind, Field(strict=False)]
    token: Annotated[Line, Field(min_length=1, max_length=200)]


class ReplySessionOut(OutModel):
    """A permission of a few minutes for one job; exchange the code again when it is about to end."""

    access_token: str
    expires_at: datetime
    service: str
    purpose: LinkPurpose
    subject_id: str
    authority_name: str
    deadline: Annotated[date, Field(description="Answer by this date; the link itself lives 14 days longer.")]


@router.post("", summary="Open a reply link", responses=answers(410))
async def exchange_reply_code(code: ReplyCodeIn, house: House, visitor: WhoKnocks) -> ReplySessionOut:
    """Exchange the code of a link for a token that reaches the one question behind it, and nothing else."""
    with told_when_to_come_back():
        session = await exchange_code(house, visitor.network, code.kind, code.token)
    return ReplySessionOut.model_validate(session)


@router.post("/reissue", status_code=202, summary="Ask for a new link", response_class=Response)
async def reissue_reply_link(code: ReplyCodeIn, house: House, visitor: WhoKnocks) -> None:
    """Send a new link to the registered address, if there is anything to answer. Answers the same in every case."""
    with told_when_to_come_back():
        await ask_new_link(house, visitor.network, code.kind, code.token)
