"""Rules of law that begin on a date: data with a version, never a branch in code (section 12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self

from kit.kernel.errors import NotFound
from kit.kernel.events import Event

NATIONAL: Final = "000"
"""The tenant of what is the same for every authority (PL-1101)."""


class LegalRuleNotFound(NotFound):
    """No dated rule has this key."""


class RuleKey(StrEnum):
    """Rules that a step asks about. The register may hold others, which people read."""

    ACADEMIES_DIRECTED = "cwsa_s62"
    DUTY_TO_COOPERATE = "cwsa_s61"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalRule:
    """`effective_from` None: not in force, or no date is known (unconfirmed)."""

    key: str
    value: str | None = None
    effective_from: date | None = None
    note: str
    source: str
    confirmed: bool = False
    version: int = 1

    def holds_on(self, on: date) -> bool:
        """PL-817: from its date on."""
        return self.effective_from is not None and self.effective_from <= on

    def changed(self, change: "RuleChange") -> Self:
        """The rule as it is from now on, in its next version."""
        return replace(
            self,
            value=change.value,
            effective_from=change.effective_from,
            note=change.note,
            source=change.source,
            confirmed=change.confirmed,
            version=self.version + 1,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """What somebody wants a rule to say."""

    value: str | None
    effective_from: date | None
    note: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LegalRules:
    """The whole register by key."""

    rules: Mapping[str, LegalRule]

    @classmethod
    def of(cls, rules: Iterable[LegalRule]) -> "LegalRules":
        return cls({rule.key: rule for rule in rules})

    def in_force(self, key: str, on: date) -> bool:
        """Whether a rule holds on a day (PL-817); one that is not in the register does not."""
        rule = self.rules.get(key)
        return rule is not None and rule.holds_on(on)

    def versions(self, *keys: str) -> dict[str, int]:
        """The versions a finding rests on, to be kept with it (PL-501)."""
        return {key: self.rules[key].version for key in keys if key in self.rules}


def legal_rule_changed(rule: LegalRule, *, authority: str, on: date) -> Event:
    return Event(
        type="legal_rule.changed",
        version=rule.version,
        occurred_on=on,
        authority=authority,
        payload={"key": rule.key, "effective_from": rule.effective_from.isoformat() if rule.effective_from else None},
    )
