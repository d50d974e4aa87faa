"""Running clocks are counted anew after a calendar, a setting, a rule or a receipt has changed (PL-315)."""

from collections.abc import Sequence
from dataclasses import replace

from placements.actions.desk import Desk
from placements.actions.take_up import log_entry
from placements.domain.application_states import ApplicationFlag
from placements.domain.chronology import EntryKind
from placements.domain.clock_moves import ClockMove, MoveCause, StandingClock, facts_of, find_moves, whose_days
from placements.domain.school_calendar import SchoolCalendar


async def preview_moves(desk: Desk, instead: SchoolCalendar | None = None) -> list[ClockMove]:
    """The dates that would move if `instead` were the newest version of its owner's year, in the order in which
    saving it would move them; nothing is written."""
    moves = await _moves(desk, await desk.clocks.standing(), instead)
    return [move for move in moves if move.only_flagged or move.moves_a_date]


async def recompute_clocks(desk: Desk, cause: MoveCause = MoveCause.SETTINGS) -> list[ClockMove]:
    """The moves, written: clocks, and for every date that moved a line of the log with both dates and versions.

    First without holding anything; then applications and cases that have a move are held in the order of
    their ids and looked at anew, so that two workers, or a worker and a step, never write over each other.
    """
    found = await _moves(desk, await desk.clocks.standing(), None)
    if not found:
        return []
    await desk.clocks.hold([move.before for move in found])
    held = {move.before.id for move in found}
    standing = [one for one in await desk.clocks.standing() if one.clock.id in held]
    moves = await _moves(desk, standing, None)
    for move in moves:
        await _write(desk, move, cause)
    return [move for move in moves if move.only_flagged or move.moves_a_date]


async def _moves(desk: Desk, standing: Sequence[StandingClock], instead: SchoolCalendar | None) -> list[ClockMove]:
    calendars = await desk.calendars.resolve_pairs(whose_days(standing, desk.rules), instead)
    return find_moves(standing, desk.rules, calendars, desk.settings, desk.today)


async def _write(desk: Desk, move: ClockMove, cause: MoveCause) -> None:
    if move.only_flagged:
        await _flag(desk, move)
    else:
        await desk.clocks.keep([move.after])
    if move.only_flagged or move.moves_a_date:
        await _log(desk, move, cause)


async def _flag(desk: Desk, move: ClockMove) -> None:
    """The silence stays in the record; whoever goes on with it sees that the limit was moved later."""
    application_id = move.before.application_id
    application = await desk.applications.get_to_change(application_id) if application_id else None
    if application is not None:
        flagged = replace(application, flags=application.flags | {ApplicationFlag.LIMIT_MOVED})
        await desk.applications.save(flagged, desk.now)


async def _log(desk: Desk, move: ClockMove, cause: MoveCause) -> None:
    clock = move.before
    kind = EntryKind.LIMIT_MOVED if move.only_flagged else EntryKind.DATES_MOVED
    facts = facts_of(move, cause)
    await desk.history.add([log_entry(desk, kind, facts, clock.case_id, move.child_id, clock.application_id)])
