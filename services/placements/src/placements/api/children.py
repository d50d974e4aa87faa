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
from placements.actions.register_child import FirstCare
from placements.actions.register_child import register_child as registering
from placements.api.child_change_schemas import ChildChangeIn, ChildIn
from placements.api.child_schemas import ChildOut, ChildRowOut, ChildSearchIn, FoundChildrenOut
from placements.api.child_view import child_out, child_rows
from placements.api.deps import StaffDesk
from placements.api.school_lists import own_children
from placements.api.school_view import ChildSeen, school_child_out
from placements.api.told_fields import note_address_check
from placements.domain.care import CareStatus
from placements.domain.child import ChildNotFound, PlaceStatus
from placements.domain.child_record import ChildRecord
from placements.store.child_list import ChildList, ChildrenSought, ListedChild

MOST_FOUND = 25
_ONE_MORE = 26

router = service_router("placements", "/v1/children", tags=["children"])


async def child_list(work: CurrentWork, desk: StaffDesk) -> ChildList:
    return ChildList(work.connection, work.authority, work.clock.today(), desk.taker.reach)


Listing = Annotated[ChildList, Depends(child_list)]


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
    owner: Annotated[str | None, Query(max_length=64, description="The post whose caseload it is.")] = None,
    school_urn: Annotated[int | None, Query(ge=1, le=9_999_999, description="On the main roll today.")] = None,
    care_status: Annotated[CareStatus | None, Query(description="Today.")] = None,
    host_authority: Annotated[str | None, Query(pattern=r"^[0-9]{3}$", description="Where the child lives.")] = None,
) -> Page[ChildRowOut]:
    """Children of the authority by name; those without a name yet by their reference.

    A school sees the children of all authorities who are on its own roll today.
    """
    if desk.taker.is_of_school:
        return await own_children(desk, work, ChildrenSought(status=status, year_group=year_group), page)
    after = UUID(page.after[0]) if page.after else None
    sought = ChildrenSought(
        status=status,
        year_group=year_group,
        owner=owner,
        school_urn=school_urn,
        care_status=care_status,
        host_authority=host_authority,
    )
    rows = await listing.page(sought, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    work.audit.saw(*(child.id for child in shown))
    items = await child_rows(desk, shown)
    return Page(items=items, next_cursor=page.cursor(shown[-1].id) if more else None)


@router.post("", status_code=201, responses=answers(409))
async def register_child(child: ChildIn, desk: StaffDesk, work: CurrentWork, listing: Listing) -> ChildOut:
    """Register one child by hand: returns bring many at once."""
    care = FirstCare(**child.care.model_dump()) if child.care else None
    record = await registering(desk, child.values(), care)
    work.audit.saw(record.child.id)
    return await child_shown(desk, listing, record)


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
    return await child_shown(desk, listing, (await desk.intervals.records([child]))[0])


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
    checked = note_address_check(work, change.address_check)
    record = await changing(desk, child_id, version, change.values(), address_checked=checked)
    return await child_shown(desk, listing, record)


async def child_shown(desk: Desk, listing: ChildList, record: ChildRecord) -> ChildOut:
    """The record as this request has left it."""
    rows: list[ListedChild] = [*await listing.page(ChildrenSought(id=record.child.id), rows=2)]
    return await child_out(desk, rows[0], record)
