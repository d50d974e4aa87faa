"""The chronology, letters and reminders of an application on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import Id, InModel, OutModel
from placements.api.shared_schemas import ChildLabelOut


class TimelineEntryOut(OutModel):
    """One line of the chronology. `by` is a role: tokens carry no names."""

    id: UUID
    at: datetime
    kind: str
    by: str
    via: str
    text: str
    document_id: UUID | None


class ChangeOut(TimelineEntryOut):
    """A line of the log with the child it is about."""

    child: ChildLabelOut
    case_id: UUID | None
    application_id: UUID | None


class LetterPartOut(OutModel):
    """One of the six parts of a letter."""

    part: str
    text: str


class LetterPreviewOut(OutModel):
    """A letter as it would go out today, with the mail that carries its link."""

    template_key: str
    template_version: int
    title: str
    parts: Sequence[LetterPartOut]
    legal_basis: Sequence[str]
    recipients: Annotated[Sequence[str], Field(description="Empty where no reply address is known.")]
    mail_subject: Annotated[str | None, Field(description="None for letters that no mail announces.")]
    mail_text: str | None


class RemindersIn(InModel):
    """Whom to remind."""

    application_ids: Annotated[list[Id], Field(min_length=1, max_length=50)]


class ReminderOut(OutModel):
    """What happened to one of the applications: sent, or the code of why not."""

    application_id: UUID
    sent: bool
    code: str | None
    reminded_at: datetime | None


class RemindersOut(OutModel):
    """What happened to each."""

    items: Sequence[ReminderOut]
