"""What has to hold before each step towards a direction, asked in the order of PL-703: the child's status, school
and dated rule, exclusion, dates, papers, recommendation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from placements.domain import direction_errors as blocks
from placements.domain.care import Cohort
from placements.domain.correspondence import Recipient
from placements.domain.direction import DirectionProcess
from placements.domain.direction_errors import DirectionBlocked
from placements.domain.direction_states import ProcessType
from placements.domain.notice_recipients import missing_roles
from placements.domain.school import SchoolKind

_DIRECTED_KINDS: Final = frozenset({SchoolKind.MAINTAINED, SchoolKind.ACADEMY})
_PREVIOUSLY: Final = frozenset({Cohort.PLAC, Cohort.IAPLAC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Child, school and rule as they are today. `academies_directed` is fixed when the consultation is sent."""

    cohort: Cohort | None
    kind: SchoolKind
    own_authority: bool
    academies_directed: bool
    excluded_here: bool
    twice_excluded: bool = False
    allowed_by_s96: bool = True


def first_of(*checks: tuple[bool, DirectionBlocked]) -> DirectionBlocked | None:
    """The first that stands in the way; later ones are not looked at."""
    return next((block for stands, block in checks if stands), None)


def power_blocked(kind: ProcessType, power: Power) -> DirectionBlocked | None:
    """T12, T14, T16, T17: whether the authority may direct at all (PL-106, PL-107, PL-704, PL-808)."""
    covered = power.cohort in _PREVIOUSLY if kind is ProcessType.S96 else power.cohort is Cohort.LAC
    unruled = power.kind is SchoolKind.ACADEMY and not power.academies_directed
    return first_of(
        (not covered, blocks.ChildNotLookedAfter()),
        (unruled, blocks.RuleNotInForce()),
        (power.own_authority, blocks.OwnAuthoritySchool()),
        (power.kind not in _DIRECTED_KINDS, blocks.SchoolNotDirectable()),
        (power.excluded_here, blocks.ExcludedFromSchool()),
    )


def consultation_blocked(
    kind: ProcessType, power: Power, *, proved: bool, recommended: bool
) -> DirectionBlocked | None:
    """T12. Under section 96 the list of schools and the ticks of PL-808 come with the recommendation."""
    unready = kind is ProcessType.S96 and recommended and not power.allowed_by_s96
    return power_blocked(kind, power) or first_of(
        (unready, blocks.SchoolNotDirectable()),
        (not proved, blocks.ProofMissing()),
        (not recommended, blocks.RecommendationRequired()),
    )


def notice_blocked(
    process: DirectionProcess, power: Power, today: date, rows: Sequence[Recipient]
) -> DirectionBlocked | None:
    """T14: the consultation is closed, all four roles are covered, and each delivery is proved."""
    return notice_not_due(process, power, today) or first_of(
        (bool(missing_roles(rows)), blocks.RecipientsIncomplete()),
        (any(not row.copy and row.served is None for row in rows), blocks.ProofMissing()),
    )


def notice_not_due(process: DirectionProcess, power: Power, today: date) -> DirectionBlocked | None:
    """The part of it that time and status decide."""
    asked = process.consultation
    open_until = asked.due_on if asked and not asked.is_closed_on(today) else None
    return power_blocked(process.type, power) or first_of(
        (open_until is not None, blocks.ConsultationOpen(_day_after(open_until)))
    )


def direction_blocked(
    process: DirectionProcess, power: Power, signed_on: date, *, adjudicator_checked: bool
) -> DirectionBlocked | None:
    """T16 after a notice nobody referred; T17 when the adjudicator has upheld it."""
    block = power_blocked(process.type, power)
    if block or process.is_upheld:
        return block
    earliest = process.notice.earliest_direction_on if process.notice else None
    return first_of(
        (_is_referred(process), blocks.ReferralPending()),
        (earliest is None or signed_on < earliest, blocks.DirectionTooEarly(earliest)),
        (not adjudicator_checked, blocks.AdjudicatorNotChecked()),
    )


def request_blocked(power: Power, *, incomplete: Sequence[int], recommended: bool) -> DirectionBlocked | None:
    """T19: an academy that the authority cannot direct itself."""
    directed = power.kind is SchoolKind.MAINTAINED or (power.kind is SchoolKind.ACADEMY and power.academies_directed)
    return first_of(
        (power.cohort is None, blocks.ChildNotLookedAfter()),
        (directed, blocks.UseDirection()),
        (power.kind is not SchoolKind.ACADEMY, blocks.SchoolNotDirectable()),
        (power.excluded_here, blocks.ExcludedFromSchool()),
        (bool(incomplete), blocks.BundleIncomplete(incomplete)),
        (not recommended, blocks.RecommendationRequired()),
    )


def own_notice_blocked(power: Power, *, proved: bool) -> DirectionBlocked | None:
    """T31a."""
    return _own_school_blocked(power) or first_of((not proved, blocks.ProofMissing()))


def own_admission_blocked(
    process: DirectionProcess | None, power: Power, today: date, *, recommended: bool
) -> DirectionBlocked | None:
    """T31: for a twice-excluded child the governing body has had its time (SSFA 1998 s.95A)."""
    notice = process.own_notice if process else None
    waits = power.twice_excluded and (notice is None or today < notice.earliest_on)
    return _own_school_blocked(power) or first_of(
        (waits, blocks.NoticePeriodRunning(notice.earliest_on if notice else None)),
        (not recommended, blocks.RecommendationRequired()),
    )


def fair_access_blocked(power: Power) -> DirectionBlocked | None:
    """T30: Code 3.12."""
    return first_of((power.cohort is Cohort.LAC, blocks.NotForLac()))


def _own_school_blocked(power: Power) -> DirectionBlocked | None:
    return first_of(
        (power.cohort is not Cohort.LAC, blocks.ChildNotLookedAfter()),
        (not power.own_authority, blocks.UseDirection()),
        (power.excluded_here, blocks.ExcludedFromSchool()),
    )


def _is_referred(process: DirectionProcess) -> bool:
    """A reference is known and was not taken back."""
    return process.referral is not None and process.determination is None


def _day_after(day: date | None) -> date | None:
    return date.fromordinal(day.toordinal() + 1) if day else None
