"""An adjudicator names, or fair access allocates, another school: a new request begins there, linked both ways
(PL-705)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.direction_file import DirectionFile
from placements.actions.take_up import ApplicationFile, open_file, write_log
from placements.domain import direction_errors as blocks
from placements.domain.application import Application
from placements.domain.application_events import application_submitted
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.errors import SchoolClosed, SchoolUnknown
from placements.domain.exclusions import excluded_from
from placements.domain.routes import Stream
from placements.domain.school import School


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The school, and the id its new request will have."""

    school: School
    application_id: UUID


async def school_elsewhere(desk: Desk, folder: DirectionFile, urn: int, pointer: str) -> Elsewhere:
    """Raises SchoolUnknown, SchoolClosed, ExcludedFromSchool: never a school that excluded the child."""
    if urn == folder.file.school.urn:
        raise InvalidInput("not_allowed", pointer)
    school = await desk.schools.get(urn)
    if school is None:
        raise SchoolUnknown
    if excluded_from(folder.exclusions, urn):
        raise blocks.ExcludedFromSchool
    if not school.is_open:
        raise SchoolClosed
    return Elsewhere(school, new_id())


async def continue_elsewhere(
    desk: Desk, file: ApplicationFile, elsewhere: Elsewhere, state: ApplicationState, stream: Stream, on: date
) -> ApplicationFile:
    """The new request, already directed or allocated; call it once the old one has ended and names it."""
    old = file.application
    fresh = Application(
        id=elsewhere.application_id,
        reference=await desk.applications.next_reference(desk.today.year),
        case_id=old.case_id,
        child_id=old.child_id,
        school_urn=elsewhere.school.urn,
        rank=old.rank,
        route=old.route,
        stream=stream,
        entry_academic_year=old.entry_academic_year,
        year_group=old.year_group,
        requested_start_kind=old.requested_start_kind,
        requested_start_on=old.requested_start_on,
        strengths=old.strengths,
        interests=old.interests,
        what_helps=old.what_helps,
        state=state,
        submitted_at=desk.now,
        received_at=desk.now,
        received_on=on,
        continues_id=old.id,
    )
    await desk.applications.add(fresh, desk.now)
    await write_log(desk, fresh, EntryKind.CONTINUED_ELSEWHERE, {"school_urn": elsewhere.school.urn})
    opened = await open_file(desk, fresh)
    await _tell(desk, opened, on)
    return opened


def linked(application: Application, elsewhere: Elsewhere) -> Application:
    return replace(application, continued_in_id=elsewhere.application_id)


async def _tell(desk: Desk, file: ApplicationFile, on: date) -> None:
    """Others learn of the request before they learn what was decided of it; nobody waits for an answer."""
    await desk.outbox.add(
        application_submitted(
            file.application,
            file.case,
            file.school,
            authority=desk.authority,
            on=on,
            target_on=None,
            limit_on=None,
            submitted_by=desk.taker.id,
            is_test=desk.settings.training_mode,
        )
    )
