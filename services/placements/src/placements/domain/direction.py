"""One direction process: what was asked, served, referred and decided, each with its day (section 11)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from placements.domain.correspondence import Recipient, Served
from placements.domain.direction_states import (
    DeterminationOutcome,
    ProcessOutcome,
    ProcessType,
    SecretaryOfStateOutcome,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed. `same_person`: the one who recommended it, as the authority's setting allows (PL-209)."""

    by: str
    role: str
    same_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    served: Served
    due_on: date
    signature: Signature
    parent_consulted_on: date | None = None
    replied_on: date | None = None
    willing: bool | None = None
    representations: str | None = None

    def is_closed_on(self, today: date) -> bool:
        """Answered, or the time for an answer is over (T14)."""
        return self.replied_on is not None or today > self.due_on

    @property
    def closed_on(self) -> date:
        """The day of the answer, else the last day for one."""
        return self.replied_on or self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`served_on` is the latest delivery to any recipient (PL-814)."""

    served_on: date
    referral_until: date
    earliest_direction_on: date
    recipients: tuple[Recipient, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    referred_on: date
    late: bool
    osa_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    outcome: DeterminationOutcome
    on: date
    osa_letter: str
    named_school_urn: int | None = None
    authority_agrees: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryOfState:
    sent_on: date
    signature: Signature
    bundle_id: UUID | None = None
    dfe_wrote_on: date | None = None
    academy_due_on: date | None = None
    academy_replied_on: date | None = None
    academy_reply: str | None = None
    osa_advised_on: date | None = None
    outcome: SecretaryOfStateOutcome | None = None
    on: date | None = None
    letter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNotice:
    """To the governing body of the authority's own school, for a twice-excluded child (SSFA 1998 s.95A)."""

    served: Served
    referral_until: date
    earliest_on: date
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    signed_on: date
    served_on: date
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionProcess:
    """`rule_versions` are those of the day it began: what starts under one rule finishes under it (PL-817)."""

    id: UUID
    application_id: UUID
    type: ProcessType
    rule_versions: Mapping[str, int]
    started_on: date
    consultation: Consultation | None = None
    notice: Notice | None = None
    referral: Referral | None = None
    determination: Determination | None = None
    secretary_of_state: SecretaryOfState | None = None
    own_notice: OwnNotice | None = None
    direction: Direction | None = None
    outcome: ProcessOutcome | None = None
    closed_on: date | None = None

    @property
    def is_running(self) -> bool:
        return self.outcome is None

    @property
    def is_upheld(self) -> bool:
        return self.determination is not None and self.determination.outcome is DeterminationOutcome.UPHELD

    def ended(self, outcome: ProcessOutcome, on: date) -> Self:
        return replace(self, outcome=outcome, closed_on=on)

    def referral_taken_back(self, on: date) -> Self:
        """The way is free from that day on, but never before the time for a reference is over (decision)."""
        if self.notice is None:
            return self
        earliest = max(on, self.notice.earliest_direction_on)
        return replace(self, notice=replace(self.notice, earliest_direction_on=earliest))
