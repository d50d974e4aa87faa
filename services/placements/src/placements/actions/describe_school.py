"""An authority writes down what the register does not say of a school: who decides there, and its numbers."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from kit.kernel.errors import StaleVersion
from placements.actions.desk import Desk
from placements.domain.school import AdmissionAuthorityType, SchoolNotFound
from placements.domain.school_facts import InspectionFacts, SchoolFacts, YearGroupFacts
from placements.store.admissions import AdmissionAuthorityOverride


async def override_admission_authority(
    desk: Desk, urn: int, kind: AdmissionAuthorityType | None, reason: str, version: int
) -> AdmissionAuthorityOverride:
    """From now on this counts for routes and guards instead of the register's (PL-305); None gives the register
    its word back. `version` is the one the caller read, 0 where nothing was written down.

    Raises SchoolNotFound, StaleVersion.
    """
    if await desk.schools.get(urn) is None:
        raise SchoolNotFound
    held = await desk.admissions.override_of(urn)
    if version != (held.version if held else 0):
        raise StaleVersion
    override = AdmissionAuthorityOverride(
        urn=urn,
        version=version + 1,
        admission_authority_type=kind,
        reason=reason,
        set_by=desk.taker.id,
        set_at=desk.now,
    )
    await desk.admissions.add_override(override)
    return override


async def keep_school_facts(
    desk: Desk,
    urn: int,
    rows: Sequence[YearGroupFacts],
    inspection: InspectionFacts | None,
    version: int | None = None,
) -> SchoolFacts:
    """Rows replace those of the same year and group, all others stay; nothing new makes no version (PL-309).

    `version` is what the caller read, None where the newest counts (files, replies). Raises SchoolNotFound,
    StaleVersion.
    """
    if await desk.schools.get(urn) is None:
        raise SchoolNotFound
    held = await desk.school_facts.get(urn)
    if version is not None and version != held.version:
        raise StaleVersion
    changed = held.with_rows(rows, inspection)
    if changed == held:
        return held
    kept = replace(changed, version=held.version + 1)
    await desk.school_facts.add_version(kept, desk.now, desk.taker.id)
    return kept


async def conflicts_with_facts(
    desk: Desk, urn: int, codes: Collection[str], academic_year: str, year_group: str
) -> bool:
    """Whether a refusal as full meets numbers that show room: flag `reason_conflicts_with_facts` (PL-309)."""
    facts = await desk.school_facts.get(urn)
    return facts.conflict_with(codes, academic_year, year_group)
