"""What was written down wrong is put right beside it, never in its place (T35, PL-111)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from placements.domain.decisions import Decision, OverturnedBy
from placements.domain.refusal_codes import Ground


class CorrectedField(StrEnum):
    RECEIVED_ON = "received_on"
    RECEIPT_PROOF = "receipt_proof"
    DECIDED_ON = "decided_on"
    CODES = "codes"
    SERVED_ON = "served_on"
    SIGNED_ON = "signed_on"
    START_ON = "start_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`decision_changes`: by id what reads otherwise in an answer; None where it was no answer after all."""

    id: UUID
    application_id: UUID
    field: CorrectedField
    before: Any
    after: Any
    decision_changes: Mapping[str, Mapping[str, Any] | None]
    reason: str
    proof: str
    corrected_on: date
    corrected_at: datetime
    corrected_by: str
    application_version: int


_ENUMS: Final[Mapping[str, type[StrEnum]]] = {"ground": Ground, "overturned_by": OverturnedBy}
_DATES: Final = frozenset({"decided_on", "reasons_dated_on", "start_on"})
CORRECTABLE: Final = _DATES | {"first", "codes", "ground", "school_days", "late_by_school_days", "overturned_by"}


def changes_between(before: Decision, after: Decision) -> dict[str, Any]:
    """What a correction says of one answer, as it is kept."""
    return {
        name: _kept(getattr(after, name))
        for name in sorted(CORRECTABLE)
        if getattr(after, name) != getattr(before, name)
    }


def read_corrected(decision: Decision, changes: Mapping[str, Any]) -> Decision:
    """The answer as it reads after a correction."""
    return replace(decision, **{name: _read(name, value) for name, value in changes.items()})


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DATES:
        return date.fromisoformat(value)
    if name in _ENUMS:
        return _ENUMS[name](value)
    return tuple(value) if name == "codes" else value
