"""Where a rule comes from, as it may be printed (PL-818)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from placements.domain.legal_rules import LegalRules


@dataclass(frozen=True, slots=True)
class LegalRef:
    """`rule` is the dated rule whose date counts, wherever the register of rules is at hand (section 12)."""

    key: str
    instrument: str
    paragraph: str | None
    confirmed: bool
    says: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    rule: str | None = None

    def holds_on(self, day: date) -> bool:
        """A law that is not yet in force, or no longer, is not cited."""
        return (self.effective_from or day) <= day <= (self.effective_to or day)

    @property
    def printed(self) -> str:
        """The paragraph only where its number has been confirmed."""
        if self.paragraph and self.confirmed:
            return f"{self.instrument}, {self.paragraph}"
        return self.instrument


@dataclass(frozen=True, slots=True)
class LegalRefs:
    version: int
    refs: Mapping[str, LegalRef]

    def printed(self, keys: Iterable[str]) -> list[str]:
        """Each source once, in the order asked for."""
        return list(dict.fromkeys(self.refs[key].printed for key in keys))

    def in_force(self, keys: Iterable[str], on: date, rules: LegalRules) -> tuple[str, ...]:
        """Those that may be cited on a day, in the order asked for; the register of dated rules goes first."""
        return tuple(key for key in keys if self._holds(self.refs[key], on, rules))

    @staticmethod
    def _holds(ref: LegalRef, on: date, rules: LegalRules) -> bool:
        return rules.in_force(ref.rule, on) if ref.rule else ref.holds_on(on)
