"""Children: list, find, show, and change what is held about one."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.change_child import change_child as changing
from placements.actions.desk import Desk
from placements.api.child_schemas import ChildChangeIn, ChildOut, ChildRowOut, ChildSearchIn, FoundChildrenOut
from placements.api.child_view import child_out, child_rows
from placements.api.deps import StaffDesk
from placements.api.school_lists import own_children
from placements.api.school_view import ChildSeen, school_child_out
from placements.domain.child import ChildNotFound, PlaceStatus
from placements.domain.child_record import ChildRecord
from placements.domain.reach import reach_of
from placements.store.child_list import ChildList, ChildrenSought, ListedChild

MOST_FOUND = 25
_ONE_MORE = 26

router = service_router("placements", "/v1/children", tags=["children"])


async def _child_list(work: CurrentWork) -> ChildList:
    caller = work.caller
    return ChildList(work.connection, work.authority, work.clock.today(), reach_of(caller.roles, caller.posts))


Listing = Annotated[ChildList, Depends(_child_list)]


@router.get("")
async def list_children(
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
    page: WantedPage,
    status: Annotated[PlaceStatus | None, Query(description="Where they stand with a school place today.")] = None,
    year_group: Annotated[
        str | None, Query(pattern=r"^(N|R|[1-9]|1[0-4])$", description="`N`, `R` or `1` to `14`.")
    ] = None,
) -> Page[ChildRowOut]:
    """Children of the authority by name; those without a name yet by their reference.

    A school sees the children of all authorities who are on its own roll today.
    """
    if desk.taker.is_of_school:
        return await own_children(desk, work, ChildrenSought(status=status, year_group=year_group), page)
    after = UUID(page.after[0]) if page.after else None
    rows = await listing.page(ChildrenSought(status=status, year_group=year_group), after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    work.audit.saw(*(child.id for child in shown))
    items = await child_rows(desk, shown)
    return Page(items=items, next_cursor=page.cursor(shown[-1].id) if more else None)


@router.post("/search")
async def search_children(
    search: ChildSearchIn, desk: StaffDesk, work: CurrentWork, listing: Listing
) -> FoundChildrenOut:
    """Find children by words of their name or by reference; nothing of it stands in a URL (PL-207)."""
    rows = await listing.page(ChildrenSought(words=search.q), rows=_ONE_MORE)
    shown = rows[:MOST_FOUND]
    work.audit.saw(*(child.id for child in shown))
    return FoundChildrenOut(items=await child_rows(desk, shown), more=len(rows) > MOST_FOUND)


@router.get("/{child_id}", responses=answers(404))
async def show_child(child_id: UUID, desk: StaffDesk, work: CurrentWork, listing: Listing) -> ChildSeen:
    """The casework record of one child: care, rolls, where it stands with a place; no address.

    A school sees its own mask, of a child who is on its roll today.
    """
    if desk.taker.is_of_school:
        work.audit.saw(child_id)
        return await school_child_out(desk, child_id)
    child = await desk.children.get(child_id)
    if child is None:
        raise ChildNotFound
    work.audit.saw(child_id)
    return await _shown(desk, listing, (await desk.intervals.records([child]))[0])


@router.patch("/{child_id}", responses=answers(404, 409, 412, 422, 428))
async def change_child(
    child_id: UUID,
    change: ChildChangeIn,
    version: ExpectedVersion,
    desk: StaffDesk,
    work: CurrentWork,
    listing: Listing,
) -> ChildOut:
    """Name a child or correct what is held; what is not named stays, and a former UPN is kept."""
    work.audit.saw(child_id)
    record = await changing(
        desk.children,
        desk.intervals,
        desk.authorities,
        desk.outbox,
        child_id,
        version,
        change.values(),
        desk.today,
    )
    return await _shown(desk, listing, record)


async def _shown(desk: Desk, listing: ChildList, record: ChildRecord) -> ChildOut:
    rows: list[ListedChild] = [*await listing.page(ChildrenSought(id=record.child.id), rows=2)]
    return await child_out(desk, rows[0], record)
