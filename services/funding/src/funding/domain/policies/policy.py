"""Versions of a policy, and which one a request is measured by (FU-1001, FU-1002)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from funding.domain.policies.parameters import Parameters
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear


class PolicyState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version for one authority, financial year and scheme; published rows never change."""

    id: UUID
    scheme: Scheme
    financial_year: FinancialYear
    policy_version: int
    effective_from: date
    state: PolicyState
    params: Parameters
    notes: str
    drafted_by: str
    published_by: str | None
    published_at: datetime | None
    version: int


def policy_in_force(policies: Iterable[Policy], on: date) -> Policy | None:
    """The published version with the latest start not after the day, of one scheme and year (FU-1002).

    A superseded version still governs what was submitted while it was in force.
    """
    effective = [policy for policy in policies if policy.state is not PolicyState.DRAFT and policy.effective_from <= on]
    return max(effective, key=lambda policy: (policy.effective_from, policy.policy_version), default=None)
