"""The indicators that are computed now: names, order and notes of section 5, and where they apply (AC-22)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accountability.domain.schools import SchoolGroup

METHODOLOGY: Final = "2026.1"


class Indicator(StrEnum):
    P0 = "P0"
    P2 = "P2"
    P3 = "P3"
    P4A = "P4a"
    P4B = "P4b"
    F1 = "F1"
    E1 = "E1"
    E12 = "E12"


class Source(StrEnum):
    """What has to be connected before an indicator can say anything."""

    PLACEMENTS = "placements"
    FUNDING = "funding"
    IMPORTS = "imports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """`nothing` is the sentence of a period without activity (AC-60)."""

    code: Indicator
    title: str
    source: Source
    groups: frozenset[SchoolGroup]
    is_headline: bool
    is_by_phase: bool
    nothing: str
    note: str | None = None


_MAINSTREAM: Final = frozenset({SchoolGroup.MAINSTREAM})
_IN_SCOPE: Final = frozenset(SchoolGroup) - {SchoolGroup.OUT_OF_SCOPE}
_WITH_CLASSES: Final = frozenset({SchoolGroup.MAINSTREAM, SchoolGroup.SPECIAL, SchoolGroup.AP})
_NEVER_ASKED: Final = "No applications in this period. This says nothing about willingness to admit."
_NO_RETURN: Final = "No return was due in this period."
_NO_CHILD: Final = "No child in care was on roll in this period."


def _place(code: Indicator, title: str, note: str | None = None, *, headline: bool = False) -> Definition:
    return Definition(
        code=code,
        title=title,
        source=Source.PLACEMENTS,
        groups=_MAINSTREAM,
        is_headline=headline,
        is_by_phase=True,
        nothing=_NEVER_ASKED,
        note=note,
    )


def _experience(code: Indicator, title: str, note: str | None = None) -> Definition:
    return Definition(
        code=code,
        title=title,
        source=Source.IMPORTS,
        groups=_WITH_CLASSES,
        is_headline=True,
        is_by_phase=True,
        nothing=_NO_CHILD,
        note=note,
    )


DEFINITIONS: Final = (
    _place(
        Indicator.P0,
        "Applications received",
        "Shows demand. Authorities stop asking schools that refuse, so a low count can be the result of refusals.",
    ),
    _place(Indicator.P2, "Refused at first", headline=True),
    _place(
        Indicator.P3,
        "Not admitted in the end",
        "Another school's offer accepted first is not counted: it is often caused by a refusal.",
    ),
    _place(Indicator.P4A, "School days to first decision", "Silence is not an answer: the time runs on."),
    _place(Indicator.P4B, "Answered in 15 school days", headline=True),
    Definition(
        code=Indicator.F1,
        title="PP+ return on time",
        source=Source.FUNDING,
        groups=_IN_SCOPE,
        is_headline=True,
        is_by_phase=False,
        nothing=_NO_RETURN,
    ),
    _experience(
        Indicator.E1, "Suspended at least once", "Never compared with the figure of the Department for Education."
    ),
    _experience(Indicator.E12, "Stayed to the end of the year"),
)
"""In the fixed order of section 5; never by result."""

MISSING_WORDS: Final[Mapping[str, str]] = {
    "placements": "Not known: no applications have been received from the placements service yet.",
    "funding": "Not known: no returns have been received from the funding service yet.",
    "imports": "Not known: this measure needs a file the authority has not imported.",
    "calendar": "Not known: no school calendar covers the days to be counted.",
}

NOT_APPLICABLE: Final = "Does not apply to this kind of school."
