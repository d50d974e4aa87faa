"""Dates ahead, as a screen or another system reads them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.clock_units import Force


class DueDateOut(OutModel):
    """Something that is due: a reference, a school and a date, never a name."""

    uid: Annotated[str, Field(description="The same when the date moves.")]
    on: date
    key: Annotated[str, Field(description="Key of the clock, or `start` for an agreed first day.")]
    summary: str
    force: Annotated[Force | None, Field(description="Null for a date people agreed on.")]
    reference: str | None
    initials: Annotated[str | None, Field(description="Null unless the authority shows initials in calendars.")]
    school: SchoolLabelOut | None
    case_id: UUID
    application_id: UUID | None
    cancelled: Annotated[bool, Field(description="No longer waited for; told for four weeks.")]


class DueDatesOut(OutModel):
    """Dates ahead, the nearest first."""

    items: Sequence[DueDateOut]
