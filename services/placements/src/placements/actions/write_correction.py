"""One correction as it is kept beside what it corrects: for ever, with its reason and proof (PL-111)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.domain.application import Application
from placements.domain.corrections import CorrectedField, Correction, changes_between
from placements.domain.decisions import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked:
    """One field, what it should say, why, and where the proof is kept. Without a decision: the last answer."""

    field: CorrectedField
    value: Any
    reason: str
    proof: str
    decision_id: UUID | None = None


async def write_down(
    desk: Desk,
    application: Application,
    asked: CorrectionAsked,
    before: Any,
    changed: Mapping[UUID, Decision | None],
    held: Mapping[UUID, Decision],
) -> None:
    """`changed` are answers that read otherwise now, as against `held`."""
    await desk.corrections.add(
        Correction(
            id=new_id(),
            application_id=application.id,
            field=asked.field,
            before=plain(before),
            after=plain(asked.value),
            decision_changes={
                str(key): changes_between(held[key], after) if after else None for key, after in changed.items()
            },
            reason=asked.reason,
            proof=asked.proof,
            corrected_on=desk.today,
            corrected_at=desk.now,
            corrected_by=desk.taker.id,
            application_version=application.version,
        )
    )


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
