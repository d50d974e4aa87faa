"""A request is taken back (T26)."""

from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.end_application import end_application
from placements.actions.take_up import permit, take_up
from placements.domain.application import Application, WithdrawalReason
from placements.domain.close_sides import not_started_in_time, side_of_withdrawal
from placements.domain.steps import Step


async def withdraw_application(desk: Desk, application_id: UUID, version: int, reason: WithdrawalReason) -> Application:
    """Raises StepNotAllowed; StepNotForActor while a direction runs, which the signatory alone ends."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.WITHDRAW)
    late = not_started_in_time(file.application, file.school_calendar, desk.today)
    side = side_of_withdrawal(file.application, reason, not_started=late)
    return await end_application(desk, file, Step.WITHDRAW, reason, side)
