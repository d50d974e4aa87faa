"""A school whose admissions the authority decides itself: it admits the child; after two exclusions the governing
body is given notice first (T31a, T31, PL-809)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.direction_file import (
    DirectionFile,
    recommender_of,
    refuse,
    sign,
    take_up_direction,
    with_next_route,
)
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.keep_direction import keep_process, use_recommendation
from placements.actions.record_answer import Answered, a_decision, keep_answer
from placements.actions.record_offer import check_start
from placements.domain.application import Application
from placements.domain.chronology import EntryKind
from placements.domain.correspondence import Served, ServiceMethod
from placements.domain.decisions import Outcome, OverturnedBy, ReceivedThrough
from placements.domain.direction import Direction, DirectionProcess, OwnNotice
from placements.domain.direction_guards import own_admission_blocked, own_notice_blocked
from placements.domain.direction_states import ProcessOutcome, ProcessType
from placements.domain.next_routes import RULES_ASKED
from placements.domain.steps import Step

CLOCKS: Final = ("s95a_referral", "s95a_earliest")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNoticeServed:
    """To the governing body."""

    served_on: date
    method: ServiceMethod
    proof: str | None


async def notify_own_authority(desk: Desk, application_id: UUID, version: int, told: OwnNoticeServed) -> Application:
    """Raises StepNotAllowed where the child was not excluded twice, DirectionBlocked, SecondPersonRequired."""
    folder = await take_up_direction(desk, application_id, version, Step.NOTIFY_OWN_AUTHORITY)
    power, application = folder.power(desk.today), folder.file.application
    refuse(own_notice_blocked(power, proved=bool(told.proof)))
    if not power.twice_excluded or (folder.process is not None and folder.process.own_notice is not None):
        raise StepNotAllowed(application.state, Step.NOTIFY_OWN_AUTHORITY)
    if not (folder.answered_on or told.served_on) <= told.served_on <= desk.today:
        raise InvalidInput("out_of_range", "/served_on")
    signature = sign(desk, folder.recommendation.recommended_by if folder.recommendation else None)
    referral, earliest = await start_clocks(desk, folder.file, CLOCKS, told.served_on)
    notice = OwnNotice(
        served=Served(told.method, told.served_on, told.proof or ""),
        referral_until=referral.due_on or told.served_on,
        earliest_on=earliest.due_on or told.served_on,
        signature=signature,
    )
    facts = {"on": told.served_on.isoformat(), "alone": signature.same_person}
    process = replace(_begun(folder, told.served_on, ProcessType.S95A), own_notice=notice)
    same = application.moved(Step.NOTIFY_OWN_AUTHORITY)
    kept = await keep_process(desk, folder, same, process, EntryKind.OWN_NOTICE_SERVED, facts)
    return kept.application


async def admit_by_own_authority(
    desk: Desk, application_id: UUID, version: int, start_on: date, hours_per_week: int | None, reason: str | None
) -> Application:
    """The authority decides to admit: an offer that no school gave. Raises DirectionBlocked, SecondPersonRequired."""
    folder = await take_up_direction(desk, application_id, version, Step.ADMIT_BY_OWN_AUTHORITY)
    file, asked = folder.file, folder.recommendation
    refuse(own_admission_blocked(folder.process, folder.power(desk.today), desk.today, recommended=asked is not None))
    if hours_per_week is not None and hours_per_week < desk.settings.full_time_hours(file.application.year_group):
        raise InvalidInput("out_of_range", "/hours_per_week")
    check_start(desk, file, start_on, reason)
    signature = sign(desk, asked.recommended_by if asked else await recommender_of(desk, application_id))
    direction = Direction(signed_on=desk.today, served_on=desk.today, signature=signature)
    process = replace(_begun(folder, desk.today, ProcessType.OWN_AUTHORITY_ADMIT), direction=direction)
    await desk.directions.keep(process.ended(ProcessOutcome.DIRECTED, desk.today))
    await use_recommendation(desk, folder)
    decided = Answered(decided_on=desk.today, received_through=ReceivedThrough.SYSTEM)
    decision = replace(
        a_decision(desk, Outcome.OFFERED, decided),
        start_on=start_on,
        hours_per_week=hours_per_week,
        narrative=reason,
        overturned_by=OverturnedBy.OWN_AUTHORITY,
    )
    routed = file.with_application(with_next_route(folder, file.application, desk.today))
    clocks = (("accept_reply", desk.today),)
    application = await keep_answer(desk, routed, Step.ADMIT_BY_OWN_AUTHORITY, decision, clocks=clocks)
    await stop_by(desk, file.clocks, ["referred"], desk.today)
    return application


def _begun(folder: DirectionFile, on: date, kind: ProcessType) -> DirectionProcess:
    """The process that runs, else a new one; a notice under section 95A makes it one of that kind for good."""
    if folder.process is not None:
        return folder.process
    return DirectionProcess(
        id=new_id(),
        application_id=folder.file.application.id,
        type=kind,
        rule_versions=folder.rules.versions(*RULES_ASKED),
        started_on=on,
    )
