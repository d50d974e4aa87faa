"""Two records of one child become one: what the kept one takes, and when it must not be done (PL-328)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from kit.kernel.errors import DomainError
from placements.domain.care import CarePeriod, CarePlacement, refuse_overlapping_care, refuse_overlapping_homes
from placements.domain.child import Child
from placements.domain.child_record import ChildRecord
from placements.domain.roll import PeriodOverlap, Roll, refuse_two_main_rolls

T = TypeVar("T", CarePeriod, CarePlacement, Roll)

_ASKED_ONCE: Final = (
    *("la_child_id", "first_name", "surname", "preferred_name", "ethnicity", "first_language", "eal_stage"),
    *("sen_status", "ehc_authority", "host_authority", "home_postcode_sector", "uasc_until"),
    *("owner_post_id", "social_worker_post_id", "iro_post_id", "signs_for_child", "pr_holders"),
)
"""What the kept record takes from the other where it has nothing itself."""
_SOCIAL_WORKER: Final = ("social_worker_name", "social_worker_phone", "social_worker_email")


class MergeNotPossible(DomainError):
    """The two cannot become one: the same record, both with an open case, or both asking one school."""


@dataclass(frozen=True, slots=True)
class Merger:
    """The kept record with what it takes, the tombstone, and the intervals that stay with the tombstone."""

    kept: ChildRecord
    tombstone: Child
    taken: ChildRecord


def merge(kept: ChildRecord, merged: ChildRecord, reason: str) -> Merger:
    """An interval that lies over one of the kept record stays with the tombstone: nothing is overwritten."""
    care = _taken(kept.care, merged.care, refuse_overlapping_care)
    homes = _taken(kept.homes, merged.homes, refuse_overlapping_homes)
    rolls = _taken(kept.rolls, merged.rolls, refuse_two_main_rolls)
    joined = ChildRecord(
        child=_joined(kept.child, merged.child),
        care=(*kept.care, *care),
        homes=(*kept.homes, *homes),
        rolls=(*kept.rolls, *rolls),
    )
    taken = ChildRecord(child=merged.child, care=care, homes=homes, rolls=rolls)
    return Merger(joined, _tombstone(joined.child, merged.child, reason), taken)


def _joined(kept: Child, merged: Child) -> Child:
    given = {name: getattr(kept, name) or getattr(merged, name) for name in _ASKED_ONCE}
    if kept.social_worker_name is None:
        given |= {name: getattr(merged, name) for name in _SOCIAL_WORKER}
    joined = replace(kept, **given)
    if kept.upn is None and merged.upn is not None:
        return replace(joined, upn=merged.upn, upn_unknown_reason=None)
    if merged.upn not in (None, kept.upn):
        return replace(joined, former_upn=kept.former_upn or merged.upn)
    return joined


def _tombstone(kept: Child, merged: Child, reason: str) -> Child:
    """Its reference goes with the child when the kept record had none: a reference names one record."""
    reference = None if kept.la_child_id == merged.la_child_id else merged.la_child_id
    return replace(merged, version=merged.version + 1, la_child_id=reference, merged_into=kept.id, merge_reason=reason)


def _taken(kept: tuple[T, ...], offered: Iterable[T], refuse: Callable[[Iterable[T]], None]) -> tuple[T, ...]:
    taken: list[T] = []
    for interval in offered:
        together = list(kept)
        together += taken
        together.append(interval)
        try:
            refuse(together)
        except PeriodOverlap:
            continue
        taken.append(interval)
    return tuple(taken)
