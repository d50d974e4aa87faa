"""Evidence bundles on the wire."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import InModel, Line, Lines, OutModel
from placements.actions.make_bundle import BundleAsked
from placements.domain.bundles import LEAST_BECAUSE, BundleKind

SectionNumber = Annotated[int, Field(ge=1, le=12)]


class BundleStatus(StrEnum):
    ORDERED = "ordered"
    READY = "ready"


class EmptySectionIn(InModel):
    """Why a section has nothing to show: printed as "None, because …"."""

    section: SectionNumber
    because: Annotated[Lines, Field(min_length=LEAST_BECAUSE, max_length=500)]


class BundleIn(InModel):
    """What the bundle is for and what it may say."""

    kind: Annotated[BundleKind, Field(strict=False)]
    names: Annotated[bool, Field(description="Name the child; needs a reason. Else initials, in typed text too.")] = (
        False
    )
    reason: Annotated[Line | None, Field(max_length=500, description="Why the child has to be named.")] = None
    omit: Annotated[list[SectionNumber], Field(max_length=12, description="Sections to leave out; it says so.")] = (
        Field(default_factory=list)
    )
    none_because: Annotated[list[EmptySectionIn], Field(max_length=12)] = Field(default_factory=list)

    def value(self) -> BundleAsked:
        return BundleAsked(
            kind=self.kind,
            names=self.names,
            reason=self.reason,
            omit=self.omit,
            because={one.section: one.because for one in self.none_because},
        )


class BundleOut(OutModel):
    """A bundle that was asked for. Its papers never change; a newer bundle stands before it."""

    id: UUID
    application_id: UUID
    kind: BundleKind
    status: BundleStatus
    names: bool
    omit: Sequence[int]
    ordered_at: datetime
    superseded_by: Annotated[UUID | None, Field(description="A newer bundle of the same kind.")]
    missing: Annotated[Sequence[int], Field(description="Sections 2 to 11 neither filled nor marked now.")]
    pdf_sha256: str | None
    json_sha256: str | None
