"""The inbox of a school or trust: what is asked by all authorities, and by when (operation O60)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.child_schemas import ChildRowOut
from placements.api.school_view_schemas import AskingAuthorityOut
from placements.api.shared_schemas import AllowedActionOut, ChildLabelOut, SchoolLabelOut
from placements.domain.application_states import ApplicationState
from placements.domain.clock_units import Force
from placements.domain.school_asks import SchoolAsk


class InboxRowOut(OutModel):
    """One request of one authority."""

    id: UUID
    version: int
    reference: str
    authority: AskingAuthorityOut
    school: SchoolLabelOut
    child: Annotated[ChildLabelOut, Field(description="The forename; the surname from an offer on.")]
    state: ApplicationState
    asks: SchoolAsk
    needs_answer: bool
    received_on: date | None
    due_on: Annotated[date | None, Field(description="When what is asked now is due.")]
    force: Annotated[Force | None, Field(description="Only `must` may be called a limit (PL-802).")]
    limit_on: date | None
    closed_on: date | None
    allowed_actions: Sequence[AllowedActionOut]


class InboxOut(OutModel):
    """One page of the inbox; children on roll stand beside its first page."""

    items: Sequence[InboxRowOut]
    next_cursor: Annotated[str | None, Field(description="Give it as `cursor` for the next page.")]
    to_answer: Annotated[int, Field(description="Requests that wait for the school, on all pages.")]
    children_on_roll: Annotated[
        Sequence[ChildRowOut], Field(description="The first 25 on the own roll today; `list_children` has them all.")
    ]
    more_children: bool
