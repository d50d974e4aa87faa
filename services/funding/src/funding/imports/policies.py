"""Publishes a policy that was decided outside the product: the demonstration's, or one carried over."""

from datetime import date, datetime

from funding.domain.payments.batch import FinanceCodes
from funding.domain.payments.lines import ANY_GROUP
from funding.domain.payments.payment import PostingType
from funding.domain.policies.parameters import Parameters, Value
from funding.domain.policies.policy import Policy, PolicyState
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.records import Records
from kit.kernel.ids import new_id

DEMO_POLICY: dict[str, Value] = {
    "retention.mode": "percent",
    "retention.bp": 2000,
    "base.mode": "on_pep",
    "base.cap_or_fixed": "fixed",
    "base.pence_by_term": {"SUM": 60_000, "AUT": 55_000, "SPR": 55_000},
    "gate.required": "pep_graded",
    "gate.scale": ["red", "amber", "green"],
    "gate.auto_min": "green",
    "gate.manual": ["amber"],
    "pay.timing": "on_pep_signoff",
    "pay.runs": "monthly",
    "move.rule": "keep",
    "move.out_of_area_rule": "recoup_unspent",
    "topup.tiers": [{"up_to_pence": 100_000, "role": "vs_officer"}, {"up_to_pence": None, "role": "vsh"}],
    "returns.due_days": 10,
    "returns.due_unit": "working_days",
    "yearend.setting_unspent": "offset",
}
"""Section 25: the policy of the demonstration's authorities."""


async def publish_policy(
    records: Records,
    year: FinancialYear,
    params: dict[str, Value],
    published_by: str,
    at: datetime,
    effective_from: date | None = None,
) -> Policy:
    """The first version of a year, in force from its first day unless said otherwise."""
    policy = Policy(
        id=new_id(),
        scheme=Scheme.LAC,
        financial_year=year,
        policy_version=1,
        effective_from=effective_from or year.starts_on,
        state=PolicyState.PUBLISHED,
        params=Parameters(params),
        notes="",
        drafted_by=published_by,
        published_by=published_by,
        published_at=at,
        version=1,
    )
    await records.policies.add([policy])
    return policy


async def keep_finance_codes(records: Records, cost_centre: str, account: str) -> None:
    """The same codes for every kind of payment; the project says the scheme (FU-1307)."""
    codes = {
        (posting_type, ANY_GROUP): FinanceCodes(cost_centre, account, f"PPP-{posting_type.upper()}"[:20], "OS")
        for posting_type in PostingType
    }
    await records.batches.keep_finance_codes(codes)
