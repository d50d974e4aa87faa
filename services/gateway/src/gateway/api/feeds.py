"""Addresses for one's own calendar: make, list and revoke them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Response
from pydantic import Field

from gateway.actions.keep_feeds import make_feed, revoke_feed
from gateway.actions.read_calendar import CALENDAR, read_calendar
from gateway.api.deps import House, gateway_router, told_when_to_come_back
from gateway.store.feeds import FeedStore
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.fields import OutModel
from kit.web.guarded import service_router

router = service_router("gateway", "/v1/me/feeds", tags=["me"])
calendar_router = gateway_router("/calendar", tags=["pages"])
_CALENDAR: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {CALENDAR: {}}}}


class CalendarFeedOut(OutModel):
    """A calendar feed that works, without its secret."""

    id: UUID
    version: int
    made_at: datetime


class CalendarFeedsOut(OutModel):
    """All of one's calendar feeds, the oldest first."""

    items: Sequence[CalendarFeedOut]


class NewCalendarFeedOut(CalendarFeedOut):
    """A new feed with its address."""

    url: Annotated[str, Field(description="Shown this once: whoever has it reads the calendar.")]


@router.get("", summary="My calendar feeds")
async def list_calendar_feeds(work: CurrentWork) -> CalendarFeedsOut:
    """Feeds that work; their addresses are not shown again."""
    feeds = await FeedStore(work.connection).of_user(UUID(work.caller.subject))
    return CalendarFeedsOut(items=[CalendarFeedOut.model_validate(feed) for feed in feeds])


@router.post("", status_code=201, summary="Make a calendar feed", responses=answers(404))
async def make_calendar_feed(work: CurrentWork, house: House) -> NewCalendarFeedOut:
    """A secret address to subscribe to: schools, references and dates, never a name (SE-87)."""
    feed, secret = await make_feed(FeedStore(work.connection), UUID(work.caller.subject), work.clock)
    url = f"{house.base_url}/calendar/{secret}.ics"
    return NewCalendarFeedOut(id=feed.id, version=feed.version, made_at=feed.made_at, url=url)


@router.delete("/{feed_id}", status_code=204, summary="Revoke a calendar feed", responses=answers(404, 412, 428))
async def revoke_calendar_feed(feed_id: UUID, version: ExpectedVersion, work: CurrentWork) -> None:
    """The address leads nowhere from now on."""
    await revoke_feed(FeedStore(work.connection), UUID(work.caller.subject), feed_id, version, work.clock)


@calendar_router.get("/{secret}.ics", include_in_schema=False, summary="A calendar", responses=_CALENDAR)
async def read_calendar_feed(secret: str, house: House) -> Response:
    """All-day entries of the next 120 days, for whoever knows the address."""
    with told_when_to_come_back():
        content = await read_calendar(house, secret)
    return Response(content, media_type=f"{CALENDAR}; charset=utf-8", headers={"Cache-Control": "no-store"})
