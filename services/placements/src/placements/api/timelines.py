"""What happened to a child and to a case, and what changed since an instant: from the log, newest first (O29)."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Query

from kit.web.deps import CurrentWork
from kit.web.fields import Instant
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage
from placements.actions.desk import Desk
from placements.api.correspondence_schemas import ChangeOut, TimelineEntryOut
from placements.api.deps import StaffDesk
from placements.api.shared_schemas import ChildLabelOut
from placements.domain.child import ChildNotFound
from placements.domain.chronology import Entry, sentence, who
from placements.domain.errors import CaseNotFound
from placements.store.chronicle import Chronicle

router = service_router("placements", "/v1", tags=["timelines"])


@router.get("/children/{child_id}/timeline")
async def show_child_timeline(
    child_id: UUID, desk: StaffDesk, work: CurrentWork, page: WantedPage
) -> Page[TimelineEntryOut]:
    """Everything that happened to a child, newest first."""
    if await desk.children.get(child_id) is None:
        raise ChildNotFound
    work.audit.saw(child_id)
    entries = await Chronicle(work.connection, work.authority).of_child(child_id, _before(page), page.rows)
    return _page(desk, page, entries)


@router.get("/cases/{case_id}/timeline")
async def show_case_timeline(
    case_id: UUID, desk: StaffDesk, work: CurrentWork, page: WantedPage
) -> Page[TimelineEntryOut]:
    """Everything that happened in a case and in its requests, newest first."""
    case = await desk.cases.get(case_id)
    if case is None or await desk.children.get(case.child_id) is None:
        raise CaseNotFound
    work.audit.saw(case.child_id)
    entries = await Chronicle(work.connection, work.authority).of_case(case_id, _before(page), page.rows)
    return _page(desk, page, entries)


@router.get("/changes")
async def list_changes(
    desk: StaffDesk,
    work: CurrentWork,
    page: WantedPage,
    since: Annotated[Instant, Query(description="An instant, such as `2026-11-23T08:00:00Z`.")],
) -> Page[ChangeOut]:
    """What changed since an instant for the children of the caller, newest first."""
    chronicle = Chronicle(work.connection, work.authority)
    entries = await chronicle.since(since, desk.taker.reach, _before(page), page.rows)
    shown, more = entries[: page.limit], len(entries) > page.limit
    children = await desk.children.many({entry.child_id for entry in shown})
    work.audit.saw(*children)
    items = [
        ChangeOut(
            child=ChildLabelOut.of(children[entry.child_id], desk.today),
            case_id=entry.case_id,
            application_id=entry.application_id,
            **_line(desk, entry).model_dump(),
        )
        for entry in shown
        if entry.child_id in children
    ]
    return Page(items=items, next_cursor=page.cursor(str(shown[-1].id)) if more else None)


def _before(page: WantedPage) -> UUID | None:
    return UUID(page.after[0]) if page.after else None


def _page(desk: Desk, page: WantedPage, entries: Sequence[Entry]) -> Page[TimelineEntryOut]:
    shown, more = entries[: page.limit], len(entries) > page.limit
    items = [_line(desk, entry) for entry in shown]
    return Page(items=items, next_cursor=page.cursor(str(shown[-1].id)) if more else None)


def _line(desk: Desk, entry: Entry) -> TimelineEntryOut:
    labels = {code.code: code.label for code in desk.codes.codes.values()}
    return TimelineEntryOut(
        id=entry.id,
        at=entry.at,
        kind=entry.kind.value,
        by=who(entry),
        via=entry.via.value,
        text=sentence(entry, labels),
        document_id=entry.document_id,
    )
