"""Somebody enters or changes the date of a rule of law (section 12, PL-817)."""

from dataclasses import dataclass
from datetime import date, datetime

from kit.db.outbox import Outbox
from kit.kernel.errors import SecondPersonRequired, StaleVersion
from placements.domain.errors import StepNotForActor
from placements.domain.legal_rules import NATIONAL, LegalRule, LegalRuleNotFound, RuleChange, legal_rule_changed
from placements.store.legal_rules import LegalRuleStore, RuleWish

OPERATOR = "platform_operator"
HEAD = "vsh"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChanger:
    """Who asks. `only_authority` is the one this installation serves, None where it serves several."""

    id: str
    roles: frozenset[str]
    authority: str | None
    only_authority: str | None

    @property
    def operates(self) -> bool:
        return OPERATOR in self.roles

    @property
    def may_wish(self) -> bool:
        """A head may where the installation serves that head's authority alone (decision of section 12)."""
        return HEAD in self.roles and self.authority is not None and self.authority == self.only_authority


async def change_legal_rule(
    rules: LegalRuleStore,
    outbox: Outbox,
    who: RuleChanger,
    key: str,
    version: int,
    change: RuleChange,
    *,
    today: date,
    now: datetime,
) -> LegalRule:
    """The operator changes a rule at once; heads change it when a second one asks for the same.

    Raises LegalRuleNotFound, StaleVersion, StepNotForActor; SecondPersonRequired when the first asks again.
    """
    if not (who.operates or who.may_wish):
        raise StepNotForActor
    rule = await rules.get_to_change(key)
    if rule is None:
        raise LegalRuleNotFound
    if rule.version != version:
        raise StaleVersion
    if not who.operates and not await _seconded(rules, who, key, change, now):
        return rule
    changed = rule.changed(change)
    await rules.save(changed)
    authority = NATIONAL if who.operates else who.authority or NATIONAL
    await outbox.add(legal_rule_changed(changed, authority=authority, on=today))
    return changed


async def _seconded(rules: LegalRuleStore, who: RuleChanger, key: str, change: RuleChange, now: datetime) -> bool:
    """Whether somebody else has asked for the very same before; else this wish waits for a second person."""
    waiting = (await rules.wishes()).get(key)
    if waiting is None or waiting.change != change:
        await rules.wish(RuleWish(key, change, who.id, now))
        return False
    if waiting.wished_by == who.id:
        raise SecondPersonRequired
    await rules.forget_wish(key)
    return True
