"""Starts and stops the clocks of an application or a case as its steps happen."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from kit.kernel.days import Calendar
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.cases import Case
from placements.domain.clock_units import CalendarRole
from placements.domain.clocks import Clock, start_clock, stop_clocks


async def start_clocks(desk: Desk, file: ApplicationFile, keys: Iterable[str], from_on: date) -> list[Clock]:
    """New clocks of an application, all from one day."""
    started = [
        start_clock(
            desk.rules[key],
            from_on,
            case_id=file.case.id,
            application_id=file.application.id,
            calendars=file.calendars,
            settings=desk.settings,
        )
        for key in keys
    ]
    await desk.clocks.keep(started)
    return started


async def start_case_clock(
    desk: Desk, case: Case, key: str, from_on: date, calendars: Mapping[CalendarRole, Calendar]
) -> Clock:
    started = start_clock(
        desk.rules[key],
        from_on,
        case_id=case.id,
        application_id=None,
        calendars=calendars,
        settings=desk.settings,
    )
    await desk.clocks.keep([started])
    return started


async def stop_by(desk: Desk, clocks: Iterable[Clock], facts: Iterable[str], on: date) -> None:
    """Stops what waits for any of these facts."""
    running = {clock.id: clock for clock in clocks}
    for fact in facts:
        running |= {clock.id: clock for clock in stop_clocks(running.values(), desk.rules, fact, on)}
    await desk.clocks.keep(clock for clock in running.values() if clock.stopped_on == on)


async def halt(desk: Desk, clocks: Iterable[Clock], on: date) -> None:
    """An application that has ended waits for nothing any more."""
    await desk.clocks.keep(replace(clock, stopped_on=on) for clock in clocks if clock.stopped_on is None)
