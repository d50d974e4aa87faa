"""Every night: consultation periods that ended, plan consultations without a reply, children who were not admitted
after a direction, and directions of children who have left care."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import time
from typing import Any, Final
from uuid import UUID

import structlog

from kit.feed.worker import Worker
from kit.web.runtime import Runtime
from placements.actions.consult_on_plan import expire_plan_consultation
from placements.actions.desk import SYSTEM, Desk
from placements.actions.watch_directions import (
    chase_adjudicator_again,
    close_consultation,
    flag_not_admitted,
    stop_direction,
)
from placements.jobs.nights import each_day, every_authority, work_for
from placements.store.directions import DirectionStore
from placements.store.watched_directions import WatchedDirections

NAME: Final = "watch_directions"
AT: Final = time(0, 5)
"""Europe/London, with the limits of schools."""
_log = structlog.get_logger()
Act = Callable[[Desk, UUID], Awaitable[Any]]

_BY_CLOCK: Final[Mapping[tuple[str, ...], Act]] = {
    ("s97a_consult_reply", "s96_consult_reply"): close_consultation,
    ("ehcp_consult",): expire_plan_consultation,
    ("osa_chase",): chase_adjudicator_again,
    ("start_after_direction",): flag_not_admitted,
}


async def watch_directions(runtime: Runtime, base_url: str) -> int:
    """How much was done. One transaction an application, so that one fault stops no other child; done again, it
    changes nothing."""
    done = 0
    for authority in await every_authority(runtime):
        for act, application_id in await _waiting(runtime, authority):
            async with work_for(runtime, authority, NAME) as work:
                done += bool(await act(await Desk.of(work, SYSTEM, base_url), application_id))
    _log.info("job_done", job=NAME, count=done)
    return done


def nightly(runtime: Runtime, base_url: str) -> Worker:
    """At the start, and then once each day after 00:05."""

    async def run() -> None:
        await watch_directions(runtime, base_url)

    return each_day(runtime, NAME, AT, run)


async def _waiting(runtime: Runtime, authority: str) -> Sequence[tuple[Act, UUID]]:
    async with work_for(runtime, authority, NAME, read_only=True) as work:
        watched, today = WatchedDirections(work.connection, authority), runtime.clock.today()
        found = [(act, one) for keys, act in _BY_CLOCK.items() for one in await watched.past(keys, today)]
        stopping = await DirectionStore(work.connection, authority).running_for_looked_after()
        return [*found, *((stop_direction, one) for one in stopping)]
