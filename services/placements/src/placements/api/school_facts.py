"""What an authority writes down about a school beside the register."""

from typing import Annotated

from fastapi import Path

from kit.web.answers import answers
from kit.web.deps import ExpectedVersion
from kit.web.guarded import service_router
from placements.actions.describe_school import keep_school_facts, override_admission_authority
from placements.api.deps import StaffDesk
from placements.api.school_facts_schemas import (
    AdmissionAuthorityIn,
    AdmissionAuthorityOut,
    SchoolFactsIn,
    SchoolFactsOut,
)

router = service_router("placements", "/v1/schools", tags=["schools"])

SchoolUrn = Annotated[int, Path(ge=1, le=9_999_999, description="The school's unique reference number.")]


@router.put("/{urn}/admission-authority", responses=answers(404, 412, 422, 428))
async def change_admission_authority(
    urn: SchoolUrn, wanted: AdmissionAuthorityIn, version: ExpectedVersion, desk: StaffDesk
) -> AdmissionAuthorityOut:
    """Write down who decides about places at a school where the register is wrong (PL-305); `If-Match: "0"` first."""
    kept = await override_admission_authority(desk, urn, wanted.kind, wanted.reason, version)
    return AdmissionAuthorityOut.of(kept)


@router.put("/{urn}/facts", responses=answers(404, 412, 422, 428))
async def change_school_facts(
    urn: SchoolUrn, facts: SchoolFactsIn, version: ExpectedVersion, desk: StaffDesk
) -> SchoolFactsOut:
    """Write down numbers by year group and the last inspection, with date and source; `If-Match: "0"` first."""
    rows = [row.value() for row in facts.year_groups]
    inspection = facts.inspection.value() if facts.inspection else None
    return SchoolFactsOut.of(await keep_school_facts(desk, urn, rows, inspection, version))
