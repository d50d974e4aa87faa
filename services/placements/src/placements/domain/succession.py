"""Which of two linked schools came first, as far as the register's rows and dates say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

Pair = tuple[int, int]

IGNORED_TYPES: Final = frozenset(
    {"Sixth Form Centre School", "Sixth Form Centre Link", "Other", "Expansion", "Closure"}
)
_OPENED_TOO_EARLY: Final = timedelta(days=30)
_OVERLAPPED_TOO_LONG: Final = timedelta(days=365)


class Left(StrEnum):
    """Why a pair of schools makes no edge."""

    IGNORED_TYPE = "ignored_type"
    BOTH_OPEN = "both_open"
    CIRCULAR = "circular"
    UNDETERMINED = "undetermined"
    OVERLAP = "overlap"
    PENDING_REGISTER = "pending_register"


class Tag(StrEnum):
    PLAIN = "plain"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Link:
    """One row of the register's links file, as it stands there."""

    urn: int
    link_urn: int
    link_type: str
    link_name: str | None = None
    established_on: date | None = None


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """What a lineage needs to know of a school; dates the file did not give are None."""

    type_code: int
    is_open: bool
    opened_on: date | None = None
    closed_on: date | None = None
    reason_opened_code: int | None = None


@dataclass(frozen=True, slots=True)
class Directed:
    from_urn: int
    to_urn: int
    tag: Tag
    on: date | None

    @property
    def ends(self) -> Pair:
        return self.from_urn, self.to_urn


def direct(pair: Pair, rows: Sequence[Link], schools: Mapping[int, KnownSchool]) -> Directed | Left:
    """All rows of one pair of schools become one directed edge, or the reason why not (PL-307)."""
    rows = [row for row in rows if row.link_type not in IGNORED_TYPES]
    if not rows:
        return Left.IGNORED_TYPE
    said = {direction for row in rows if (direction := _said(row)) is not None}
    if len(said) > 1:
        return Left.CIRCULAR
    tag = max((_tag(row.link_type) for row in rows), key=list(Tag).index)
    first, second = (schools.get(urn) for urn in pair)
    if tag is not Tag.SPLIT and first and second and first.is_open and second.is_open:
        return Left.BOTH_OPEN
    direction = next(iter(said), None) or _by_closing(pair, first, second)
    if direction is None:
        return Left.UNDETERMINED
    dates = [row.established_on for row in rows if row.established_on]
    return _by_dates(Directed(*direction, tag, max(dates, default=None)), schools)


def _said(row: Link) -> Pair | None:
    """The direction a row states: "Successor" names what came after, "Predecessor" what came before."""
    if row.link_type.startswith("Successor"):
        return row.urn, row.link_urn
    return (row.link_urn, row.urn) if row.link_type.startswith("Predecessor") else None


def _tag(link_type: str) -> Tag:
    if "Split" in link_type:
        return Tag.SPLIT
    lower = link_type.lower()
    return Tag.MERGE if "merged" in lower or "amalgam" in lower else Tag.PLAIN


def _by_closing(pair: Pair, first: KnownSchool | None, second: KnownSchool | None) -> Pair | None:
    """Without a stated direction the school that closed, or closed earlier, came first."""
    if first is None or second is None:
        return None
    closings = [(school.closed_on or date.max) if not school.is_open else None for school in (first, second)]
    match closings:
        case [None, None]:
            return None
        case [_, None]:
            return pair
        case [None, _]:
            return pair[1], pair[0]
        case [one, other] if one != other and one is not None and other is not None:
            return pair if one < other else (pair[1], pair[0])
    return None


def _by_dates(edge: Directed, schools: Mapping[int, KnownSchool]) -> Directed | Left:
    """Where both open dates are known they correct the direction, and a long overlap is no succession."""
    before, after = schools.get(edge.from_urn), schools.get(edge.to_urn)
    if not (before and after and before.opened_on and after.opened_on):
        return edge
    if after.opened_on < before.opened_on - _OPENED_TOO_EARLY:
        edge = replace(edge, from_urn=edge.to_urn, to_urn=edge.from_urn)
        before, after = after, before
    closed, opened = before.closed_on, after.opened_on
    if closed and opened and closed > opened + _OVERLAPPED_TOO_LONG:
        return Left.OVERLAP
    return edge
