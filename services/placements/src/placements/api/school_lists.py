"""Builds the rows of a school's lists: children are named as far as the stage of their request allows (PL-206)."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from kit.db.work import Work
from kit.kernel.days import NO_CALENDAR, school_days_between
from kit.web.paging import Page, PageRequest
from placements.actions.desk import Desk
from placements.api.application_schemas import ApplicationRowOut
from placements.api.child_schemas import ChildRowOut
from placements.api.deps import school_reach_of
from placements.api.inbox_schemas import InboxRowOut
from placements.api.school_view_schemas import AskingAuthorityOut
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, SchoolLabelOut
from placements.domain.child import Child, PlaceStatus
from placements.domain.clock_units import Force
from placements.domain.disclosure import SHOWN_FLAGS, disclosed
from placements.domain.permitted import Situation, allowed_actions, listed_actions
from placements.domain.school_asks import SchoolAsk, asked_of_school
from placements.store.application_list import ApplicationsSought
from placements.store.calendars import CalendarStore
from placements.store.child_list import ChildrenSought
from placements.store.children import ChildStore
from placements.store.school_lists import ChildOnRoll, SchoolLists, SchoolRequest

_SHOWN_STATUS = frozenset({None, PlaceStatus.ON_ROLL, PlaceStatus.PART_TIME})


def lists_of(work: Work) -> SchoolLists:
    return SchoolLists(work.connection, school_reach_of(work.caller), work.clock.today())


async def own_applications(
    desk: Desk, work: Work, sought: ApplicationsSought, page: PageRequest
) -> Page[ApplicationRowOut]:
    """Requests sent to the caller's schools, the newest first."""
    before = UUID(page.after[0]) if page.after else None
    rows = await lists_of(work).requests(sought, before=before, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    children = await children_of(work, shown)
    schools = await desk.schools.many({row.school_urn for row in shown})
    items = [
        ApplicationRowOut(
            id=row.id,
            version=row.version,
            reference=row.reference,
            case_id=row.case_id,
            child=label_of(desk, children[row.child_id], row),
            school=SchoolLabelOut.of(schools[row.school_urn]),
            state=row.state,
            flags=[flag for flag in row.flags if flag in SHOWN_FLAGS],
            received_on=row.received_on,
            due_on=row.due_on,
            force=force_of(desk, row),
            school_days_past=await _days_past(desk, work, row, schools[row.school_urn].authority),
            owner=None,
            allowed_actions=[
                AllowedActionOut.of(action) for action in listed_actions(row.state, desk.taker.actors, Situation())
            ],
        )
        for row in shown
    ]
    return Page(items=items, next_cursor=page.cursor(str(shown[-1].id)) if more else None)


async def own_children(desk: Desk, work: Work, sought: ChildrenSought, page: PageRequest) -> Page[ChildRowOut]:
    """Children of all authorities on the caller's rolls today, by name."""
    if sought.status not in _SHOWN_STATUS:
        return Page(items=[], next_cursor=None)
    after = UUID(page.after[0]) if page.after else None
    rows = await lists_of(work).children(sought, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    items = await child_rows_of_school(desk, work, shown)
    return Page(items=items, next_cursor=page.cursor(str(shown[-1].id)) if more else None)


async def child_rows_of_school(desk: Desk, work: Work, shown: Sequence[ChildOnRoll]) -> list[ChildRowOut]:
    """Their names and where they are on roll; nothing of care, case or whose work they are."""
    children = await _named(work, ((row.authority, row.id) for row in shown))
    schools = await desk.schools.many({row.school_urn for row in shown})
    return [
        ChildRowOut(
            child=ChildLabelOut.of(children[row.id], desk.today),
            version=children[row.id].version,
            la_child_id=None,
            is_named=children[row.id].is_named,
            status=None,
            care_status=None,
            school=SchoolLabelOut.of(schools[row.school_urn]),
            open_case=None,
            owner=None,
        )
        for row in shown
    ]


async def inbox_rows(desk: Desk, work: Work, shown: Sequence[SchoolRequest]) -> list[InboxRowOut]:
    """In the order given."""
    children = await children_of(work, shown)
    schools = await desk.schools.many({row.school_urn for row in shown})
    authorities = {code: await _authority(desk, code) for code in {row.authority for row in shown}}
    return [
        InboxRowOut(
            id=row.id,
            version=row.version,
            reference=row.reference,
            authority=authorities[row.authority],
            school=SchoolLabelOut.of(schools[row.school_urn]),
            child=label_of(desk, children[row.child_id], row),
            state=row.state,
            asks=asked_of_school(row.state).ask,
            needs_answer=asked_of_school(row.state).ask is not SchoolAsk.NOTHING,
            received_on=row.received_on,
            due_on=row.due_on,
            force=force_of(desk, row),
            limit_on=row.limit_on,
            closed_on=row.closed_on,
            allowed_actions=[
                AllowedActionOut.of(action) for action in allowed_actions(row.state, desk.taker.actors, Situation())
            ],
        )
        for row in shown
    ]


def label_of(desk: Desk, child: Child, row: SchoolRequest) -> ChildLabelOut:
    """The name as far as the stage of the request allows."""
    return ChildLabelOut(
        id=child.id,
        name=disclosed(child, row.state).name,
        preferred_name=None,
        initials=child.initials,
        year_group=child.year_group(desk.today),
    )


def force_of(desk: Desk, row: SchoolRequest) -> Force | None:
    """Whether the date is a limit or a target (PL-802)."""
    keys = asked_of_school(row.state).clocks
    if row.due_on is None or not keys:
        return None
    at_limit = keys[0] == "inyear_target" and row.due_on == row.limit_on
    return desk.rules["inyear_limit" if at_limit else keys[0]].force


async def children_of(work: Work, rows: Sequence[SchoolRequest]) -> Mapping[UUID, Child]:
    return await _named(work, ((row.authority, row.child_id) for row in rows))


async def _named(work: Work, children: Iterable[tuple[str, UUID]]) -> Mapping[UUID, Child]:
    """Children with their authorities, one question for each; each authority's audit is told of its own."""
    by_authority: dict[str, set[UUID]] = {}
    for authority, child_id in children:
        by_authority.setdefault(authority, set()).add(child_id)
    found: dict[UUID, Child] = {}
    for authority, ids in by_authority.items():
        work.audit.saw_of(authority, *ids)
        found |= await ChildStore(work.connection, authority).many(ids)
    return found


async def _authority(desk: Desk, code: str) -> AskingAuthorityOut:
    found = await desk.authorities.get(code)
    return AskingAuthorityOut(code=code, name=found.name if found else code)


async def _days_past(desk: Desk, work: Work, row: SchoolRequest, lies_in: str) -> int | None:
    """School days since the date, by the calendar the asking authority counts with."""
    if row.due_on is None or row.due_on >= desk.today:
        return None if row.due_on is None else 0
    calendars = await CalendarStore(work.connection, row.authority).resolve_many({row.school_urn: lies_in})
    return school_days_between(row.due_on, desk.today, calendars.get(row.school_urn, NO_CALENDAR))
