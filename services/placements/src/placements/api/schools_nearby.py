"""Schools around a child: about how far, never where the child lives (PL-310)."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from kit.kernel.errors import InvalidInput
from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.api.deps import StaffDesk
from placements.api.school_schemas import AuthorityOut, NearbySchoolOut, school_row
from placements.api.schools import YEAR_GROUP
from placements.domain.child import Child, ChildNotFound
from placements.domain.school import Phase, SchoolKind, SchoolStatus
from placements.store.near_child import NearChild, Place
from placements.store.school_search import SchoolsSought

router = service_router("placements", "/v1/children", tags=["schools"])


@router.get("/{child_id}/schools-nearby", responses=answers(404, 422))
async def list_schools_nearby(
    child_id: UUID,
    desk: StaffDesk,
    work: CurrentWork,
    page: WantedPage,
    kind: Annotated[SchoolKind | None, Query(description="Of one kind in law (PL-305).")] = None,
    phase: Annotated[Phase | None, Query(description="Of one phase.")] = None,
    year_group: Annotated[
        str | None, Query(pattern=YEAR_GROUP, description="By default the child's own; whose age range takes it in.")
    ] = None,
) -> Page[NearbySchoolOut]:
    """Open schools, the nearest first, in about kilometres from the child's postcode sector; a protected address
    gives none."""
    child = await desk.children.get(child_id)
    if child is None:
        raise ChildNotFound
    work.audit.saw(child_id)
    place = await _place(NearChild(work.connection, work.authority), child)
    group = year_group or child.year_group(desk.today)
    sought = SchoolsSought(kind=kind, phase=phase, status=SchoolStatus.OPEN, year_group=group)
    after = (int(page.after[0]), int(page.after[1])) if page.after else None
    rows = await desk.schools.nearest(sought, place, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    names = {authority.code: authority.name for authority in await desk.authorities.all()}
    items = [
        NearbySchoolOut(
            school=school_row(school, AuthorityOut(code=school.authority, name=names.get(school.authority)), ()),
            about_km=round(metres / 1000, 1),
        )
        for school, metres in shown
    ]
    return Page(items=items, next_cursor=page.cursor(shown[-1][1], shown[-1][0].urn) if more else None)


async def _place(near: NearChild, child: Child) -> Place:
    """Raises InvalidInput: a protected address gives no distance, and an unknown one cannot."""
    if await near.is_protected(child.id):
        raise InvalidInput("not_allowed", "/child_id")
    place = await near.middle_of(child.home_postcode_sector) if child.home_postcode_sector else None
    if place is None:
        raise InvalidInput("missing", "/home_postcode_sector")
    return place
