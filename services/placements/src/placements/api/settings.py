"""What an authority has chosen for itself: read it, and save the next version."""

from typing import Annotated

from fastapi import Depends

from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from placements.actions.change_settings import change_settings as changing
from placements.api.deps import StaffDesk
from placements.api.settings_schemas import SettingsIn, SettingsOut
from placements.store.settings import SettingsStore

router = service_router("placements", "/v1/settings", tags=["settings"])


async def _settings(work: CurrentWork) -> SettingsStore:
    return SettingsStore(work.connection, work.authority)


Settings = Annotated[SettingsStore, Depends(_settings)]


@router.get("")
async def show_settings(desk: StaffDesk, settings: Settings) -> SettingsOut:
    """The authority's settings as they count now, and when each version was saved."""
    return SettingsOut.of(desk.settings, await settings.versions())


@router.put("", responses=answers(412, 422, 428))
async def change_settings(
    wanted: SettingsIn, version: ExpectedVersion, desk: StaffDesk, settings: Settings
) -> SettingsOut:
    """Save all settings as the next version; a shorter local target moves the dates of running clocks."""
    kept = await changing(desk, settings, version, wanted.value())
    return SettingsOut.of(kept, await settings.versions())
