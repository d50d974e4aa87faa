"""The morning page: who has no school place, which schools are past their date, what comes next."""

from typing import Annotated

from fastapi import Query

from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from placements.api.alert_view import sight_of
from placements.api.deps import StaffDesk
from placements.api.today_schemas import TodayOut, TodayScope
from placements.api.today_view import Morning, today_out
from placements.store.alerts import AlertStore
from placements.store.application_list import ApplicationList
from placements.store.today import TodayStore
from placements.store.today_counts import TodayCounts

router = service_router("placements", "/v1/today", tags=["today"])


@router.get("")
async def show_today(
    desk: StaffDesk,
    work: CurrentWork,
    scope: Annotated[TodayScope, Query(description="Own work, or everybody's.")] = TodayScope.TEAM,
) -> TodayOut:
    """Everything the morning needs in one answer (PL-1016); `mine` is the work of the caller's posts."""
    posts = list(desk.taker.posts) if scope is TodayScope.MINE else None
    reach = desk.taker.reach
    morning = Morning(
        desk,
        TodayStore(work.connection, work.authority, desk.today, posts, reach),
        TodayCounts(work.connection, work.authority, desk.today, posts, reach),
        ApplicationList(work.connection, work.authority, desk.today, reach),
        AlertStore(work.connection, work.authority, desk.today),
        sight_of(desk, work.caller.roles, team=scope is TodayScope.TEAM),
        posts,
    )
    shown = await today_out(morning)
    work.audit.saw(*(row.child.id for row in shown.without_place.items))
    work.audit.saw(*(row.child.id for row in shown.past_date.items))
    work.audit.saw(*(row.child.id for row in shown.coming))
    return shown
