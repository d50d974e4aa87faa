"""A case: one child's need for a school place, from the day it began until it ends (section 7)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from placements.domain.application_states import ACTIVE, PLACE_FOUND, ApplicationState
from placements.domain.provision import ReducedTimetable
from placements.domain.roll import Roll, RollEndReason, main_roll_on


class CaseReason(StrEnum):
    NEW_TO_CARE = "new_to_care"
    CARE_MOVE = "care_move"
    EMERGENCY_MOVE = "emergency_move"
    UASC_ARRIVAL = "uasc_arrival"
    PERMANENT_EXCLUSION = "permanent_exclusion"
    SCHOOL_BREAKDOWN = "school_breakdown"
    RETURN_HOME_PLAN = "return_home_plan"
    PHASE_TRANSFER = "phase_transfer"
    ADOPTION_OR_ORDER = "adoption_or_order"
    SCHOOL_CLOSING = "school_closing"
    OTHER = "other"


class CaseClosedReason(StrEnum):
    PLACED = "placed"
    LEFT_CARE = "left_care"
    MOVED_AUTHORITY = "moved_authority"
    POST16 = "post16"
    NO_LONGER_NEEDED = "no_longer_needed"
    OPENED_IN_ERROR = "opened_in_error"
    SEALED = "sealed"


class CaseState(StrEnum):
    OPEN = "open"
    SEEKING = "seeking"
    OFFER_PENDING_START = "offer_pending_start"
    PLACED = "placed"
    PLACED_PART_TIME = "placed_part_time"
    CLOSED = "closed"


class ExpectedLength(StrEnum):
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    UNKNOWN = "unknown"


class Attending(StrEnum):
    YES = "yes"
    NO = "no"
    PART_TIME = "part_time"


class Considered(StrEnum):
    """Whether the choice was talked over with a person (PL-512 `choice_incomplete`)."""

    YES = "yes"
    NO = "no"
    NOT_APPROPRIATE = "not_appropriate"


class ConsideredWith(StrEnum):
    SOCIAL_WORKER = "social_worker"
    CARER = "carer"
    VIRTUAL_SCHOOL = "virtual_school"
    BIRTH_PARENT = "birth_parent"
    CHILD = "child"


class DelayReason(StrEnum):
    """Why it took long, where no step of an application says it (PL-1012)."""

    BUREAUCRACY = "bureaucracy"
    COMMUNICATION_DIFFICULTIES = "communication_difficulties"
    OTHER = "other"


KS4_REASONS: Final = frozenset({CaseReason.CARE_MOVE, CaseReason.EMERGENCY_MOVE, CaseReason.SCHOOL_BREAKDOWN})
KS4_YEARS: Final = frozenset({"10", "11"})
LEAST_REASON: Final = 20
"""Characters of a reason that stands for an approval (PL-509) or for missing facts (PL-601)."""

END_OF_OLD_ROLL: Final = {
    CaseReason.CARE_MOVE: RollEndReason.CARE_MOVE,
    CaseReason.EMERGENCY_MOVE: RollEndReason.CARE_MOVE,
    CaseReason.PERMANENT_EXCLUSION: RollEndReason.PERMANENT_EXCLUSION,
    CaseReason.PHASE_TRANSFER: RollEndReason.PHASE_END,
    CaseReason.SCHOOL_CLOSING: RollEndReason.SCHOOL_CLOSED,
    CaseReason.RETURN_HOME_PLAN: RollEndReason.RETURN_HOME,
    CaseReason.SCHOOL_BREAKDOWN: RollEndReason.HOME_AUTHORITY_INITIATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The calendar authority is fixed on the day the case opens and never moves (PL-103, PL-507)."""

    id: UUID
    version: int = 1
    child_id: UUID
    responsible_authority: str
    host_authority: str
    case_calendar_authority: str
    reason: CaseReason
    need_from: date
    opened_on: date
    emergency: bool = False
    emergency_reason: str | None = None
    care_placement_type: str | None = None
    care_move_planned_on: date | None = None
    expected_length: ExpectedLength = ExpectedLength.UNKNOWN
    current_school_urn: int | None = None
    attending: Attending | None = None
    child_view: str | None = None
    carer_view: str | None = None
    considered_with: tuple[tuple[ConsideredWith, Considered], ...] = ()
    transport_considered: bool | None = None
    transport_note: str | None = None
    owner_post_id: str | None = None
    delay_reasons: tuple[str, ...] = ()
    post16_asked_on: date | None = None
    closed_on: date | None = None
    closed_reason: CaseClosedReason | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_reason is None

    def with_views(self, child_view: str | None, carer_view: str | None) -> Self:
        """A view that is given replaces the older one; one that is not given stays."""
        return replace(
            self,
            child_view=child_view or self.child_view,
            carer_view=carer_view or self.carer_view,
        )

    def needs_ks4_approval(self, year_group: str, *, looked_after: bool) -> bool:
        """The gate of Care Planning Regulations 2010 reg 10, open in an emergency with a reason (PL-509)."""
        return self.moves_in_ks4(year_group, looked_after=looked_after) and not self.is_excused

    def moves_in_ks4(self, year_group: str, *, looked_after: bool) -> bool:
        """A looked-after child of Year 10 or 11 leaves a school it is at."""
        moves_a_child = self.current_school_urn is not None or self.reason in KS4_REASONS
        return looked_after and year_group in KS4_YEARS and moves_a_child

    @property
    def is_excused(self) -> bool:
        """An emergency with a reason passes; the approval follows within five working days (PL-509)."""
        return self.emergency and len(self.emergency_reason or "") >= LEAST_REASON

    def state_on(
        self,
        today: date,
        applications: Iterable[ApplicationState],
        rolls: Iterable[Roll],
        timetables: Iterable[ReducedTimetable] = (),
    ) -> CaseState:
        """The first that holds of PL-504; the roll of the school that is being left does not place the child."""
        if not self.is_open:
            return CaseState.CLOSED
        roll = main_roll_on(rolls, today)
        if roll is not None and roll.first_day_on >= self.need_from:
            reduced = any(one.school_urn == roll.school_urn and one.holds_on(today) for one in timetables)
            return CaseState.PLACED if roll.full_time and not reduced else CaseState.PLACED_PART_TIME
        states = set(applications)
        if states & PLACE_FOUND:
            return CaseState.OFFER_PENDING_START
        return CaseState.SEEKING if states & ACTIVE else CaseState.OPEN
