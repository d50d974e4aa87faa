"""The admission authority refers the matter to the Schools Adjudicator (T15)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.direction_file import take_up_direction
from placements.actions.keep_clocks import start_clocks, stop_by
from placements.actions.keep_direction import keep_process
from placements.domain.application import Application
from placements.domain.application_states import ApplicationFlag
from placements.domain.chronology import EntryKind
from placements.domain.direction import Referral
from placements.domain.direction_states import ProcessStep
from placements.domain.steps import Step


async def refer_to_adjudicator(
    desk: Desk, application_id: UUID, version: int, referred_on: date, osa_ref: str
) -> Application:
    """A late reference is flagged and never rejected: whether it counts is the adjudicator's to say."""
    folder = await take_up_direction(desk, application_id, version, Step.REFER)
    process = folder.running(Step.REFER)
    if process.notice is None:
        raise StepNotAllowed(folder.file.application.state, Step.REFER)
    earliest = min((row.served.served_on for row in process.notice.recipients if row.served), default=referred_on)
    if not earliest <= referred_on <= desk.today:
        raise InvalidInput("out_of_range", "/referred_on")
    late = referred_on > process.notice.referral_until
    flags = folder.file.application.flags | ({ApplicationFlag.LATE_REFERRAL} if late else frozenset())
    referral = Referral(referred_on=referred_on, late=late, osa_ref=osa_ref)
    file = await keep_process(
        desk,
        folder,
        replace(folder.file.application.moved(Step.REFER), flags=flags),
        # A second reference after one that was taken back begins anew.
        replace(process, referral=referral, determination=None),
        EntryKind.REFERRED_TO_ADJUDICATOR,
        {"on": referred_on.isoformat(), "late": late},
        told=(ProcessStep.WITH_ADJUDICATOR, referred_on),
    )
    await stop_by(desk, file.clocks, ["referred"], referred_on)
    await start_clocks(desk, file, ["osa_chase"], referred_on)
    return file.application
