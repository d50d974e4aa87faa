"""An application ends: its clocks stand still, its link closes and the others are told (PL-608, PL-1103)."""

from enum import StrEnum

from kit.db.reply_links import LinkState
from placements.actions.desk import Desk
from placements.actions.keep_clocks import halt
from placements.actions.take_up import ApplicationFile, put_back
from placements.domain.application import Application
from placements.domain.application_events import application_closed
from placements.domain.chronology import EntryKind
from placements.domain.steps import Step

_KINDS = {Step.WITHDRAW: EntryKind.WITHDRAWN, Step.SUPERSEDE: EntryKind.SUPERSEDED}
_LINKS = {Step.WITHDRAW: LinkState.WITHDRAWN, Step.SUPERSEDE: LinkState.SUPERSEDED}


async def end_application(desk: Desk, file: ApplicationFile, step: Step, reason: StrEnum, side: str) -> Application:
    """`side` is on whose side it lay."""
    ended = file.application.end(step, reason, desk.today)
    file = await put_back(desk, file, ended, _KINDS[step], {"reason": reason.value})
    await halt(desk, file.clocks, desk.today)
    await desk.links.close(ended.id, _LINKS[step])
    event = application_closed(
        file.application, authority=desk.authority, on=desk.today, close_side=side, close_reason=reason.value
    )
    await desk.outbox.add(event)
    return file.application
