"""Flags that follow from the day rather than from a step: nobody sets them, nobody can forget them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from placements.domain.application import Application
from placements.domain.application_states import WITH_THE_SCHOOL, ApplicationFlag, ApplicationState
from placements.domain.clocks import Clock, clock_of

_TO_BE_ADMITTED: Final = frozenset(
    {ApplicationState.DIRECTED, ApplicationState.ACCEPTED, ApplicationState.START_AGREED}
)


def flags_on(application: Application, clocks: Sequence[Clock], today: date) -> frozenset[ApplicationFlag]:
    """Those kept with the application and those of the day: `overdue`, `directed_not_admitted` (T24b)."""
    of_today = {
        ApplicationFlag.OVERDUE: application.state in WITH_THE_SCHOOL and _passed(clocks, "inyear_target", today),
        ApplicationFlag.DIRECTED_NOT_ADMITTED: application.state in _TO_BE_ADMITTED
        and _passed(clocks, "start_after_direction", today),
    }
    return application.flags | {flag for flag, holds in of_today.items() if holds}


def _passed(clocks: Sequence[Clock], key: str, today: date) -> bool:
    """The local target where there is one."""
    clock = clock_of(clocks, key)
    due_on = (clock.local_due_on or clock.due_on) if clock else None
    return clock is not None and clock.stopped_on is None and due_on is not None and today > due_on
