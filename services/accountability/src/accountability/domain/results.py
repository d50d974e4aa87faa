"""One figure in the state it may be shown in (AC-24, AC-60, AC-67)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from accountability.domain.counts import Count
from accountability.domain.first_answers import CalendarMissing
from accountability.domain.indicators import MISSING_WORDS, NOT_APPLICABLE, Definition
from accountability.domain.rounding import rate
from accountability.domain.schools import PhaseGroup, School
from accountability.domain.windows import Window

SMALLEST_REPORTED: Final = 3
"""A rate of one or two children would be a statement about each of them (AC-3)."""


class ResultState(StrEnum):
    NA = "na"
    MISSING = "missing"
    NO_ACTIVITY = "no_activity"
    FACTS_ONLY = "facts_only"
    REPORTED = "reported"
    SUPPRESSED = "suppressed"


class Signal(StrEnum):
    NOT_TESTED = "not_tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is None does not belong to this state; `children` never leave the service but for the audit."""

    definition: Definition
    phase_group: PhaseGroup | None
    window: Window
    state: ResultState
    missing_source: str | None = None
    suppressed_reason: str | None = None
    count: Count | None = None
    rate: float | None = None
    signal: Signal | None = None
    statement: str | None = None

    @property
    def children(self) -> frozenset[UUID]:
        return self.count.children if self.count else frozenset()


@dataclass(frozen=True, slots=True)
class Connected:
    """Which sources have ever delivered."""

    sources: frozenset[str]

    def lacks(self, definition: Definition) -> bool:
        return definition.source.value not in self.sources


def result_of(
    definition: Definition,
    school: School,
    phase_group: PhaseGroup | None,
    window: Window,
    connected: Connected,
    counting: Callable[[], Count],
) -> Result:
    """The states in the order of AC-24; nothing is counted that does not apply."""

    def bare(state: ResultState, **said: str) -> Result:
        return Result(definition=definition, phase_group=phase_group, window=window, state=state, **said)  # type: ignore[arg-type]

    if school.group not in definition.groups:
        return bare(ResultState.NA, statement=NOT_APPLICABLE)
    if connected.lacks(definition):
        source = definition.source.value
        return bare(ResultState.MISSING, missing_source=source, statement=MISSING_WORDS[source])
    try:
        count = counting()
    except CalendarMissing:
        return bare(ResultState.MISSING, missing_source="calendar", statement=MISSING_WORDS["calendar"])
    return _counted(definition, phase_group, window, count)


def suppressed(definition: Definition, phase_group: PhaseGroup | None, window: Window, reason: str) -> Result:
    """Nothing numeric: a school in the reader's circle whose figures are not the reader's to see (AC-97)."""
    return Result(
        definition=definition,
        phase_group=phase_group,
        window=window,
        state=ResultState.SUPPRESSED,
        suppressed_reason=reason,
    )


def state_of(size: int) -> ResultState:
    """By the denominator, or by the count itself where there is none (AC-24)."""
    if size == 0:
        return ResultState.NO_ACTIVITY
    return ResultState.FACTS_ONLY if size < SMALLEST_REPORTED else ResultState.REPORTED


def _counted(definition: Definition, phase_group: PhaseGroup | None, window: Window, count: Count) -> Result:
    state = state_of(count.size)
    reported = state is ResultState.REPORTED
    has_rate = reported and count.den is not None and count.median_school_days is None
    return Result(
        definition=definition,
        phase_group=phase_group,
        window=window,
        state=state,
        count=count,
        rate=rate(count.num, count.den) if has_rate and count.den else None,
        signal=Signal.NOT_TESTED if reported else None,
        statement=_statement(definition, window, count, state),
    )


def _statement(definition: Definition, window: Window, count: Count, state: ResultState) -> str | None:
    """Built from the templates of AC-60 only; a plain count has none."""
    if state is ResultState.NO_ACTIVITY:
        return definition.nothing
    if count.den is None:
        return None
    beginning = f"{count.num} of {count.den} in the {window.words}."
    ending = "Too few for a rate." if state is ResultState.FACTS_ONLY else "No comparison is made."
    return f"{beginning} {ending}"
