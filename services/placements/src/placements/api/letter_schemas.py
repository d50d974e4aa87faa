"""Letters, their templates and the proof of their delivery on the wire."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import Id, InModel, IsoDate, Line, OutModel
from placements.api.correspondence_schemas import LetterPartOut
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.correspondence import LetterStatus, RecipientRole, ServiceMethod


class LetterTemplateOut(OutModel):
    """The words of one letter, with its merge fields in braces."""

    key: str
    version: int
    variant: Annotated[str | None, Field(description="The same letter under another rule or after another answer.")]
    title: str
    purpose: str
    parts: Sequence[LetterPartOut]
    ask: Annotated[str | None, Field(description="Standard words of the field `ask`.")]
    next_step: Annotated[str | None, Field(description="Standard words of the field `next_step`.")]
    fields: Annotated[Sequence[str], Field(description="Merge fields; a missing one is an error, never a blank.")]
    legal_basis: Annotated[Sequence[str], Field(description="As it would be printed today.")]
    names_child: Annotated[bool, Field(description="Only D1 to D4 do; all others use initials, year and reference.")]


class LetterTemplatesOut(OutModel):
    """Every letter."""

    items: Sequence[LetterTemplateOut]


class LetterChildOut(OutModel):
    """The child a letter is about, as lists of staff name one."""

    id: UUID
    name: str
    year_group: str


class LetterLineOut(OutModel):
    """A letter in a list."""

    id: UUID
    version: int
    application_id: UUID
    reference: str
    child: LetterChildOut
    school: SchoolLabelOut
    template_key: str
    title: str
    status: LetterStatus
    names_child: bool
    written_on: date
    sent_on: date | None
    recipients: Annotated[int, Field(description="Envelopes.")]
    proved: Annotated[int, Field(description="Envelopes whose delivery is proved.")]
    printed: Annotated[bool, Field(description="The PDF is there.")]


class ServedOut(OutModel):
    """Proof that a letter reached somebody."""

    method: ServiceMethod
    served_on: date
    proof: str


class RecipientOut(OutModel):
    """One envelope. A body with two roles is one recipient with both."""

    position: int
    contact_id: UUID | None
    name: str
    address: Sequence[str]
    roles: Sequence[RecipientRole]
    copied: Annotated[bool, Field(description="For information only.")]
    served: ServedOut | None


class LetterOut(OutModel):
    """A letter as it was written. It never changes; proof of delivery is added."""

    id: UUID
    version: int
    application_id: UUID
    reference: str
    child: LetterChildOut
    school: SchoolLabelOut
    template_key: str
    template_version: int
    title: str
    parts: Sequence[LetterPartOut]
    additional_text: str | None
    legal_basis: Sequence[str]
    recipients: Sequence[RecipientOut]
    status: LetterStatus
    names_child: bool
    written_on: date
    sent_on: date | None
    pdf_sha256: Annotated[str | None, Field(description="SHA-256 of the PDF; null until it is printed.")]


class ServiceIn(InModel):
    """A letter reached one of its recipients."""

    contact_id: Annotated[Id | None, Field(description="The contact it went to.")] = None
    recipient: Annotated[
        int | None, Field(ge=0, le=50, description="Place in the list of recipients, for one without a contact.")
    ] = None
    method: Annotated[ServiceMethod, Field(strict=False)]
    served_on: IsoDate
    proof: Annotated[Line, Field(min_length=3, max_length=300, description="Such as a tracking number or who signed.")]
