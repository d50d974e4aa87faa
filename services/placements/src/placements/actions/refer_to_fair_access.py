"""Fair access for a child who was looked after before: referred, then a place is allocated (T30, T30b)."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.db.reply_links import LinkState
from kit.kernel.errors import InvalidInput
from placements.actions.continue_elsewhere import Elsewhere, continue_elsewhere, linked, school_elsewhere
from placements.actions.desk import Desk
from placements.actions.direction_file import DirectionFile, refuse, take_up_direction, with_next_route
from placements.actions.keep_clocks import halt, start_clocks, stop_by
from placements.actions.record_answer import Answered, a_decision, keep_answer
from placements.actions.take_up import ApplicationFile, put_back, take_up
from placements.domain.application import Application, SupersessionReason
from placements.domain.application_events import application_closed
from placements.domain.application_states import ApplicationState
from placements.domain.chronology import EntryKind
from placements.domain.clocks import clock_of
from placements.domain.close_sides import side_of_supersession
from placements.domain.decisions import Outcome, OverturnedBy, ReceivedThrough
from placements.domain.direction_guards import fair_access_blocked
from placements.domain.routes import Stream
from placements.domain.steps import Step

CLOCK: Final = "fap_allocate"


async def refer_to_fair_access(desk: Desk, application_id: UUID, version: int, accepted_on: date) -> Application:
    """Raises StepNotAllowed, StepNotForActor, NotForLac (Code 3.12): the panel took the referral on that day."""
    folder = await take_up_direction(desk, application_id, version, Step.REFER_TO_FAIR_ACCESS)
    refuse(fair_access_blocked(folder.power(desk.today)))
    application = folder.file.application
    if not (folder.answered_on or accepted_on) <= accepted_on <= desk.today:
        raise InvalidInput("out_of_range", "/accepted_on")
    tried = replace(folder, fair_access_tried=True)
    routed = with_next_route(tried, application.moved(Step.REFER_TO_FAIR_ACCESS), desk.today)
    facts = {"on": accepted_on.isoformat()}
    file = await put_back(desk, folder.file, routed, EntryKind.FAIR_ACCESS_REFERRED, facts)
    await stop_by(desk, file.clocks, ["closed"], desk.today)
    await start_clocks(desk, file, [CLOCK], accepted_on)
    return file.application


async def allocate_by_fair_access(
    desk: Desk, application_id: UUID, version: int, school_urn: int, allocated_on: date
) -> Application:
    """A place at this school; or at another one, where a new request goes on (PL-705)."""
    folder = await take_up_direction(desk, application_id, version, Step.ALLOCATE_BY_FAIR_ACCESS)
    referred = clock_of(folder.file.clocks, CLOCK)
    if not (referred.from_on if referred else allocated_on) <= allocated_on <= desk.today:
        raise InvalidInput("out_of_range", "/allocated_on")
    await stop_by(desk, folder.file.clocks, ["fap_allocated"], allocated_on)
    if school_urn == folder.file.school.urn:
        return await _allocated(desk, folder.file, allocated_on)
    elsewhere = await school_elsewhere(desk, folder, school_urn, "/school_urn")
    return await _allocated_elsewhere(desk, folder, elsewhere, allocated_on)


async def _allocated(desk: Desk, file: ApplicationFile, on: date) -> Application:
    """Told as an offer that the protocol brought about; the start is still to be agreed."""
    decided = Answered(decided_on=on, received_through=ReceivedThrough.SYSTEM)
    decision = replace(a_decision(desk, Outcome.OFFERED, decided), overturned_by=OverturnedBy.FAIR_ACCESS)
    return await keep_answer(desk, file, Step.ALLOCATE_BY_FAIR_ACCESS, decision)


async def _allocated_elsewhere(desk: Desk, folder: DirectionFile, elsewhere: Elsewhere, on: date) -> Application:
    before = folder.file.application
    reason = SupersessionReason.OTHER_SCHOOL_ALLOCATED
    ended = linked(before.end(Step.SUPERSEDE, reason, desk.today), elsewhere)
    file = await put_back(desk, folder.file, ended, EntryKind.SUPERSEDED, {"reason": reason.value})
    await halt(desk, file.clocks, desk.today)
    await desk.links.close(ended.id, LinkState.SUPERSEDED)
    side = side_of_supersession(before, reason.value)
    event = application_closed(
        file.application, authority=desk.authority, on=desk.today, close_side=side, close_reason=reason.value
    )
    await desk.outbox.add(event)
    there = await continue_elsewhere(desk, file, elsewhere, ApplicationState.FAP_REFERRED, Stream.FAIR_ACCESS, on)
    held = await take_up(desk, there.application.id, None)
    await _allocated(desk, held, on)
    return file.application
