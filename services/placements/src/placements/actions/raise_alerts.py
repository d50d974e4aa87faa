"""One authority's work is looked through: what asks somebody to act is raised, what no longer does is cleared."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from kit.db.work import Work
from placements.domain.alert_facts import Facts
from placements.domain.alert_rules import AlertRules, findings
from placements.domain.alerts_of_plans import round_is_near
from placements.store import seeds
from placements.store.alert_children import ChildFacts
from placements.store.alert_dates import DateFacts
from placements.store.alert_keeping import AlertKeeper, Kept
from placements.store.alert_requests import RequestFacts
from placements.store.alert_schools import SchoolFacts
from placements.store.legal_rules import LegalRuleStore


@dataclass(frozen=True, slots=True)
class Lookout:
    """The stores a look through one authority's work asks."""

    today: date
    keeper: AlertKeeper
    requests: RequestFacts
    children: ChildFacts
    dates: DateFacts
    schools: SchoolFacts
    rules: LegalRuleStore

    @classmethod
    def of(cls, work: Work) -> Self:
        connection, authority, today = work.connection, work.authority, work.clock.today()
        return cls(
            today,
            AlertKeeper(connection, authority, today),
            RequestFacts(connection, authority, today),
            ChildFacts(connection, authority, today),
            DateFacts(connection, authority, today),
            SchoolFacts(connection, authority, today),
            LegalRuleStore(connection, authority),
        )


async def raise_alerts(lookout: Lookout, *, only_if_changed: bool = False) -> Kept:
    """Section 13. Holds the authority first, so that two workers never undo each other's work; of two that come for
    the same change the second finds nothing to look at."""
    changed = await lookout.keeper.hold()
    if only_if_changed and not changed:
        return Kept(0, 0)
    rules = AlertRules(seeds.clock_rules(), seeds.refusal_codes(), seeds.fixed_dates())
    return await lookout.keeper.keep(findings(await _facts(lookout, rules), rules))


async def _facts(lookout: Lookout, rules: AlertRules) -> Facts:
    requests, cases = await lookout.requests.read()
    children, schools = lookout.children, lookout.schools
    return Facts(
        today=lookout.today,
        requests=requests,
        cases=cases,
        duties=await lookout.dates.duties(),
        uncased=await children.uncased(),
        few_hours=await children.few_hours(),
        excluded=await children.excluded(),
        moved=await lookout.dates.moved(),
        round=await children.round() if round_is_near(lookout.today, rules.dates) else (),
        closing_schools=await schools.closing(),
        unreached_schools=await schools.unreached(),
        refusals=await schools.refusals(),
        rules=list((await lookout.rules.all()).rules.values()),
    )
