"""Cases: open, list and show a child's need for a school place."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query

from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.open_case import open_case as opening
from placements.api.case_schemas import CaseIn, CaseOut, CaseRowOut
from placements.api.case_view import case_out, case_rows
from placements.api.deps import StaffDesk
from placements.api.drafts import case_facts
from placements.api.told_fields import note_address_check
from placements.domain.cases import CaseState
from placements.domain.errors import CaseNotFound

router = service_router("placements", "/v1/cases", tags=["cases"])


@router.get("")
async def list_cases(
    desk: StaffDesk,
    work: CurrentWork,
    page: WantedPage,
    child_id: Annotated[UUID | None, Query(description="Of one child.")] = None,
    state: Annotated[CaseState | None, Query(description="In one state today.")] = None,
    owner: Annotated[str | None, Query(max_length=64, description="The post that owns the work.")] = None,
) -> Page[CaseRowOut]:
    """Cases of the authority, the longest need first."""
    after = (date.fromisoformat(page.after[0]), UUID(page.after[1])) if page.after else None
    rows = await desk.cases.page(
        today=desk.today,
        reach=desk.taker.reach,
        child_id=child_id,
        state=state,
        owner=owner,
        after=after,
        rows=page.rows,
    )
    shown, more = rows[: page.limit], len(rows) > page.limit
    work.audit.saw(*(case.child_id for case, _ in shown))
    items = await case_rows(desk, shown)
    last = shown[-1][0] if shown else None
    return Page(items=items, next_cursor=page.cursor(last.need_from, last.id) if more and last else None)


@router.post("", status_code=201, responses=answers(409))
async def open_case(case: CaseIn, desk: StaffDesk, work: CurrentWork) -> CaseOut:
    """Open a case for a child; the 20 school day clock of a looked-after child starts (PL-101)."""
    work.audit.saw(case.child_id)
    checked = note_address_check(work, case.address_check)
    return await case_out(desk, await opening(desk, case.child_id, case_facts(case), address_checked=checked))


@router.get("/{case_id}")
async def show_case(case_id: UUID, desk: StaffDesk, work: CurrentWork) -> CaseOut:
    """One case with its clock, its counters and its applications."""
    case = await desk.cases.get(case_id)
    if case is None:
        raise CaseNotFound
    work.audit.saw(case.child_id)
    return await case_out(desk, case)
