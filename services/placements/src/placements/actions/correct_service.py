"""Corrections of the day a paper of a direction was served or signed; what hangs on it is counted anew (T35)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kit.kernel.errors import InvalidInput
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile, put_back
from placements.actions.tell_corrections import superseding
from placements.actions.write_correction import CorrectionAsked, write_down
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.clocks import Clock, clock_of, restart_clock
from placements.domain.corrections import CorrectedField
from placements.domain.direction import DirectionProcess
from placements.domain.direction_states import ProcessStep
from placements.domain.escalation_events import direction_step
from placements.domain.steps import Step

OF_A_SERVICE: Final = frozenset({CorrectedField.SERVED_ON, CorrectedField.SIGNED_ON})
_REPLY: Final = ("s97a_consult_reply", "s96_consult_reply")
_REFERRAL: Final = ("s97a_osa_referral", "s96_osa_referral", "s95a_referral")
_EARLIEST: Final = ("s97a_earliest", "s96_earliest", "s95a_earliest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """The process and clocks as they read now, the day that stood there, and what others are told again."""

    was: date
    process: DirectionProcess
    clocks: tuple[Clock, ...]
    told: ProcessStep | None = None


async def correct_service(desk: Desk, file: ApplicationFile, asked: CorrectionAsked) -> Application:
    """`served_on` is that of the newest paper: direction, else notice, else consultation. Raises InvalidInput."""
    processes = await desk.directions.of_application(file.application.id)
    if asked.value > desk.today:
        raise InvalidInput("out_of_range", f"/{asked.field.value}")
    put = _put(desk, file, processes, asked)
    facts = {"field": asked.field.value, "after": asked.value.isoformat()}
    kept = await put_back(desk, file, file.application.moved(Step.CORRECT), EntryKind.CORRECTED, facts)
    await desk.directions.keep(put.process)
    await desk.clocks.keep(put.clocks)
    await write_down(desk, kept.application, asked, put.was, {}, {})
    if put.told is not None:
        await _tell_again(desk, kept.application, put, asked.value)
    return kept.application


def _put(desk: Desk, file: ApplicationFile, processes: Sequence[DirectionProcess], asked: CorrectionAsked) -> Put:
    if not processes:
        raise InvalidInput("not_allowed", f"/{asked.field.value}")
    process, on = processes[-1], asked.value
    if asked.field is CorrectedField.SIGNED_ON:
        return _signed(process, on)
    ways: Sequence[tuple[object, Callable[[Desk, ApplicationFile, DirectionProcess, date], Put]]] = (
        (process.direction, _direction_served),
        (process.notice, _notice_served),
        (process.own_notice, _own_notice_served),
        (process.consultation, _consultation_served),
    )
    way = next((way for paper, way in ways if paper is not None), None)
    if way is None:
        raise InvalidInput("not_allowed", "/served_on")
    return way(desk, file, process, on)


def _signed(process: DirectionProcess, on: date) -> Put:
    if process.direction is None:
        raise InvalidInput("not_allowed", "/signed_on")
    if on > process.direction.served_on:
        raise InvalidInput("out_of_range", "/signed_on")
    changed = replace(process, direction=replace(process.direction, signed_on=on))
    return Put(was=process.direction.signed_on, process=changed, clocks=(), told=ProcessStep.DIRECTED)


def _direction_served(desk: Desk, file: ApplicationFile, process: DirectionProcess, on: date) -> Put:
    assert process.direction is not None
    if on < process.direction.signed_on:
        raise InvalidInput("out_of_range", "/served_on")
    changed = replace(process, direction=replace(process.direction, served_on=on))
    clocks = _restarted(desk, file, ["start_after_direction"], on)
    return Put(was=process.direction.served_on, process=changed, clocks=clocks)


def _notice_served(desk: Desk, file: ApplicationFile, process: DirectionProcess, on: date) -> Put:
    assert process.notice is not None
    clocks = _restarted(desk, file, [*_REFERRAL, *_EARLIEST], on)
    earliest = _due(clocks, _EARLIEST) or process.notice.earliest_direction_on
    notice = replace(
        process.notice,
        served_on=on,
        referral_until=_due(clocks, _REFERRAL) or process.notice.referral_until,
        earliest_direction_on=earliest,
    )
    signing = _restarted(desk, file, ["direction_sign"], earliest)
    return Put(
        was=process.notice.served_on,
        process=replace(process, notice=notice),
        clocks=(*clocks, *signing),
        told=ProcessStep.NOTICE_SERVED,
    )


def _own_notice_served(desk: Desk, file: ApplicationFile, process: DirectionProcess, on: date) -> Put:
    assert process.own_notice is not None
    held = process.own_notice
    clocks = _restarted(desk, file, [*_REFERRAL, *_EARLIEST], on)
    notice = replace(
        held,
        served=replace(held.served, served_on=on),
        referral_until=_due(clocks, _REFERRAL) or held.referral_until,
        earliest_on=_due(clocks, _EARLIEST) or held.earliest_on,
    )
    return Put(was=held.served.served_on, process=replace(process, own_notice=notice), clocks=clocks)


def _consultation_served(desk: Desk, file: ApplicationFile, process: DirectionProcess, on: date) -> Put:
    assert process.consultation is not None
    held = process.consultation
    clocks = _restarted(desk, file, _REPLY, on)
    consultation = replace(held, served=replace(held.served, served_on=on), due_on=_due(clocks, _REPLY) or held.due_on)
    changed = replace(process, consultation=consultation)
    same_day = process.started_on == held.served.served_on
    return Put(
        was=held.served.served_on,
        process=changed,
        clocks=clocks,
        told=ProcessStep.CONSULTING if same_day else None,
    )


def _restarted(desk: Desk, file: ApplicationFile, keys: Sequence[str], on: date) -> tuple[Clock, ...]:
    held = (clock_of(file.clocks, key) for key in keys)
    return tuple(
        restart_clock(clock, desk.rules[clock.key], on, file.calendars, desk.settings) for clock in held if clock
    )


def _due(clocks: Sequence[Clock], keys: Sequence[str]) -> date | None:
    return next((clock.due_on for clock in clocks if clock.key in keys), None)


async def _tell_again(desk: Desk, application: Application, put: Put, on: date) -> None:
    assert put.told is not None
    told = await desk.told.standing("application.direction_step", application.id, step=put.told.value)
    if told:
        event = direction_step(application, put.process.type, put.told, authority=desk.authority, step_on=on)
        await desk.outbox.add(superseding(event, told[-1]))
