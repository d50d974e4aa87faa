"""Three calendars: financial years, the terms inside them, and return years of the SSDA903 (FU-401 to FU-406)."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering
from typing import Final, Self

from kit.kernel.errors import InvalidInput

_FINANCIAL_YEAR: Final = re.compile(r"(20[0-9]{2})-([0-9]{2})")
_TERM: Final = re.compile(r"(SUM|AUT|SPR)-(20[0-9]{2})")
_APRIL: Final = 4
_YEARS_ROUND: Final = 100


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """1 April of `start` to 31 March of the year after; written `2025-26`."""

    start: int

    @classmethod
    def parse(cls, text: str, pointer: str = "/financial_year") -> Self:
        """Raises InvalidInput when the text is no financial year."""
        written = _FINANCIAL_YEAR.fullmatch(text)
        if written is None or (int(written[1]) + 1) % _YEARS_ROUND != int(written[2]):
            raise InvalidInput("bad_format", pointer)
        return cls(int(written[1]))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year if day.month >= _APRIL else day.year - 1)

    @property
    def starts_on(self) -> date:
        return date(self.start, 4, 1)

    @property
    def ends_on(self) -> date:
        return date(self.start + 1, 3, 31)

    @property
    def following(self) -> "FinancialYear":
        return FinancialYear(self.start + 1)

    @property
    def terms(self) -> "tuple[Term, Term, Term]":
        """In the order of FU-402, which is also the order of a split over terms."""
        return (
            Term(self.start, Season.SUMMER),
            Term(self.start, Season.AUTUMN),
            Term(self.start + 1, Season.SPRING),
        )

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % _YEARS_ROUND:02d}"


class Season(StrEnum):
    """The wire codes of terms (FU-402)."""

    SUMMER = "SUM"
    AUTUMN = "AUT"
    SPRING = "SPR"

    @property
    def place_in_calendar_year(self) -> int:
        return (Season.SPRING, Season.SUMMER, Season.AUTUMN).index(self)

    @property
    def word(self) -> str:
        """The name that calendars and people use."""
        return self.name.lower()


@total_ordering
@dataclass(frozen=True, slots=True)
class Term:
    """A school term by the calendar year in which it starts; written `AUT-2025`. Earlier terms are smaller."""

    year: int
    season: Season

    @classmethod
    def parse(cls, text: str, pointer: str = "/term") -> Self:
        """Raises InvalidInput when the text is no term."""
        written = _TERM.fullmatch(text)
        if written is None:
            raise InvalidInput("bad_format", pointer)
        return cls(int(written[2]), Season(written[1]))

    @property
    def financial_year(self) -> FinancialYear:
        """The year whose plan holds the term (FU-402); the service date of a cost decides its own (FU-403)."""
        return FinancialYear(self.year - (self.season is Season.SPRING))

    @property
    def academic_year(self) -> str:
        start = self.year - (self.season is not Season.AUTUMN)
        return f"{start}-{(start + 1) % _YEARS_ROUND:02d}"

    @property
    def following(self) -> "Term":
        if self.season is Season.AUTUMN:
            return Term(self.year + 1, Season.SPRING)
        return Term(self.year, Season.SUMMER if self.season is Season.SPRING else Season.AUTUMN)

    @property
    def preceding(self) -> "Term":
        if self.season is Season.SPRING:
            return Term(self.year - 1, Season.AUTUMN)
        return Term(self.year, Season.SUMMER if self.season is Season.AUTUMN else Season.SPRING)

    def __lt__(self, other: "Term") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, int]:
        return self.year, self.season.place_in_calendar_year

    def __str__(self) -> str:
        return f"{self.season}-{self.year}"


@dataclass(frozen=True, slots=True, order=True)
class ReturnYear:
    """A collection year of the SSDA903: 1 April of the year before to 31 March of `end`."""

    end: int

    @classmethod
    def ending(cls, day: date, pointer: str = "/return_year_end") -> Self:
        """Raises InvalidInput unless the day is a 31 March (FU-801)."""
        if day != date(day.year, 3, 31):
            raise InvalidInput("not_a_31_march", pointer)
        return cls(day.year)

    @property
    def starts_on(self) -> date:
        return date(self.end - 1, 4, 1)

    @property
    def ends_on(self) -> date:
        return date(self.end, 3, 31)

    @property
    def ages_on(self) -> date:
        """The day on which a child has to be aged 4 to 15 (FU-701)."""
        return date(self.end - 1, 8, 31)

    @property
    def born_from(self) -> date:
        """The earliest birthday that counts, itself included: 15 on the age day (FU-805)."""
        return date(self.end - 17, 9, 1)

    @property
    def born_until(self) -> date:
        """The latest birthday that counts, itself included: 4 on the age day (FU-805)."""
        return date(self.end - 5, 8, 31)

    @property
    def final_of(self) -> FinancialYear:
        """The year whose final award rests on this return (FU-701)."""
        return FinancialYear(self.end)

    @property
    def provisional_of(self) -> FinancialYear:
        """The year whose provisional award rests on this return (FU-701)."""
        return FinancialYear(self.end + 1)
