"""Another application takes the place of this one; the need and its clock go on (T27)."""

from dataclasses import replace
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.end_application import end_application
from placements.actions.take_up import permit, take_up
from placements.domain.application import Application, SupersessionReason
from placements.domain.close_sides import not_started_in_time, side_of_supersession
from placements.domain.errors import ApplicationNotFound
from placements.domain.steps import Step


async def supersede_application(
    desk: Desk, application_id: UUID, version: int, reason: SupersessionReason, replacement_id: UUID | None
) -> Application:
    """Raises StepNotAllowed, StepNotForActor, ApplicationNotFound for a replacement that is not the same child's."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.SUPERSEDE)
    if replacement_id is not None:
        await _link_back(desk, file.application, replacement_id)
    late = not_started_in_time(file.application, file.school_calendar, desk.today)
    side = side_of_supersession(file.application, reason.value, not_started=late)
    return await end_application(desk, file, Step.SUPERSEDE, reason, side, replaced_by=replacement_id)


async def _link_back(desk: Desk, superseded: Application, replacement_id: UUID) -> None:
    """Both know of each other (PL-705)."""
    replacement = await desk.applications.get_to_change(replacement_id)
    same_child = replacement is not None and replacement.child_id == superseded.child_id
    if replacement is None or not same_child or replacement.id == superseded.id:
        raise ApplicationNotFound
    await desk.applications.save(replace(replacement, continues_id=superseded.id), desk.now)
