"""What a school answered: kept for ever, never overwritten (PL-609)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.kernel.days import Calendar, school_days_between
from placements.domain.application_states import ApplicationState
from placements.domain.refusal_codes import Ground

START_IS_LATE_AFTER: Final = 10
"""School days between today and a start that need a reason (Code 2.31)."""


class Outcome(StrEnum):
    OFFERED = "offered"
    CONDITIONAL = "conditional"
    REFUSED = "refused"
    NO_RESPONSE = "no_response"


class Channel(StrEnum):
    FORMAL = "formal"
    INFORMAL = "informal"


class ReceivedThrough(StrEnum):
    REPLY_LINK = "reply_link"
    ACCOUNT = "account"
    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    MEETING = "meeting"
    API = "api"
    IMPORT = "import"
    SYSTEM = "system"


class EvidenceGiven(StrEnum):
    YES = "yes"
    NO = "no"
    PROMISED = "promised"


class AppealInformation(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"


class OverturnedBy(StrEnum):
    """What turned an adverse answer (PL-707)."""

    RECONSIDERED = "reconsidered"
    CHALLENGE = "challenge"
    CONSULT = "consult"
    NOTICE = "notice"
    OSA = "osa"
    SOS = "sos"
    DIRECTED = "directed"
    FAIR_ACCESS = "fair_access"
    OWN_AUTHORITY = "own_authority"


OVERTURNED_FROM: Final = {
    ApplicationState.REFUSED: OverturnedBy.RECONSIDERED,
    ApplicationState.NO_RESPONSE: OverturnedBy.RECONSIDERED,
    ApplicationState.CONDITIONAL: OverturnedBy.RECONSIDERED,
    ApplicationState.CHALLENGED: OverturnedBy.CHALLENGE,
    ApplicationState.CONSULTING: OverturnedBy.CONSULT,
    ApplicationState.NOTICE_SERVED: OverturnedBy.NOTICE,
    ApplicationState.WITH_ADJUDICATOR: OverturnedBy.OSA,
    ApplicationState.SOS_REQUESTED: OverturnedBy.SOS,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    key: str
    given: EvidenceGiven


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One answer. `school_days` counts from receipt; both counts are None where no calendar covers them."""

    id: UUID
    outcome: Outcome
    first: bool
    decided_on: date
    logged_on: date
    recorded_by: str
    received_through: ReceivedThrough
    channel: Channel = Channel.FORMAL
    codes: tuple[str, ...] = ()
    ground: Ground | None = None
    narrative: str | None = None
    evidence: tuple[Evidence, ...] = ()
    appeal_information: AppealInformation = AppealInformation.NOT_STATED
    reasons_dated_on: date | None = None
    start_on: date | None = None
    hours_per_week: int | None = None
    conditions: tuple[str, ...] = ()
    answer_reference: str | None = None
    school_days: int | None = None
    late_by_school_days: int | None = None
    overturned_by: OverturnedBy | None = None
    annotation: str | None = None


def late_by_school_days(limit_on: date | None, decided_on: date, calendar: Calendar) -> int | None:
    """School days from the limit to the decision; None when in time or not countable (PL-609)."""
    if limit_on is None or decided_on <= limit_on:
        return None
    return school_days_between(limit_on, decided_on, calendar)


def is_first(earlier: Sequence[Decision]) -> bool:
    """Only the first answer, silence included, counts as the first decision."""
    return not earlier


def start_is_late(today: date, start_on: date, calendar: Calendar) -> bool:
    """More than 10 school days away; what cannot be counted is not called late (PL-314)."""
    days = school_days_between(today, start_on, calendar)
    return days is not None and days > START_IS_LATE_AFTER
