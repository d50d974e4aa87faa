"""What the routes of accountability ask for."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from accountability.domain.readers import Reader, reader_of
from accountability.domain.windows import Window, WindowType, window_of
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


async def _window(
    today: Today,
    window: Annotated[WindowType, Query(description="Which stretch of time is counted.")] = WindowType.R36,
    window_to: Annotated[
        str | None,
        Query(
            max_length=10,
            description="Where it ends: the last day of a month up to the running one, or an academic year as 2025-26.",
        ),
    ] = None,
) -> Window:
    return window_of(window, window_to, today)


WantedWindow = Annotated[Window, Depends(_window)]
