"""An appeal is lodged, heard or decided: a flag and two dates to show, which hold nothing up (T34)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.keep_clocks import halt, start_clocks, stop_by
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.domain.appeals import Appeal, AppealOutcome
from placements.domain.application import Application
from placements.domain.application_states import ApplicationFlag
from placements.domain.chronology import EntryKind
from placements.domain.decisions import Outcome
from placements.domain.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTold:
    lodged_on: date
    heard_on: date | None = None
    outcome: AppealOutcome | None = None


async def record_appeal(desk: Desk, application_id: UUID, version: int, told: AppealTold) -> Application:
    """The pending appeal grows by what is told; without one, a new one is lodged. Raises InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.RECORD_APPEAL)
    _check(desk, told)
    appeals = await desk.appeals.of_application(application_id)
    pending = next((one for one in appeals if one.is_pending), None)
    appeal = Appeal(
        id=pending.id if pending else new_id(),
        application_id=application_id,
        lodged_on=told.lodged_on,
        heard_on=told.heard_on,
        outcome=told.outcome,
        recorded_by=desk.taker.id,
    )
    moved = file.application.moved(Step.RECORD_APPEAL)
    changed = moved.with_flag(ApplicationFlag.UNDER_APPEAL, on=appeal.is_pending)
    facts = {"lodged_on": told.lodged_on.isoformat(), "outcome": told.outcome.value if told.outcome else None}
    file = await put_back(desk, file, changed, EntryKind.APPEAL_RECORDED, facts)
    await desk.appeals.keep(appeal)
    if pending is None:
        await _show_dates(desk, file, told.lodged_on)
    if appeal.heard_on is not None:
        clocks = await desk.clocks.of_case(file.case.id)
        mine = [clock for clock in clocks if clock.application_id == application_id]
        await stop_by(desk, mine, ["heard"], appeal.heard_on)
    return file.application


def _check(desk: Desk, told: AppealTold) -> None:
    if told.lodged_on > desk.today:
        raise InvalidInput("out_of_range", "/lodged_on")
    if told.heard_on is not None and not told.lodged_on <= told.heard_on <= desk.today:
        raise InvalidInput("out_of_range", "/heard_on")


async def _show_dates(desk: Desk, file: ApplicationFile, lodged_on: date) -> None:
    """To be lodged within 20 school days of the reasons, to be heard within 30 of being lodged."""
    refusals = [one for one in file.application.decisions if one.outcome is Outcome.REFUSED]
    if refusals:
        dated_on = refusals[-1].reasons_dated_on or refusals[-1].decided_on
        lodge = await start_clocks(desk, file, ["appeal_lodge"], dated_on)
        await halt(desk, lodge, lodged_on)
    await start_clocks(desk, file, ["appeal_hear"], lodged_on)
