"""Where a rule comes from, as it may be printed (PL-818)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalRef:
    key: str
    instrument: str
    paragraph: str | None
    confirmed: bool

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
