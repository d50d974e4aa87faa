"""Papers a request refers to: where each is held, never the file itself (PL-611)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class AttachmentKind(StrEnum):
    PEP = "pep"
    NO_PEP_YET = "no_pep_yet"
    EHCP = "ehcp"
    RISK_ASSESSMENT = "risk_assessment"
    SUPPLEMENTARY_FORM = "supplementary_form"
    REPORT = "report"
    LETTER = "letter"
    EVIDENCE = "evidence"
    OTHER = "other"


EDUCATION_PLAN: Final = frozenset({AttachmentKind.PEP, AttachmentKind.NO_PEP_YET})
"""One of these answers the question for the latest personal education plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A reference. A child's religion is told only by a faith school's own form, which is one (PL-603)."""

    key: str
    title: str
    kind: AttachmentKind
    dated_on: date | None = None
    held_at: str | None = None
    sha256: str | None = None
    signed: bool = False
