"""`GET /v1/events`: what a service tells the others, by pull (RE-10)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field

from kit.db.outbox import read_feed
from kit.web.deps import CurrentWork
from kit.web.fields import OutModel
from kit.web.guarded import service_router


class EventOut(OutModel):
    """One event; `version` is that of the resource the payload names."""

    event_id: UUID
    type: str
    version: int
    occurred_on: Annotated[date, Field(description="Europe/London date on which it happened.")]
    recorded_at: datetime
    authority: Annotated[str, Field(description="The tenant; `000` for national registers.")]
    payload: Mapping[str, Any]


class EventPage(OutModel):
    """Events in commit order without gaps."""

    items: list[EventOut]
    next_cursor: Annotated[str, Field(description="Give it as `after`; the same again when nothing is new.")]
    epoch: Annotated[str, Field(description="When it changes, start again from the beginning (RE-14).")]


def feed_router(service: str) -> APIRouter:
    """The feed of one service; its operation is `list_<service>_events`."""
    router = service_router(service, "/v1/events", tags=["events"])

    async def list_events(
        request: Request,
        work: CurrentWork,
        after: Annotated[str | None, Query(max_length=512)] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 100,
    ) -> EventPage:
        epoch: str = request.app.state.runtime.epoch
        page = await read_feed(work.connection, work.tables, epoch, after, limit)
        items = [EventOut.model_construct(**item) for item in page.items]
        return EventPage.model_construct(items=items, next_cursor=page.next_cursor, epoch=epoch)

    router.add_api_route(
        "",
        list_events,
        methods=["GET"],
        response_model=EventPage,
        operation_id=f"list_{service}_events",
        name=f"list_{service}_events",
        summary="Events of this service",
        description="Events after a cursor, in commit order and without gaps. Ids and codes only.",
    )
    return router
