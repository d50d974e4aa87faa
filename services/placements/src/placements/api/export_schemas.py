"""Exports as they are asked for and shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import InModel, Lines, OutModel
from placements.domain.exports import MOST_DOWNLOADS, Export, ExportFormat, ExportKind, ExportState, WantedExport


class ExportIn(InModel):
    """What the file is to hold."""

    kind: Annotated[ExportKind, Field(strict=False)]
    format: Annotated[ExportFormat, Field(strict=False)] = ExportFormat.CSV
    names: bool = Field(default=False, strict=True, description="Names and typed text; a second person has to agree.")
    reason: Annotated[Lines, Field(max_length=500)] | None = Field(
        default=None, description="Wanted with names, and for more than 50 children: 10 characters or more."
    )

    def value(self) -> WantedExport:
        return WantedExport(kind=self.kind, format=self.format, names=self.names, reason=self.reason)


class ExportOut(OutModel):
    """An export; the file can be fetched three times within seven days by the one who asked."""

    id: UUID
    version: int
    kind: ExportKind
    format: ExportFormat
    names: bool
    reason: str | None
    state: ExportState
    requested_at: datetime
    approved_at: datetime | None
    expires_at: datetime | None
    rows: int | None
    children: Annotated[int | None, Field(description="Whose records the file holds; each stands in the audit.")]
    sha256: str | None
    downloads_left: int

    @classmethod
    def of(cls, export: Export, now: datetime) -> "ExportOut":
        return cls(
            id=export.id,
            version=export.version,
            kind=export.kind,
            format=export.format,
            names=export.names,
            reason=export.reason,
            state=export.state_at(now),
            requested_at=export.requested_at,
            approved_at=export.approved_at,
            expires_at=export.expires_at,
            rows=export.rows,
            children=len(export.children) if export.made_at else None,
            sha256=export.sha256,
            downloads_left=MOST_DOWNLOADS - export.downloads,
        )
