"""All conditions of section 13 together: what of an authority's work asks somebody to act today."""

from dataclasses import dataclass

from placements.domain.alert_facts import Facts
from placements.domain.alerts import Finding
from placements.domain.alerts_of_care import of_care
from placements.domain.alerts_of_decisions import of_decisions
from placements.domain.alerts_of_escalation import of_escalation
from placements.domain.alerts_of_plans import of_plans
from placements.domain.alerts_of_register import of_register
from placements.domain.clock_rules import ClockRules
from placements.domain.fixed_dates import FixedDates
from placements.domain.refusal_codes import RefusalCodes


@dataclass(frozen=True, slots=True)
class AlertRules:
    """The data the conditions read."""

    clocks: ClockRules
    codes: RefusalCodes
    dates: FixedDates


def findings(facts: Facts, rules: AlertRules) -> list[Finding]:
    """Everything that holds today, each once."""
    return [
        *of_decisions(facts, rules.codes),
        *of_escalation(facts, rules.clocks),
        *of_care(facts),
        *of_plans(facts, rules.dates),
        *of_register(facts, rules.codes),
    ]
