"""What an alert is, whose it is, and how long somebody may put it off (section 13)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from kit.kernel.days import add_working_days
from kit.kernel.errors import InvalidInput, NotFound
from placements.domain.today import Severity

MOST_SNOOZE: Final = 5
"""Working days an alert may sleep (PL-901)."""


class AlertNotFound(NotFound):
    """No open alert of this caller; a cleared one and another authority's look the same (PL-202)."""


class AlertCode(StrEnum):
    """A01 to A28 of section 13, in its order."""

    A01 = "A01"
    A02 = "A02"
    A03 = "A03"
    A04 = "A04"
    A05 = "A05"
    A06 = "A06"
    A07 = "A07"
    A08 = "A08"
    A09 = "A09"
    A10 = "A10"
    A11 = "A11"
    A12 = "A12"
    A13 = "A13"
    A14 = "A14"
    A15 = "A15"
    A16 = "A16"
    A17 = "A17"
    A18 = "A18"
    A19 = "A19"
    A20 = "A20"
    A21 = "A21"
    A22 = "A22"
    A23 = "A23"
    A24 = "A24"
    A25 = "A25"
    A26 = "A26"
    A27 = "A27"
    A28 = "A28"


class OwnerRole(StrEnum):
    """Who has to do something. "Leadership" of section 13 is the signatory."""

    VSH = "vsh"
    OFFICER = "vs_officer"
    SIGNATORY = "la_signatory"
    SOCIAL_WORKER = "social_worker"
    IRO = "iro"
    SEND_OFFICER = "send_officer"
    SCHOOL_ADMISSIONS = "school_admissions"
    SCHOOL_HEAD = "school_head"
    TRUST = "trust_user"
    DESIGNATED_TEACHER = "designated_teacher"
    OPERATOR = "platform_operator"


SCHOOL_OWNERS: Final = frozenset(
    {OwnerRole.SCHOOL_ADMISSIONS, OwnerRole.SCHOOL_HEAD, OwnerRole.TRUST, OwnerRole.DESIGNATED_TEACHER}
)
STAFF_OWNERS: Final = frozenset(OwnerRole) - SCHOOL_OWNERS - {OwnerRole.OPERATOR}
VSH_ONLY: Final = frozenset({AlertCode.A22})
"""No public label on a school: nobody but the virtual school head sees these."""


class SubjectKind(StrEnum):
    APPLICATION = "application"
    CASE = "case"
    CHILD = "child"
    SCHOOL = "school"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an alert is about; `key` tells two of one kind apart."""

    kind: SubjectKind
    key: str
    child_id: UUID | None = None
    case_id: UUID | None = None
    application_id: UUID | None = None
    school_urn: int | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """A role, and the post that holds the work where somebody does (SE-24)."""

    role: OwnerRole
    post_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The posts a child's work belongs to."""

    owner_post_id: str | None = None
    social_worker_post_id: str | None = None
    iro_post_id: str | None = None

    def owner(self, role: OwnerRole) -> Owner:
        """Work of a role that holds children by post is that post's; other roles share theirs."""
        posts = {
            OwnerRole.OFFICER: self.owner_post_id,
            OwnerRole.SOCIAL_WORKER: self.social_worker_post_id,
            OwnerRole.IRO: self.iro_post_id,
        }
        return Owner(role, posts.get(role))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A condition that holds today. `occasion` tells this time from an earlier one: an alert is raised once for
    each subject, occasion and owner (PL-901)."""

    code: AlertCode
    severity: Severity
    owner: Owner
    subject: Subject
    occasion: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    id: UUID
    code: AlertCode
    severity: Severity
    owner: Owner
    subject: Subject
    raised_on: date
    due_on: date | None
    snoozed_until: date | None = None
    snooze_reason: str | None = None
    cleared_on: date | None = None

    def snooze(self, until: date, reason: str, today: date) -> Self:
        """At most five working days, and with a reason (PL-901). Raises InvalidInput."""
        latest = add_working_days(today, MOST_SNOOZE)
        if until <= today or (latest is not None and until > latest):
            raise InvalidInput("out_of_range", "/until")
        return replace(self, snoozed_until=until, snooze_reason=reason)
