"""What the routes of accountability ask for."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from accountability.domain.readers import Reader, reader_of
from accountability.domain.windows import Window, WindowType, window_of, window_to_date
from accountability.store.evidence import EvidenceStore
from accountability.store.register import RegisterStore
from kit.auth.vocabulary import ActorKind
from kit.web.deps import CurrentWork


async def _reader(work: CurrentWork) -> Reader:
    caller = work.caller
    roles = {"la_system"} if caller.kind is ActorKind.CLIENT else {role.value for role in caller.roles}
    return reader_of(roles, caller.organisation.id)


CurrentReader = Annotated[Reader, Depends(_reader)]


async def _register(work: CurrentWork, reader: CurrentReader) -> RegisterStore:
    return RegisterStore(work.connection, reader.home)


async def _evidence(work: CurrentWork, reader: CurrentReader) -> EvidenceStore:
    return EvidenceStore(work.connection, reader.home)


async def _today(work: CurrentWork) -> date:
    return work.clock.today()


Register = Annotated[RegisterStore, Depends(_register)]
Evidence = Annotated[EvidenceStore, Depends(_evidence)]
Today = Annotated[date, Depends(_today)]


WindowKind = Annotated[WindowType, Query(description="Which stretch of time is counted.")]
WindowEnd = Annotated[
    str | None,
    Query(
        max_length=10,
        description="Where it ends: the last day of a month up to the running one, or an academic year as 2025-26.",
    ),
]


async def _window(today: Today, window: WindowKind = WindowType.R36, window_to: WindowEnd = None) -> Window:
    return window_of(window, window_to, today)


async def _window_to_date(today: Today, window: WindowKind = WindowType.R36, window_to: WindowEnd = None) -> Window:
    return window_to_date(window, window_to, today)


WantedWindow = Annotated[Window, Depends(_window)]
"""Without an end: up to the month before, so that figures stand still (AC-23)."""

WindowToDate = Annotated[Window, Depends(_window_to_date)]
"""Without an end: up to the running month, as the list of events beside it."""
