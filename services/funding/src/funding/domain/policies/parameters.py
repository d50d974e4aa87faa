"""The parameters of a policy with what holds where an authority says nothing (section 10.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from funding.domain.years import Season

Value = Any
"""JSON: a parameter is an integer, a boolean, a word, a list or an object, as section 10.1 says."""

DEFAULTS: Final[Mapping[str, Value]] = {
    "retention.mode": "none",
    "retention.bp": 0,
    "retention.pence": 0,
    "base.mode": "needs_led",
    "base.cap_or_fixed": "fixed",
    "base.pence_by_term": None,
    "base.annual_pence": None,
    "base.term_split": None,
    "base.bands_pence": [],
    "phase.ey_pence_per_term": None,
    "phase.ey_annual_pence": None,
    "phase.post16": "none",
    "phase.post16_annual_pence": None,
    "phase.post16_officer_limit_per_term_pence": None,
    "gate.required": "none",
    "gate.scale": ["red", "amber", "green"],
    "gate.auto_min": None,
    "gate.manual": [],
    "gate.below": "hold_until_improved",
    "gate.pep_term_offset": 0,
    "gate.deadline_by_term": None,
    "gate.overall_rule": "given",
    "pay.timing": "on_pep_signoff",
    "pay.dates": [],
    "pay.days": 30,
    "pay.runs": "monthly",
    "channel.maintained": "internal_journal",
    "channel.academy": "bacs",
    "channel.out_of_area": "bacs",
    "channel.supplier_setup": True,
    "eligible.min_days_in_care": 0,
    "eligible.census_points": [],
    "eligible.independent": "discretionary",
    "eligible.independent_special": "discretionary",
    "dual.rule": "main_only",
    "dual.split_bp": [5000, 5000],
    "move.rule": "keep",
    "move.out_of_area_rule": None,
    "leave_care.rule": "keep_to_term_end",
    "entry.rule": "after_first_pep",
    "topup.enabled": True,
    "topup.channel": "form",
    "topup.requesters": ["school", "vs_officer"],
    "topup.max_pence": None,
    "topup.must_precede_spend": True,
    "topup.fields": ["need", "cost", "end_date"],
    "topup.windows": [],
    "topup.panel": "none",
    "topup.tiers": [{"up_to_pence": 100_000, "role": "vs_officer"}, {"up_to_pence": None, "role": "vsh"}],
    "topup.fund": "devolved",
    "spend.allowed": [],
    "spend.disallowed": [],
    "spend.discretionary": [],
    "spend.ehcp_overlap": "warn",
    "spend.item_follows_child": True,
    "spend.pooling": True,
    "spend.coding": "dfe_menu",
    "evidence.kind": ["spend_line", "impact_review"],
    "evidence.due": "date",
    "evidence.due_date": None,
    "evidence.receipt_threshold_pence": None,
    "returns.due_days": 10,
    "returns.due_unit": "working_days",
    "returns.remind_days": [-10, 0, 1, 7, 14],
    "returns.escalate_days": 21,
    "returns.hold_from_days": 1,
    "yearend.setting_unspent": "offset",
    "yearend.request_cutoff": "04-01",
    "clawback.misuse": True,
    "central.purposes": [],
    "report.publish_policy": True,
    "report.annual": True,
    "eypp.mode": "hourly",
    "eypp.out_of_area_payer": "setting_la",
}

_RECEIPT_THRESHOLD_WITH_INVOICES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Tier:
    """Up to which sum on one request a role decides; null is without limit."""

    up_to_pence: int | None
    role: str
    delegation: str | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one policy version; what is absent takes its default (FU-1003)."""

    chosen: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        chosen = self.chosen.get(name)
        return DEFAULTS[name] if chosen is None else chosen

    def pence(self, name: str) -> int | None:
        return cast("int | None", self[name])

    def number(self, name: str) -> int:
        return cast("int", self[name])

    def word(self, name: str) -> str:
        return cast("str", self[name])

    def is_on(self, name: str) -> bool:
        return cast("bool", self[name])

    def words(self, name: str) -> Sequence[str]:
        return cast("Sequence[str]", self[name])

    def numbers(self, name: str) -> Sequence[int]:
        return cast("Sequence[int]", self[name])

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """Ascending; the last is without limit (FU-1003)."""
        return tuple(Tier(tier["up_to_pence"], tier["role"], tier.get("delegation")) for tier in self["topup.tiers"])

    @property
    def windows(self) -> tuple[tuple[str, str], ...]:
        """First and last ISO dates between which requests are taken; empty means always."""
        return tuple((first, last) for first, last in self["topup.windows"])

    @property
    def annual_base_pence(self) -> int:
        """The base of a whole year: the annual sum, else the sum over the terms, a missing term being 0."""
        annual = self.pence("base.annual_pence")
        if annual is not None:
            return annual
        by_term = cast("Mapping[str, int]", self["base.pence_by_term"] or {})
        return sum(by_term.get(season, 0) for season in Season)

    @property
    def receipt_threshold_pence(self) -> int | None:
        """From which sum a line needs a receipt reference; by default only where invoices are evidence."""
        chosen = self.pence("evidence.receipt_threshold_pence")
        if chosen is not None:
            return chosen
        return _RECEIPT_THRESHOLD_WITH_INVOICES if "invoice" in self.words("evidence.kind") else None
