"""What a new virtual school head has to know on the first day (O72)."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import Query, Request, Response

from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.fields import Instant
from kit.web.guarded import service_router
from placements.api.deps import StaffDesk
from placements.api.handover_schemas import HandoverOut
from placements.api.handover_view import handover_out
from placements.api.report_lines import AS_CSV, as_csv, wants_csv

router = service_router("placements", "/v1/handover", tags=["reports"])
_PARTS: Final = (
    "act_this_week",
    "promised",
    "waiting_for_others",
    "owned_work",
    "children_first",
    "schools",
    "changed",
)
_LOOKED_BACK: Final = timedelta(days=90)


@router.get("", response_model=HandoverOut, responses={**answers(422), **AS_CSV})
async def show_handover(
    desk: StaffDesk,
    work: CurrentWork,
    request: Request,
    since: Annotated[Instant | None, Query(description="Changes from then on; the last 90 days if not given.")] = None,
) -> HandoverOut | Response:
    """Act this week, promised, waiting for others, whose work, children first, schools, what has changed."""
    told = await handover_out(desk, work, since or desk.now - _LOOKED_BACK)
    return Response(as_csv(told, _PARTS), media_type="text/csv; charset=utf-8") if wants_csv(request) else told
