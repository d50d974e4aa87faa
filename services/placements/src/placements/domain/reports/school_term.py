"""A school term as reports name it: `AUT-2026` is the autumn term that begins in 2026."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from kit.kernel.days import Span, Term, TermName
from kit.kernel.errors import InvalidInput

_WRITTEN: Final = re.compile(r"(AUT|SPR|SUM)-(20[0-9]{2})")
_NAMES: Final[dict[str, TermName]] = {"AUT": "autumn", "SPR": "spring", "SUM": "summer"}
_CENTURY: Final = 100


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    name: TermName
    year: int

    @classmethod
    def parse(cls, text: str, pointer: str) -> Self:
        """Raises InvalidInput when the text is no term."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise InvalidInput("bad_format", pointer)
        return cls(_NAMES[written[1]], int(written[2]))

    @property
    def academic_year(self) -> str:
        start = self.year - (self.name != "autumn")
        return f"{start}-{(start + 1) % _CENTURY:02d}"

    def span(self, parts: Iterable[Term]) -> Span | None:
        """From the first day of its first half to the last of its last; None where the calendar has none."""
        mine = [part for part in parts if part.term == self.name]
        if not mine:
            return None
        return Span(min(part.starts_on for part in mine), max(part.ends_on for part in mine))


def mondays_of(span: Span, today: date) -> list[date]:
    """The weeks of a term that have begun, by their Mondays."""
    monday = span.first - timedelta(days=span.first.weekday())
    last = min(span.last, today)
    return [monday + timedelta(weeks=n) for n in range(((last - monday).days // 7) + 1)] if last >= span.first else []
