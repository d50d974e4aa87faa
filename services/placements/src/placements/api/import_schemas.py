"""What imports look like on the wire: counts, places and codes, never a value from a file (PL-1003)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from kit.web.fields import InModel, OutModel
from placements.domain.imports import UNAPPLIED, Import, ImportKind, ImportState


class ImportProgressOut(OutModel):
    """Rows done and rows in all."""

    done: int
    total: int


class ImportReportOut(OutModel):
    """What the check found in one file."""

    kind: str
    refused: Annotated[str | None, Field(description="Why nothing of the file can be taken.")]
    rows: int
    new: int
    changed: int
    same: int
    ignored: int
    wrong: int
    warnings: int
    missing_from_file: Annotated[int, Field(description="Held, and not in the file: counted, never closed.")]
    columns_ignored: Sequence[str]
    errors_left_out: Annotated[int, Field(description="More was found than is listed.")]
    details: Annotated[Mapping[str, int], Field(description="Counts of this kind of file.")]

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> "ImportReportOut":
        return cls(**{name: report[name] for name in cls.model_fields})


class ImportTakenOut(OutModel):
    """What was done; `wrong` counts rows that did not fit the register any more."""

    new: int
    changed: int
    same: int
    wrong: int


class ImportOut(OutModel):
    """One uploaded file and how far it has come."""

    id: UUID
    version: int
    kind: ImportKind
    state: ImportState
    uploaded_at: datetime
    checked_at: datetime | None
    ended_at: datetime | None
    expires_at: Annotated[datetime | None, Field(description="When the unapplied file is deleted.")]
    progress: ImportProgressOut
    resume_at: Annotated[int, Field(description="Rows that are done with; after a stop the work goes on here.")]
    accept_partial: bool
    reports: Annotated[Sequence[ImportReportOut], Field(description="One of each file; empty until checked.")]
    taken: ImportTakenOut | None
    failure: Annotated[str | None, Field(description="Why nothing, or no more, could be taken.")]
    allowed_actions: Annotated[Sequence[str], Field(description="`apply`, `cancel`.")]

    @classmethod
    def of(cls, one: Import) -> "ImportOut":
        reports = [one.report, *one.report["parts"]] if one.report else []
        plain = {"id", "version", "kind", "state", "uploaded_at", "checked_at", "ended_at", "expires_at", "resume_at"}
        return cls(
            **{name: getattr(one, name) for name in plain},
            accept_partial=one.accept_partial,
            failure=one.failure,
            progress=ImportProgressOut(done=one.done, total=one.total),
            reports=[ImportReportOut.of(report) for report in reports],
            taken=ImportTakenOut(**one.taken) if one.taken else None,
            allowed_actions=[
                *(["apply"] if one.state is ImportState.CHECKED else []),
                *(["cancel"] if one.state in UNAPPLIED else []),
            ],
        )


class ImportErrorOut(OutModel):
    """One thing that is wrong or doubtful; `row` counts from 1 below the header, 0 is the file itself."""

    part: Annotated[str, Field(description="Which file: the kind, or the table read with it.")]
    row: int
    column: str | None
    code: str
    severity: Annotated[str, Field(description="`error`: the row is not taken. `warning`: it is.")]
    message: str


class ImportApplicationIn(InModel):
    """Whether the valid rows are taken although others are wrong (PL-1004)."""

    accept_partial: bool = False
