"""The agreed day came and the child did not start (T25)."""

from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.take_up import permit, put_back, take_up
from placements.domain.application import Application, DelayCause
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step


async def fail_start(desk: Desk, application_id: UUID, version: int, cause: DelayCause, reason: str) -> Application:
    """Raises StepNotAllowed, StepNotForActor."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.FAIL_START)
    failed = file.application.fail_start(cause)
    facts = {"cause": cause.value, "reason": reason}
    return (await put_back(desk, file, failed, EntryKind.START_FAILED, facts)).application
