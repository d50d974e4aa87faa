"""An application ends: its clocks stand still, its link closes and the others are told (PL-608, PL-1103)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from kit.db.reply_links import LinkState
from placements.actions.desk import Desk
from placements.actions.keep_clocks import halt
from placements.actions.keep_direction import end_process
from placements.actions.take_up import ApplicationFile, put_back
from placements.domain.application import Application
from placements.domain.application_events import application_closed
from placements.domain.chronology import EntryKind
from placements.domain.direction_states import ProcessOutcome
from placements.domain.steps import Step

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_KINDS: Final = {
    Step.WITHDRAW: EntryKind.WITHDRAWN,
    Step.SUPERSEDE: EntryKind.SUPERSEDED,
    Step.DECLINE: EntryKind.DECLINED,
    Step.MARK_DUPLICATE: EntryKind.MARKED_DUPLICATE,
}


async def end_application(
    desk: Desk,
    file: ApplicationFile,
    step: Step,
    reason: StrEnum,
    side: str,
    *,
    replaced_by: UUID | None = None,
    facts: Mapping[str, Any] = NOTHING,
) -> Application:
    """`side` is on whose side it lay; `facts` are kept in the log beside the reason."""
    ended = file.application.end(step, reason, desk.today, replaced_by=replaced_by)
    file = await put_back(desk, file, ended, _KINDS[step], {**facts, "reason": reason.value})
    await end_process(desk, file, ProcessOutcome.WITHDRAWN)
    await halt(desk, file.clocks, desk.today)
    await desk.letters.void_unsent(ended.id)
    await desk.links.close(ended.id, LinkState.SUPERSEDED if step is Step.SUPERSEDE else LinkState.WITHDRAWN)
    event = application_closed(
        file.application, authority=desk.authority, on=desk.today, close_side=side, close_reason=reason.value
    )
    await desk.outbox.add(event)
    return file.application
