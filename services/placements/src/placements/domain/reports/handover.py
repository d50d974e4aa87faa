"""What somebody who takes over a virtual school has to know first, sorted from the log (PL-1015)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from placements.domain.application_states import DIRECTING, WITH_THE_SCHOOL, ApplicationState
from placements.domain.clock_units import Force
from placements.domain.refusal_codes import Ground

THIS_WEEK: Final = timedelta(days=7)
MOST_CHILDREN: Final = 8
REFUSALS_BACK: Final = timedelta(days=365)


class Side(StrEnum):
    """Whose move it is."""

    VIRTUAL_SCHOOL = "virtual_school"
    SIGNATORY = "signatory"
    SOCIAL_WORKER = "social_worker"
    SEND_TEAM = "send_team"
    ADMISSIONS = "admissions"
    SCHOOL = "school"
    ADJUDICATOR = "adjudicator"
    SECRETARY_OF_STATE = "secretary_of_state"


_S: Final = Side
SIDE_OF_CLOCK: Final = {
    **dict.fromkeys(("inyear_target", "inyear_limit", "ack_expected", "aa_tells_la", "vacancy_reply"), _S.SCHOOL),
    **dict.fromkeys(("conditional_lift", "challenge_reply", "s97a_consult_reply", "s96_consult_reply"), _S.SCHOOL),
    **dict.fromkeys(("s97a_osa_referral", "s96_osa_referral", "s95a_referral", "sos_academy_reply"), _S.SCHOOL),
    **dict.fromkeys(("start_after_direction", "start_after_naming", "ehcp_consult"), _S.SCHOOL),
    **dict.fromkeys(("s97a_notice", "s97a_earliest", "s96_earliest", "s95a_earliest", "direction_sign"), _S.SIGNATORY),
    "ks4_emergency_approval": _S.SIGNATORY,
    **dict.fromkeys(("pep_initial", "pep_on_start", "lac_first_review", "ooa_notice", "roll_notice"), _S.SOCIAL_WORKER),
    **dict.fromkeys(("ehcp_transfer", "ehcp_transfer_notice"), _S.SEND_TEAM),
    "fap_allocate": _S.ADMISSIONS,
    "start": _S.SCHOOL,
}
"""Every other clock is the virtual school's own."""
PROMISED: Final = frozenset(
    {
        "challenge_reply",
        "s97a_consult_reply",
        "s96_consult_reply",
        "conditional_lift",
        "part_time_review",
        "provision_review",
        "ehcp_consult",
        "start",
    }
)
"""Clocks that run because somebody said when they would answer or were told by when, and agreed days."""
_WAITS_FOR: Final = {
    **dict.fromkeys(WITH_THE_SCHOOL, _S.SCHOOL),
    ApplicationState.CHALLENGED: _S.SCHOOL,
    ApplicationState.CONSULTING: _S.SCHOOL,
    ApplicationState.EHCP_CONSULTING: _S.SCHOOL,
    ApplicationState.WITH_ADJUDICATOR: _S.ADJUDICATOR,
    ApplicationState.SOS_REQUESTED: _S.SECRETARY_OF_STATE,
    ApplicationState.FAP_REFERRED: _S.ADMISSIONS,
    ApplicationState.EHCP_RESPONDED: _S.SEND_TEAM,
}


def side_of(key: str) -> Side:
    return SIDE_OF_CLOCK.get(key, Side.VIRTUAL_SCHOOL)


def waits_for(state: ApplicationState, open_keys: Collection[str]) -> Side | None:
    """Who has to move for this application; None where it is us, or where it has ended. `open_keys` are its running
    clocks: a consultation that was answered waits for the notice."""
    if state is ApplicationState.CONSULTING and "s97a_notice" in open_keys:
        return Side.SIGNATORY
    return _WAITS_FOR.get(state)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDate:
    """Something with a day: a running clock, an agreed start, or the review of provision."""

    key: str
    on: date
    force: Force | None
    child_id: UUID
    case_id: UUID
    application_id: UUID | None
    reference: str | None
    school_urn: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """A request that has not ended."""

    application_id: UUID
    case_id: UUID
    child_id: UUID
    reference: str
    school_urn: int
    state: ApplicationState
    received_on: date | None


def act_this_week(dates: Iterable[OpenDate], today: date) -> list[OpenDate]:
    """Ours, signatories' and colleagues' dates that come within a week or are past; what somebody has promised
    stands among the promises until its day has passed."""
    last = today + THIS_WEEK
    ours = (one for one in dates if one.on <= last and side_of(one.key) is not Side.SCHOOL)
    return [one for one in ours if one.key not in PROMISED or one.on < today]


def promised(dates: Iterable[OpenDate]) -> list[OpenDate]:
    return [one for one in dates if one.key in PROMISED]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """An open case as the handover weighs it."""

    case_id: UUID
    child_id: UUID
    school_days: int | None
    states: Sequence[ApplicationState]
    part_time: bool

    @property
    def is_directing(self) -> bool:
        return bool(set(self.states) & DIRECTING)


class WhyFirst(StrEnum):
    DIRECTING = "directing"
    PART_TIME = "part_time"
    LONGEST_WAIT = "longest_wait"


def to_know_first(cases: Iterable[OpenCase]) -> list[tuple[OpenCase, WhyFirst]]:
    """At most eight children: those whose direction runs, those on part-time hours, then the longest waits."""
    longest = sorted(cases, key=lambda case: (-(case.school_days or 0), case.case_id.bytes))
    ranked = [
        *((case, WhyFirst.DIRECTING) for case in longest if case.is_directing),
        *((case, WhyFirst.PART_TIME) for case in longest if case.part_time),
        *((case, WhyFirst.LONGEST_WAIT) for case in longest),
    ]
    first: dict[UUID, tuple[OpenCase, WhyFirst]] = {}
    for case, why in ranked:
        first.setdefault(case.child_id, (case, why))
    return list(first.values())[:MOST_CHILDREN]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolInTalks:
    """A school with an open challenge, or which has refused in the last year."""

    urn: int
    open_challenges: int
    last_refused_on: date | None
    last_codes: Sequence[str]
    last_ground: Ground | None
    next_on: date | None
