"""The inbox of somebody of a school or trust: one list for all authorities."""

from typing import Annotated

from fastapi import Query

from kit.auth.vocabulary import Scope
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router
from kit.web.paging import WantedPage
from placements.api.deps import StaffDesk
from placements.api.inbox_schemas import InboxOut
from placements.api.school_lists import child_rows_of_school, inbox_rows, lists_of
from placements.store.child_list import ChildrenSought
from placements.store.school_lists import key_of
from placements.store.school_statements import InboxPart

_CHILDREN_SHOWN = 25

router = service_router("placements", "/v1/inbox", tags=["applications"])


@router.get("")
async def show_inbox(
    desk: StaffDesk,
    work: CurrentWork,
    page: WantedPage,
    part: Annotated[
        InboxPart | None, Query(description="`to_answer`, `waiting` or `done`; else all that have not ended.")
    ] = None,
) -> InboxOut:
    """What all authorities ask of your schools and by when, the next date first; and the children on your roll."""
    lists = lists_of(work)
    after = (str(page.after[0]), str(page.after[1])) if page.after else None
    rows = await lists.inbox(part, after=after, rows=page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    children = []
    if after is None and Scope.CHILDREN_READ in work.caller.scopes:
        children = list(await lists.children(ChildrenSought(), after=None, rows=_CHILDREN_SHOWN + 1))
    return InboxOut(
        items=await inbox_rows(desk, work, shown),
        next_cursor=page.cursor(*key_of(shown[-1])) if more else None,
        to_answer=await lists.to_answer(),
        children_on_roll=await child_rows_of_school(desk, work, children[:_CHILDREN_SHOWN]),
        more_children=len(children) > _CHILDREN_SHOWN,
    )
