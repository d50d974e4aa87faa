"""The child is on the school's roll: the roll opens and every other request for the child is replaced (T24, T27)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kit.kernel.days import school_days_between
from kit.kernel.errors import InvalidInput, StaleVersion
from kit.kernel.ids import new_id
from placements.actions.accept_conditional_offer import start_review
from placements.actions.desk import Desk
from placements.actions.end_application import end_application
from placements.actions.keep_clocks import halt, start_clocks
from placements.actions.place_case import tell_placed
from placements.actions.take_up import ApplicationFile, open_file, permit, put_back
from placements.domain.application import Application, DelayCause, SupersessionReason, active
from placements.domain.application_events import application_closed, application_on_roll
from placements.domain.cases import END_OF_OLD_ROLL, Case
from placements.domain.child_events import roll_changed
from placements.domain.chronology import EntryKind
from placements.domain.close_sides import not_started_in_time, side_of_supersession
from placements.domain.errors import ApplicationNotFound
from placements.domain.roll import Roll, RollEndReason, main_roll_on, refuse_two_main_rolls
from placements.domain.steps import Step

STARTED: Final = ("roll_notice", "pep_on_start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """`delay_cause` says on whose side it lay that the first day is later than agreed."""

    first_day_on: date
    delay_cause: DelayCause | None = None


async def record_enrolment(desk: Desk, application_id: UUID, version: int, enrolment: Enrolment) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput, PeriodOverlap."""
    file, siblings = await take_up_all(desk, application_id, version)
    permit(desk, file.application, Step.ENROL)
    agreed = file.application.start_on
    late = agreed is not None and enrolment.first_day_on > agreed
    if late and enrolment.delay_cause is None:
        raise InvalidInput("missing", "/delay_cause")
    return await keep_enrolment(desk, file, siblings, enrolment)


async def take_up_all(
    desk: Desk, application_id: UUID, version: int | None
) -> tuple[ApplicationFile, Sequence[Application]]:
    """The application and the other active ones of its case, all held in the order of their ids (RE-4).

    Raises ApplicationNotFound, StaleVersion.
    """
    found = await desk.applications.get(application_id)
    if found is None:
        raise ApplicationNotFound
    await desk.children.get_to_change(found.child_id)
    held = await desk.applications.of_case_to_change(found.case_id)
    application = next(one for one in held if one.id == application_id)
    if version is not None and version != application.version:
        raise StaleVersion
    siblings = [one for one in active(held) if one.id != application_id]
    return await open_file(desk, application), siblings


async def keep_enrolment(
    desk: Desk, file: ApplicationFile, siblings: Sequence[Application], enrolment: Enrolment
) -> Application:
    """Everything the first day brings, in one transaction."""
    enrolled = file.application.enrol(enrolment.first_day_on, enrolment.delay_cause, desk.today)
    facts = {"first_day_on": enrolment.first_day_on.isoformat()}
    file = await put_back(desk, file, enrolled, EntryKind.ON_ROLL, facts)
    full_time = _is_full_time(desk, file.application)
    await _open_roll(desk, file, enrolment.first_day_on, full_time=full_time)
    await halt(desk, file.clocks, desk.today)
    await start_clocks(desk, file, STARTED, enrolment.first_day_on)
    if not full_time:
        await start_review(desk, file, enrolment.first_day_on, file.application.review_on)
    for sibling in siblings:
        await _supersede(desk, sibling)
    await _tell_others(desk, file, enrolment.first_day_on)
    await _place_case(desk, file, enrolment.first_day_on, full_time=full_time)
    return file.application


def _is_full_time(desk: Desk, application: Application) -> bool:
    hours = application.hours_per_week
    return hours is None or hours >= desk.settings.full_time_hours(application.year_group)


async def _open_roll(desk: Desk, file: ApplicationFile, first_day_on: date, *, full_time: bool) -> None:
    """The old main registration ends the day before; the whole list is told (PL-1102)."""
    ended = [_ended(roll, first_day_on, file.case) for roll in _running(file.record.rolls, first_day_on)]
    roll = Roll(
        id=new_id(),
        school_urn=file.school.urn,
        first_day_on=first_day_on,
        full_time=full_time,
        hours_per_week=file.application.hours_per_week,
        application_id=file.application.id,
    )
    kept = {old.id: old for old in file.record.rolls} | {old.id: old for old in ended} | {roll.id: roll}
    refuse_two_main_rolls(kept.values())
    await desk.intervals.keep_rolls({file.child.id: [*ended, roll]})
    child = replace(file.child, version=file.child.version + 1)
    await desk.children.save(child)
    await desk.outbox.add(roll_changed(child, list(kept.values()), authority=desk.authority, on=desk.today))


def _running(rolls: Sequence[Roll], first_day_on: date) -> list[Roll]:
    main = main_roll_on(rolls, first_day_on)
    return [main] if main is not None and main.first_day_on < first_day_on else []


def _ended(roll: Roll, first_day_on: date, case: Case) -> Roll:
    reason = END_OF_OLD_ROLL.get(case.reason, RollEndReason.OFF_ROLL_OTHER)
    return replace(roll, last_day_on=first_day_on - timedelta(days=1), end_reason=roll.end_reason or reason)


async def _supersede(desk: Desk, sibling: Application) -> None:
    reason = SupersessionReason.PLACED
    file = await open_file(desk, sibling)
    late = not_started_in_time(sibling, file.school_calendar, desk.today)
    side = side_of_supersession(sibling, reason.value, not_started=late)
    await end_application(desk, file, Step.SUPERSEDE, reason, side)


async def _tell_others(desk: Desk, file: ApplicationFile, first_day_on: date) -> None:
    application = file.application
    days = None
    if application.received_on is not None:
        days = school_days_between(application.received_on, first_day_on, file.school_calendar)
    on_roll = application_on_roll(
        application, authority=desk.authority, on=first_day_on, first_day_on=first_day_on, school_days=days
    )
    closed = application_closed(
        application, authority=desk.authority, on=desk.today, close_side="admitted", close_reason="on_roll"
    )
    await desk.outbox.add(on_roll)
    await desk.outbox.add(closed)


async def _place_case(desk: Desk, file: ApplicationFile, placed_on: date, *, full_time: bool) -> None:
    """Only a full-time roll ends the wait; else days keep counting (PL-505)."""
    if not full_time:
        return
    held = await desk.cases.get_to_change(file.case.id)
    await tell_placed(desk, held or file.case, placed_on)
