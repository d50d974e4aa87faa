"""What waits for somebody's signature, since when, and the last day on which signing loses no time (O62, A10, A11)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.kernel.days import add_working_days
from placements.domain.application_states import ApplicationState
from placements.domain.approvals import DECIDED_BY, Approval, ApprovalKind
from placements.domain.care import Cohort
from placements.domain.direction import DirectionProcess
from placements.domain.direction_states import ProcessOutcome, ProcessType
from placements.domain.recommendation import Recommendation
from placements.domain.routes import NextRoute
from placements.domain.steps import Actor

SAFE_DAYS: Final = 2
"""Working days to sign in: as the clock `direction_sign`; for a recommendation the same (decision)."""
NOTICE_DAYS: Final = 1
"""As the clock `s97a_notice`."""


class Waits(StrEnum):
    """What there is to sign."""

    CONSULTATION = "consultation"
    NOTICE = "notice"
    DIRECTION = "direction"
    SECRETARY_OF_STATE_REQUEST = "secretary_of_state_request"
    OWN_AUTHORITY_NOTICE = "own_authority_notice"
    OWN_AUTHORITY_ADMISSION = "own_authority_admission"
    WITHDRAWAL = "withdrawal"
    KS4_MOVE = "ks4_move"
    INSPECTION_EXCEPTION = "inspection_exception"
    OUT_OF_COUNTY = "out_of_county"


OPERATIONS: Final = {
    Waits.CONSULTATION: "consult_admission_authority",
    Waits.NOTICE: "serve_notice",
    Waits.DIRECTION: "direct_admission",
    Waits.SECRETARY_OF_STATE_REQUEST: "ask_secretary_of_state",
    Waits.OWN_AUTHORITY_NOTICE: "notify_own_authority",
    Waits.OWN_AUTHORITY_ADMISSION: "admit_by_own_authority",
    Waits.WITHDRAWAL: "withdraw_application",
    Waits.KS4_MOVE: "decide_approval",
    Waits.INSPECTION_EXCEPTION: "decide_approval",
    Waits.OUT_OF_COUNTY: "decide_approval",
}
_BY_ROUTE: Final = {
    NextRoute.DIRECTION_97A: Waits.CONSULTATION,
    NextRoute.DIRECTION_96: Waits.CONSULTATION,
    NextRoute.SOS_REQUEST: Waits.SECRETARY_OF_STATE_REQUEST,
    NextRoute.OWN_AUTHORITY_ADMIT: Waits.OWN_AUTHORITY_ADMISSION,
}
_BY_KIND: Final = {
    ApprovalKind.KS4_MOVE: Waits.KS4_MOVE,
    ApprovalKind.INSPECTION_EXCEPTION: Waits.INSPECTION_EXCEPTION,
    ApprovalKind.OUT_OF_COUNTY: Waits.OUT_OF_COUNTY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingStep:
    """An application somebody has to sign for; `process` is the latest, running or stopped."""

    application_id: UUID
    version: int
    reference: str
    case_id: UUID
    child_id: UUID
    school_urn: int
    state: ApplicationState
    recommendation: Recommendation | None = None
    process: DirectionProcess | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """`asked_by` is a role: tokens carry no names."""

    waits: Waits
    asked_by: str
    since: date
    last_safe_on: date


def due_step(step: WaitingStep, cohort: Cohort | None, today: date, *, twice_excluded: bool) -> Due | None:
    """What there is to sign today; None while time or somebody else is awaited."""
    if step.recommendation is not None:
        return _recommended(step, step.recommendation, today, twice_excluded=twice_excluded)
    process = step.process
    if process is None:
        return None
    if process.outcome is ProcessOutcome.STOPPED or (process.type is ProcessType.S97A and cohort is not Cohort.LAC):
        return _from(Waits.WITHDRAWAL, "system", process.closed_on or today, 0)
    return _of_process(process, step.state, today)


def due_approval(approval: Approval) -> Due:
    return _from(_BY_KIND[approval.kind], "vs_officer", approval.requested_on, SAFE_DAYS)


def signs_approval(approval: Approval, actors: frozenset[Actor]) -> bool:
    return DECIDED_BY[approval.kind] in actors


def _recommended(step: WaitingStep, advice: Recommendation, today: date, *, twice_excluded: bool) -> Due | None:
    waits = _BY_ROUTE[advice.route]
    notice = step.process.own_notice if step.process else None
    if waits is Waits.OWN_AUTHORITY_ADMISSION and twice_excluded:
        if notice is None:
            return _from(Waits.OWN_AUTHORITY_NOTICE, "vsh", advice.recommended_on, SAFE_DAYS)
        return _from(waits, "vsh", notice.earliest_on, SAFE_DAYS) if today >= notice.earliest_on else None
    return _from(waits, "vsh", advice.recommended_on, SAFE_DAYS)


def _of_process(process: DirectionProcess, state: ApplicationState, today: date) -> Due | None:
    asked, notice, decided = process.consultation, process.notice, process.determination
    if state is ApplicationState.CONSULTING and asked and asked.is_closed_on(today):
        return _from(Waits.NOTICE, "system", asked.closed_on, NOTICE_DAYS)
    if state is ApplicationState.NOTICE_SERVED and notice and today >= notice.earliest_direction_on:
        return _from(Waits.DIRECTION, "system", notice.earliest_direction_on, SAFE_DAYS)
    if state is ApplicationState.WITH_ADJUDICATOR and decided and process.is_upheld:
        return _from(Waits.DIRECTION, "system", decided.on, SAFE_DAYS)
    return None


def _from(waits: Waits, asked_by: str, since: date, days: int) -> Due:
    safe = add_working_days(since, days) if days else since
    return Due(waits, asked_by, since, safe or since)
