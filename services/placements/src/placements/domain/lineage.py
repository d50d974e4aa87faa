"""Which school became which: lineage edges derived from the register's predecessor and successor links."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from placements.domain.cycles import edges_in_cycles
from placements.domain.succession import Directed, KnownSchool, Left, Link, Pair, Tag, direct

SPONSOR_LED: Final = frozenset({28, 33, 43, 46})
ACADEMIES_AND_FREE_SCHOOLS: Final = frozenset({28, *range(33, 37), *range(38, 47), 57})
FRESH_START_REASONS: Final = frozenset({9})
"""ReasonEstablishmentOpened (code) 09, "Fresh Start" (unconfirmed)."""


class LineageKind(StrEnum):
    CONTINUES = "continues"
    MERGE = "merge"
    SPLIT = "split"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Edge:
    """One school went on in another, from a day where the file gives one."""

    from_urn: int
    to_urn: int
    kind: LineageKind
    on: date | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The edges, and how many pairs made none and why."""

    edges: tuple[Edge, ...]
    left: Mapping[Left, int]


def derive_lineage(links: Iterable[Link], schools: Mapping[int, KnownSchool]) -> Lineage:
    """PL-307, in the order pair, clear, direct, classify. For display: figures have their own lineage (AC-82)."""
    left: Counter[Left] = Counter()
    directed: list[Directed] = []
    for pair, rows in _by_pair(links).items():
        found = direct(pair, rows, schools)
        if isinstance(found, Left):
            left[found] += 1
        else:
            directed.append(found)
    circular = edges_in_cycles([edge.ends for edge in directed])
    left[Left.CIRCULAR] += len(circular)
    kept = [edge for edge in directed if edge.ends not in circular]
    edges = _classify(kept, schools)
    left[Left.PENDING_REGISTER] += len(kept) - len(edges)
    return Lineage(edges, dict(left))


def _by_pair(links: Iterable[Link]) -> dict[Pair, list[Link]]:
    pairs: defaultdict[Pair, list[Link]] = defaultdict(list)
    for link in links:
        pairs[min(link.urn, link.link_urn), max(link.urn, link.link_urn)].append(link)
    return pairs


def _classify(directed: Sequence[Directed], schools: Mapping[int, KnownSchool]) -> tuple[Edge, ...]:
    successors = Counter(edge.from_urn for edge in directed)
    predecessors = Counter(edge.to_urn for edge in directed)
    edges = []
    for edge in directed:
        before, after = schools.get(edge.from_urn), schools.get(edge.to_urn)
        if before is None or after is None:
            continue
        if _starts_anew(before, after):
            kind = LineageKind.NEW
        elif edge.tag is Tag.SPLIT or successors[edge.from_urn] > 1:
            kind = LineageKind.SPLIT
        elif edge.tag is Tag.MERGE or predecessors[edge.to_urn] > 1:
            kind = LineageKind.MERGE
        else:
            kind = LineageKind.CONTINUES
        edges.append(Edge(edge.from_urn, edge.to_urn, kind, edge.on))
    return tuple(edges)


def _starts_anew(before: KnownSchool, after: KnownSchool) -> bool:
    """A sponsor took over a school that was no academy, or the register says fresh start (PL-307)."""
    sponsored = after.type_code in SPONSOR_LED and before.type_code not in ACADEMIES_AND_FREE_SCHOOLS
    return sponsored or after.reason_opened_code in FRESH_START_REASONS


def chain_of(urn: int, edges: Iterable[Edge]) -> tuple[int, ...]:
    """The URNs before and after a school along single steps, oldest first; stops where the way divides."""
    after: defaultdict[int, list[int]] = defaultdict(list)
    before: defaultdict[int, list[int]] = defaultdict(list)
    for edge in edges:
        after[edge.from_urn].append(edge.to_urn)
        before[edge.to_urn].append(edge.from_urn)
    earlier, later = _walk(urn, before), _walk(urn, after)
    return (*reversed(earlier), urn, *later)


def _walk(urn: int, steps: Mapping[int, list[int]]) -> list[int]:
    walked: list[int] = []
    at = urn
    while len(reached := steps.get(at, [])) == 1:
        at = reached[0]
        walked.append(at)
    return walked
