"""How other authorities want to be asked for a place."""

from typing import Annotated

from fastapi import Path

from kit.web.answers import answers
from kit.web.deps import ExpectedVersion
from kit.web.guarded import service_router
from placements.actions.keep_profile import keep_profile
from placements.api.deps import StaffDesk
from placements.api.profile_schemas import AdmissionsProfileIn, AdmissionsProfileOut
from placements.domain.admissions_profile import ProfileNotFound

router = service_router("placements", "/v1/admissions-profiles", tags=["schools"])

About = Annotated[str, Path(pattern=r"^[0-9]{3}$", description="The authority it is about.")]


@router.get("/{authority}", responses=answers(404))
async def show_admissions_profile(authority: About, desk: StaffDesk) -> AdmissionsProfileOut:
    """What this authority wants with a request, as far as it has been written down."""
    profile = await desk.admissions.profile(authority)
    if profile is None:
        raise ProfileNotFound
    return AdmissionsProfileOut.of(profile)


@router.put("/{authority}", responses=answers(404, 412, 422, 428))
async def save_admissions_profile(
    authority: About, profile: AdmissionsProfileIn, version: ExpectedVersion, desk: StaffDesk
) -> AdmissionsProfileOut:
    """Write down what this authority wants with a request; `If-Match: "0"` for the first version."""
    return AdmissionsProfileOut.of(await keep_profile(desk, profile.value(authority), version))
