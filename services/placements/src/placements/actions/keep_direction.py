"""Keeps one step of a direction: state, process, log and event, together; and ends a process that is not pursued."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from placements.actions.desk import Desk
from placements.actions.direction_file import DirectionFile, with_next_route
from placements.actions.keep_clocks import halt
from placements.actions.take_up import ApplicationFile, put_back
from placements.domain.application import Application
from placements.domain.application_events import application_closed
from placements.domain.chronology import EntryKind
from placements.domain.direction import DirectionProcess
from placements.domain.direction_states import ProcessOutcome, ProcessStep
from placements.domain.escalation_events import direction_step
from placements.domain.steps import Step

CLOCKS_OF_A_PROCESS: Final = frozenset(
    {
        *("s97a_consult_reply", "s96_consult_reply", "s97a_notice", "s97a_osa_referral", "s97a_earliest"),
        *("s96_osa_referral", "s96_earliest", "s95a_referral", "s95a_earliest", "direction_sign", "osa_chase"),
        *("sos_academy_reply", "sos_chase_1", "sos_chase_2"),
    }
)


async def keep_process(
    desk: Desk,
    folder: DirectionFile,
    changed: Application,
    process: DirectionProcess,
    kind: EntryKind,
    facts: Mapping[str, Any],
    *,
    told: tuple[ProcessStep, date] | None = None,
) -> ApplicationFile:
    """The application in its next version, with the road that is open now; `told` is what others learn of it."""
    routed = with_next_route(folder, changed, desk.today)
    file = await put_back(desk, folder.file, routed, kind, facts)
    await desk.directions.keep(process)
    if told is not None:
        step, on = told
        await desk.outbox.add(
            direction_step(file.application, process.type, step, authority=desk.authority, step_on=on)
        )
    return file


async def use_recommendation(desk: Desk, folder: DirectionFile) -> None:
    """It has been signed, and carries no second signature."""
    if folder.recommendation is not None:
        await desk.directions.keep_recommendation(folder.recommendation.used(desk.today))


async def stop_process_clocks(desk: Desk, file: ApplicationFile, on: date) -> None:
    await halt(desk, (clock for clock in file.clocks if clock.key in CLOCKS_OF_A_PROCESS), on)


async def end_process(desk: Desk, file: ApplicationFile, outcome: ProcessOutcome) -> DirectionProcess | None:
    """A process that runs is not pursued: an offer came, the request ended, the child left care. Its clocks stand
    still and others are told. Nothing happens where none runs."""
    process = await desk.directions.running(file.application.id)
    if process is None:
        return None
    ended = process.ended(outcome, desk.today)
    await desk.directions.keep(ended)
    await stop_process_clocks(desk, file, desk.today)
    if process.consultation is not None or process.secretary_of_state is not None:
        event = direction_step(
            file.application, process.type, ProcessStep.ABANDONED, authority=desk.authority, step_on=desk.today
        )
        await desk.outbox.add(event)
    return ended


def not_directed(application: Application, step: Step, on: date) -> Application:
    """Nobody is directed to take the child here: the request ends."""
    return replace(application.moved(step), closed_on=on, close_reason="not_directed")


async def tell_not_directed(desk: Desk, application: Application) -> None:
    """It ended on the school's side (PL-1103)."""
    event = application_closed(
        application, authority=desk.authority, on=desk.today, close_side="school", close_reason="not_directed"
    )
    await desk.outbox.add(event)
