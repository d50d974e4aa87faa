"""The national register of schools: find one, show one."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from kit.auth.vocabulary import Scope
from kit.db.work import Work
from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.desk import Desk
from placements.api.deps import StaffDesk
from placements.api.school_schemas import (
    AuthorityOut,
    KnownAtSchool,
    LinkOut,
    SchoolLinksOut,
    SchoolOut,
    SchoolRowOut,
    school_out,
    school_row,
)
from placements.domain.lineage import chain_of
from placements.domain.school import Phase, School, SchoolKind, SchoolNotFound, SchoolStatus
from placements.store.school_counts import SchoolCounts
from placements.store.school_search import SchoolsSought

MOST_URNS = 100
YEAR_GROUP = r"^(N|R|[1-9]|1[0-4])$"

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
    kind: Annotated[SchoolKind | None, Query(description="Of one kind in law (PL-305).")] = None,
    phase: Annotated[Phase | None, Query(description="Of one phase.")] = None,
    status: Annotated[SchoolStatus | None, Query(description="Open, closed or about to be.")] = None,
    year_group: Annotated[
        str | None, Query(pattern=YEAR_GROUP, description="Whose age range takes this year group in.")
    ] = None,
) -> Page[SchoolRowOut]:
    """Schools of England and Wales by name; there is no other order."""
    sought = SchoolsSought(
        words=q,
        urns=tuple(urn),
        authority=authority,
        kind=kind,
        phase=phase,
        status=status,
        year_group=year_group,
    )
    after = (str(page.after[0]), int(page.after[1])) if page.after else None
    rows = await desk.schools.page(sought, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    names = await _authority_names(desk)
    steps = await desk.schools.steps_at([school.urn for school in shown if not school.is_open])
    items = [school_row(school, _authority(names, school.authority), steps) for school in shown]
    last = shown[-1] if shown else None
    return Page(items=items, next_cursor=page.cursor(last.name_normalised, last.urn) if more and last else None)


@router.get("/{urn}", responses=answers(404))
async def show_school(urn: SchoolUrn, desk: StaffDesk, work: CurrentWork) -> SchoolOut:
    """One school with its lineage and what the caller's authority knows and has open there."""
    school = await _school(desk, urn)
    authority = _authority(await _authority_names(desk), school.authority)
    return school_out(school, authority, await desk.schools.steps_at([urn]), await _known(desk, work, urn))


@router.get("/{urn}/links", responses=answers(404))
async def list_school_links(urn: SchoolUrn, desk: StaffDesk) -> SchoolLinksOut:
    """Every school this one came from and became, step by step (PL-307); for display, no figures follow it."""
    await _school(desk, urn)
    steps = await desk.schools.lineage_of(urn)
    chain = chain_of(urn, [step.edge for step in steps])
    return SchoolLinksOut(urn=urn, chain=chain, items=[LinkOut.of(step) for step in steps])


async def _school(desk: Desk, urn: int) -> School:
    school = await desk.schools.get(urn)
    if school is None:
        raise SchoolNotFound
    return school


async def _known(desk: Desk, work: Work, urn: int) -> KnownAtSchool:
    """Who belongs to no authority knows nothing here; counts of children need a right to read them."""
    counted = bool(desk.authority) and Scope.CHILDREN_READ in work.caller.scopes
    contacts = await desk.contacts.of_schools([urn]) if desk.authority else {}
    return KnownAtSchool(
        contacts=contacts.get(urn, ()),
        override=await desk.admissions.override_of(urn),
        facts=await desk.school_facts.get(urn),
        open_there=await SchoolCounts(work.connection, desk.authority).at(urn, desk.today) if counted else None,
    )


async def _authority_names(desk: Desk) -> Mapping[str, str]:
    return {authority.code: authority.name for authority in await desk.authorities.all()}


def _authority(names: Mapping[str, str], code: str) -> AuthorityOut:
    return AuthorityOut(code=code, name=names.get(code))
