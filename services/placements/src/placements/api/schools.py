"""The national register of schools: find one, show one."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from kit.web.answers import answers
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.api.deps import StaffDesk
from placements.api.school_schemas import AuthorityOut, SchoolOut, SchoolRowOut, school_out, school_row
from placements.domain.school import Phase, SchoolNotFound, SchoolStatus
from placements.store.schools import SchoolsSought

MOST_URNS = 100

router = service_router("placements", "/v1/schools", tags=["schools"])

Urn = Annotated[int, Field(ge=1, le=9_999_999)]
SchoolUrn = Annotated[int, Path(ge=1, le=9_999_999, description="The school's unique reference number.")]


@router.get("")
async def list_schools(
    desk: StaffDesk,
    page: WantedPage,
    q: Annotated[
        str, Query(max_length=100, description="Beginnings of words of the name, the URN or the postcode.")
    ] = "",
    urn: Annotated[
        list[Urn], Query(max_length=MOST_URNS, description="These schools; may be given up to 100 times.")
    ] = [],  # noqa: B006 -- read only
    authority: Annotated[str | None, Query(pattern=r"^[0-9]{3}$", description="In one authority's area.")] = None,
    phase: Annotated[Phase | None, Query(description="Of one phase.")] = None,
    status: Annotated[SchoolStatus | None, Query(description="Open, closed or about to be.")] = None,
) -> Page[SchoolRowOut]:
    """Schools of England and Wales by name; there is no other order."""
    sought = SchoolsSought(words=q, urns=tuple(urn), authority=authority, phase=phase, status=status)
    after = (str(page.after[0]), int(page.after[1])) if page.after else None
    rows = await desk.schools.page(sought, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    names = await _authority_names(desk)
    steps = await desk.schools.steps_at([school.urn for school in shown if not school.is_open])
    items = [school_row(school, _authority(names, school.authority), steps) for school in shown]
    last = shown[-1] if shown else None
    return Page(items=items, next_cursor=page.cursor(last.name_normalised, last.urn) if more and last else None)


@router.get("/{urn}", responses=answers(404))
async def show_school(urn: SchoolUrn, desk: StaffDesk) -> SchoolOut:
    """One school with its lineage and the contacts the caller's authority keeps."""
    school = await desk.schools.get(urn)
    if school is None:
        raise SchoolNotFound
    authority = _authority(await _authority_names(desk), school.authority)
    contacts = await desk.contacts.of_schools([urn]) if desk.authority else {}
    return school_out(school, authority, await desk.schools.steps_at([urn]), contacts.get(urn, ()))


async def _authority_names(desk: StaffDesk) -> Mapping[str, str]:
    return {authority.code: authority.name for authority in await desk.authorities.all()}


def _authority(names: Mapping[str, str], code: str) -> AuthorityOut:
    return AuthorityOut(code=code, name=names.get(code))
