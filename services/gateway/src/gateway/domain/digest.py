"""The morning mail to staff: counts and a link, no name, no initials, and nothing where nothing waits (ML-9, ML-12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Self

from gateway.domain.people import Person
from kit.auth.vocabulary import Role

KIND: Final = "digest"
READERS: Final = frozenset(
    {
        Role.VSH,
        Role.VS_OFFICER,
        Role.SOCIAL_WORKER,
        Role.IRO,
        Role.LA_SIGNATORY,
        Role.LA_ADMISSIONS,
        Role.SEND_OFFICER,
    }
)
"""Who may open the morning page (right `placements.show_today`)."""
_SERIOUS: Final = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person who may get the mail."""

    person: Person
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What waits for somebody today. `dates_ahead` None: that question was not answered."""

    today: date
    without_place: int
    past_limit: int
    past_target: int
    serious: int
    other: int
    dates_ahead: int | None = None

    @classmethod
    def of(cls, today: Mapping[str, Any]) -> Self:
        """From the answer of `show_today`."""
        also = today["also"]
        return cls(
            today=date.fromisoformat(today["today"]),
            without_place=today["without_place"]["total"],
            past_limit=today["past_date"]["past_limit"],
            past_target=today["past_date"]["past_target"],
            serious=sum(one["count"] for one in also if one["severity"] == _SERIOUS),
            other=sum(one["count"] for one in also if one["severity"] != _SERIOUS),
        )

    def with_dates(self, items: Sequence[Mapping[str, Any]] | None) -> Self:
        """From the answer of `list_due_dates`; what is cancelled is no date any more."""
        ahead = None if items is None else sum(1 for one in items if not one["cancelled"])
        return replace(self, dates_ahead=ahead)

    @property
    def things(self) -> int:
        """How many kinds of things need somebody; dates ahead alone are no reason to write."""
        return sum(1 for count in self._counts().values() if count)

    def _counts(self) -> dict[str, int]:
        return {
            "child without a school place|children without a school place": self.without_place,
            "application past its legal limit|applications past their legal limit": self.past_limit,
            "application past its target|applications past their target": self.past_target,
            "urgent thing to do|urgent things to do": self.serious,
            "other thing to do|other things to do": self.other,
        }

    def subject(self) -> str:
        """Such as "Today: 2 things need you"."""
        return "Today: 1 thing needs you" if self.things == 1 else f"Today: {self.things} things need you"

    def body(self, base_url: str, authority_name: str) -> str:
        """Plain words, one link on its own line."""
        lines = [_counted(words, count) for words, count in self._counts().items() if count]
        if self.dates_ahead is None:
            lines.append("Dates ahead: not available this morning")
        elif self.dates_ahead:
            lines.append(_counted("date in the next seven days|dates in the next seven days", self.dates_ahead))
        written = f"{self.today:%A} {self.today.day} {self.today:%B %Y}"
        foot = [
            "",
            "Names stand on the page only:",
            f"{base_url}/",
            "",
            f"You get this mail on school days because you work for {authority_name} with Onroll.",
        ]
        return "\n".join([f"{written}, your work:", "", *(f"- {line}" for line in lines), *foot, ""])


def _counted(words: str, count: int) -> str:
    one, many = words.split("|")
    return f"{count} {one if count == 1 else many}"
