"""Policies on the wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from funding.api.fields import YearText
from funding.domain.policies.policy import Policy, PolicyState
from funding.domain.schemes import Scheme
from kit.web.fields import IsoDate, OutModel


class PolicyOut(OutModel):
    """One version; what `params` does not name has its default."""

    id: UUID
    scheme: Scheme
    financial_year: YearText
    policy_version: int
    effective_from: IsoDate
    state: PolicyState
    params: Annotated[Mapping[str, Any], Field(description="Parameters the authority chose.")]
    notes: str
    published_by: str | None
    published_at: datetime | None
    version: int

    @classmethod
    def of(cls, policy: Policy) -> "PolicyOut":
        return cls(
            id=policy.id,
            scheme=policy.scheme,
            financial_year=str(policy.financial_year),
            policy_version=policy.policy_version,
            effective_from=policy.effective_from,
            state=policy.state,
            params=policy.params.chosen,
            notes=policy.notes,
            published_by=policy.published_by,
            published_at=policy.published_at,
            version=policy.version,
        )
