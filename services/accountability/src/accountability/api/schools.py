"""What schools did for children in care, school by school."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from accountability.actions.show_facts import show_facts
from accountability.actions.show_profile import draw_pictures, show_profile
from accountability.api.deps import CurrentReader, Evidence, Register, Today, WantedWindow, WindowToDate
from accountability.api.fact_schemas import FactsOut
from accountability.api.list_schemas import SchoolEvidenceOut
from accountability.api.schemas import ProfileOut
from accountability.domain.errors import SortNotOffered
from accountability.domain.readers import Circle
from accountability.domain.schools import PhaseGroup
from accountability.store.register import SchoolSearch
from kit.db.work import Work
from kit.kernel.errors import InvalidInput
from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.fields import AuthorityCode, Line
from kit.web.guarded import service_router
from kit.web.paging import Page, PageRequest, WantedPage

router: APIRouter = service_router("accountability", "/v1/schools", tags=["schools"])

SchoolUrn = Annotated[int, Path(ge=1, le=9_999_999, description="The school's unique reference number.")]


@router.get("", summary="Schools by name", responses=answers(422))
async def list_school_evidence(
    page: WantedPage,
    window: WantedWindow,
    register: Register,
    evidence: Evidence,
    reader: CurrentReader,
    today: Today,
    q: Annotated[Line | None, Query(max_length=100, description="Beginnings of words of the name.")] = None,
    authority: Annotated[AuthorityCode | None, Query(description="The authority the school lies in.")] = None,
    phase_group: Annotated[PhaseGroup | None, Query(description="Its phase group.")] = None,
    trust_uid: Annotated[Line | None, Query(max_length=20, description="Its trust.")] = None,
    has_activity: Annotated[bool | None, Query(description="Only schools with events about our children.")] = None,
    sort: Annotated[str, Query(max_length=20, description="`name`; no measure puts schools in order.")] = "name",
) -> Page[SchoolEvidenceOut]:
    """Schools in order of name, with counts and the state of their headline measures. There is no rate and no rank."""
    if sort != "name":
        raise SortNotOffered(sort)
    wanted = SchoolSearch(
        words=q,
        urn=int(reader.organisation) if reader.circle is Circle.OWN else None,
        authority=reader.organisation if reader.circle is Circle.HOST else authority,
        phase_group=phase_group,
        trust_uid=reader.organisation if reader.circle is Circle.TRUST else trust_uid,
        with_activity=has_activity,
    )
    found = await register.search(wanted, _after_name(page), page.rows)
    shown = found[: page.limit]
    pictures = await draw_pictures(evidence, [school for school, _ in shown], reader, window, today)
    more = len(found) > page.limit
    return Page(
        items=[SchoolEvidenceOut.of(picture) for picture in pictures],
        next_cursor=page.cursor(shown[-1][1], shown[-1][0].urn) if more else None,
    )


@router.get("/{urn}/profile", summary="A school's figures", responses=answers(404, 422))
async def show_school_profile(
    urn: SchoolUrn,
    window: WantedWindow,
    register: Register,
    evidence: Evidence,
    reader: CurrentReader,
    today: Today,
    work: CurrentWork,
) -> ProfileOut:
    """The measures of one school with their counts and states: evidence, not a verdict.

    A measure of one or two events shows its counts only; from three on a rate; no comparison is made yet.
    """
    picture = await show_profile(register, evidence, reader, urn, window, today)
    _account(work, picture.seen)
    return ProfileOut.of(picture, window, reader.home)


@router.get("/{urn}/facts", summary="What a school's figures rest on", responses=answers(404, 422))
async def show_school_facts(
    urn: SchoolUrn,
    page: WantedPage,
    window: WindowToDate,
    register: Register,
    evidence: Evidence,
    reader: CurrentReader,
    today: Today,
    work: CurrentWork,
) -> FactsOut:
    """Every event of the school about the reader's children, newest first, and the facts table of the window.

    Without `window_to` the table counts up to the running month, as the list does; figures wait for its end.
    A line names a year group at most; words come from templates, never from free text.
    """
    facts = await show_facts(
        register, evidence, reader, urn, window, today, after=_after_line(page), limit=page.limit, rows=page.rows
    )
    _account(work, facts.seen)
    last = facts.entries[-1] if facts.has_more else None
    cursor = page.cursor(last.occurred_on.isoformat(), str(last.event_id)) if last else None
    return FactsOut.of(facts, cursor, window, reader.home)


def _account(work: Work, seen: Mapping[str, Collection[UUID]]) -> None:
    """Each authority's audit is told of its own children (AC-143, SE-103)."""
    for authority, children in seen.items():
        work.audit.saw_of(authority, *children)


def _after_name(page: PageRequest) -> tuple[str, int] | None:
    """Where a page of schools starts; the cursor of another list is refused."""
    if not page.after:
        return None
    match page.after:
        case (str(name_key), int(urn)):
            return name_key, urn
    raise InvalidInput("bad_format", "query/cursor")


def _after_line(page: PageRequest) -> tuple[date, UUID] | None:
    """Where a page of events starts."""
    if not page.after:
        return None
    match page.after:
        case (str(day), str(event_id)):
            with suppress(ValueError):
                return date.fromisoformat(day), UUID(event_id)
    raise InvalidInput("bad_format", "query/cursor")
