"""The authority does not take a place that was offered (T22)."""

from dataclasses import dataclass
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.end_application import end_application
from placements.actions.take_up import permit, take_up
from placements.domain.application import Application, DeclineReason
from placements.domain.errors import SchoolUnknown
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Declination:
    """`note` says more, and is wanted with `other`; `preferred_school_urn` is the school that is wanted instead."""

    reason: DeclineReason
    note: str | None = None
    preferred_school_urn: int | None = None


async def decline_offer(desk: Desk, application_id: UUID, version: int, told: Declination) -> Application:
    """Raises StepNotAllowed, StepNotForActor, SchoolUnknown, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.DECLINE)
    if told.reason is DeclineReason.OTHER and not told.note:
        raise InvalidInput("missing", "/note")
    preferred = told.preferred_school_urn
    if preferred is not None and await desk.schools.get(preferred) is None:
        raise SchoolUnknown
    facts = {"note": told.note, "preferred_school_urn": preferred}
    return await end_application(desk, file, Step.DECLINE, told.reason, "child", facts=facts)
