"""What somebody writes down about a case, and what an IRO calls for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class NoteKind(StrEnum):
    NOTE = "note"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNote:
    """Kept as it was written; nothing of it reaches the log, an event or a mail."""

    id: UUID
    case_id: UUID
    kind: NoteKind
    text: str
    written_by: str
    role: str
    written_at: datetime
