"""A return is counted, looked at, and kept as the authority's own count (FU-801 to FU-807)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from funding.domain.people import Actor
from funding.domain.ssda903.count import ReturnCount
from funding.domain.ssda903.record import CountRecord, CountState
from funding.store.records import Records
from kit.kernel.ids import new_id

SHORT_BREAKS_COUNT = False
"""FU-704: not confirmed by a source; the safe default leaves series of short breaks (V3, V4) out."""


@dataclass(frozen=True, slots=True)
class CountedFiles:
    """A count and the digests of the two files it was made of."""

    count: ReturnCount
    header_sha256: str
    episodes_sha256: str


async def keep_count(records: Records, actor: Actor, files: CountedFiles, at: datetime) -> CountRecord:
    """The dry run: counts and places of errors, nothing of a child (FU-803)."""
    record = CountRecord(
        id=new_id(),
        count=files.count,
        state=CountState.CHECKED,
        short_breaks_count=SHORT_BREAKS_COUNT,
        header_sha256=files.header_sha256,
        episodes_sha256=files.episodes_sha256,
        error_count=len(files.count.errors),
        checked_by=actor.id,
        checked_at=at,
        applied_by=None,
        applied_at=None,
        superseded_reason=None,
        version=1,
    )
    await records.counts.add(record)
    return record


async def apply_count(
    records: Records,
    actor: Actor,
    count_id: UUID,
    version: int,
    at: datetime,
    *,
    accept_partial: bool,
    reason: str | None,
) -> CountRecord:
    """Keeps the count as the authority's own; one kept for the year before gives way with a reason (FU-807)."""
    checked = await records.counts.get_to_change(count_id, version)
    applied = checked.apply(actor, at, accept_partial=accept_partial)
    before = await records.counts.applied_to_change(checked.count.year)
    if before is not None:
        await records.counts.save(before.supersede(reason))
    await records.counts.save(applied)
    return applied
