"""The school confirms that it has the request; no clock moves (T4)."""

from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.keep_clocks import stop_by
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.reply import what_is_asked
from placements.domain.steps import Step


async def acknowledge_application(desk: Desk, application_id: UUID, version: int) -> Application:
    """Raises StepNotAllowed, StepNotForActor."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.ACKNOWLEDGE)
    return (await _acknowledged(desk, file)).application


async def acknowledge_by_link(desk: Desk, application_id: UUID) -> ApplicationFile:
    """Raises LinkSettled, StepNotAllowed."""
    file = await take_up(desk, application_id, None)
    what_is_asked(file.application)
    permit(desk, file.application, Step.ACKNOWLEDGE)
    return await _acknowledged(desk, file)


async def _acknowledged(desk: Desk, file: ApplicationFile) -> ApplicationFile:
    kept = await put_back(desk, file, file.application.acknowledge(desk.today), EntryKind.ACKNOWLEDGED, {})
    await stop_by(desk, file.clocks, ["acknowledged"], desk.today)
    return kept
