"""An evidence bundle: twelve sections from the record of one request, and what is still missing (section 15)."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from placements.domain.errors import BundleIncomplete


class BundleKind(StrEnum):
    SECRETARY_OF_STATE = "secretary_of_state"
    ADJUDICATOR = "adjudicator"
    CHRONOLOGY = "chronology"
    COMPLAINT = "complaint"


KIND_WORDS: Final[Mapping[BundleKind, str]] = {
    BundleKind.SECRETARY_OF_STATE: "for the Secretary of State",
    BundleKind.ADJUDICATOR: "for the Schools Adjudicator",
    BundleKind.CHRONOLOGY: "chronology",
    BundleKind.COMPLAINT: "for a complaint",
}
TITLES: Final[Mapping[int, str]] = {
    1: "Chronology",
    2: "The request as it was sent",
    3: "The school's answers, in its words",
    4: "The authority's answer to each reason",
    5: "Why this school and no other",
    6: "Numbers of the school",
    7: "Letters, consultation and notice, with proof of service",
    8: "Support offered",
    9: "The child's and the carer's views",
    10: "Education meanwhile",
    11: "Whom to ask, and who signs",
    12: "The school's own notes",
}
NEEDED: Final = tuple(range(2, 12))
"""Filled, or marked "none, because …", before the Secretary of State is asked (PL-908)."""
LEAST_BECAUSE: Final = 10


@dataclass(frozen=True, slots=True)
class Said:
    """One thing with its name before it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A table. `ids` name its rows for programs and are not printed."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """`because` says why there is nothing; an omitted section says that it was left out."""

    number: int
    said: tuple[Said, ...] = ()
    listings: tuple[Listing, ...] = ()
    because: str | None = None
    omitted: bool = False

    @property
    def title(self) -> str:
        return TITLES[self.number]

    @property
    def is_filled(self) -> bool:
        return bool(self.said or any(listing.rows for listing in self.listings))

    @property
    def is_settled(self) -> bool:
        return not self.omitted and (self.is_filled or bool(self.because))

    def as_part(self) -> dict[str, Any]:
        """As it stands in the JSON."""
        status = "omitted" if self.omitted else "filled" if self.is_filled else "none"
        parts = asdict(self)
        del parts["omitted"]
        return {**parts, "title": self.title, "status": status}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What was asked for. The papers made of it never change; a newer bundle stands before it (PL-909)."""

    id: UUID
    application_id: UUID
    kind: BundleKind
    names: bool
    reason: str | None
    omit: tuple[int, ...]
    because: Mapping[int, str]
    ordered_at: datetime
    ordered_by: str


def arranged(sections: Sequence[Section], omit: Collection[int], because: Mapping[int, str]) -> tuple[Section, ...]:
    """The sections as this bundle shows them."""
    return tuple(
        Section(one.number, omitted=True)
        if one.number in omit
        else one
        if one.is_filled
        else Section(one.number, because=because.get(one.number))
        for one in sections
    )


def gaps(sections: Sequence[Section]) -> tuple[int, ...]:
    """The sections of PL-908 that are neither filled nor marked."""
    return tuple(one.number for one in sections if one.number in NEEDED and not one.is_settled)


def refuse_gaps(kind: BundleKind, sections: Sequence[Section]) -> None:
    """Raises BundleIncomplete where the kind needs its sections."""
    missing = gaps(sections) if kind is BundleKind.SECRETARY_OF_STATE else ()
    if missing:
        raise BundleIncomplete(missing)


def digest(part: Any) -> str:
    """SHA-256 of a part in its one spelling as JSON: sorted keys, no spaces, UTF-8."""
    spelt = json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelt.encode()).hexdigest()
