"""A request that was ready to send is taken up again (T2)."""

from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.take_up import permit, put_back, take_up
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step


async def reopen_draft(desk: Desk, application_id: UUID, version: int) -> Application:
    """Raises StepNotAllowed, StepNotForActor."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.REOPEN_DRAFT)
    reopened = file.application.moved(Step.REOPEN_DRAFT)
    return (await put_back(desk, file, reopened, EntryKind.REOPENED, {})).application
