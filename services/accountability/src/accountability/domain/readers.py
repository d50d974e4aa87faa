"""Who sees what of a school (AC-96, AC-97)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accountability.domain.indicators import DEFINITIONS, Definition, Source
from accountability.domain.schools import School

NOT_RELEASED: Final = "not_released"


class Circle(StrEnum):
    """Which schools exist for a reader at all."""

    ALL = "all"
    OWN = "own"
    HOST = "host"
    TRUST = "trust"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reader:
    """`home` is the authority whose children are counted, None where all are; `sources` what may be seen of them."""

    circle: Circle
    organisation: str
    home: str | None
    sources: frozenset[Source]
    sees_released_only: bool = False

    def reaches(self, school: School) -> bool:
        """Outside the circle a school looks as if it did not exist."""
        if self.circle is Circle.OWN:
            return str(school.urn) == self.organisation
        if self.circle is Circle.HOST:
            return school.authority == self.organisation
        if self.circle is Circle.TRUST:
            return school.trust_uid == self.organisation
        return self.circle is Circle.ALL

    def definitions(self) -> tuple[Definition, ...]:
        return tuple(one for one in DEFINITIONS if one.source in self.sources)


_EVERYTHING: Final = frozenset(Source)
_ROLES: Final = (
    (Circle.ALL, ("vsh", "vs_officer", "la_signatory", "la_auditor", "la_system"), _EVERYTHING, False),
    (Circle.OWN, ("school_head", "designated_teacher"), _EVERYTHING, False),
    (Circle.OWN, ("school_admissions",), frozenset({Source.PLACEMENTS}), False),
    (Circle.ALL, ("vs_finance",), frozenset({Source.FUNDING}), False),
    (Circle.TRUST, ("trust_user",), _EVERYTHING, True),
    (Circle.HOST, ("la_admissions",), _EVERYTHING, True),
    (Circle.ALL, ("send_officer",), frozenset[Source](), False),
)
"""From the widest view to the narrowest; plan officers see consultations only, of which there are no figures yet."""


def reader_of(roles: Collection[str], organisation: str) -> Reader:
    """The widest view a caller's roles allow; no role that sees a school reaches none (AC-96)."""
    for circle, holders, sources, released_only in _ROLES:
        if set(holders) & set(roles):
            home = organisation if circle is Circle.ALL else None
            return Reader(circle, organisation, home, sources, released_only)
    return Reader(Circle.NONE, organisation, None, frozenset())
