"""Policies of an authority by year and scheme (section 10)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.policies.parameters import Parameters
from funding.domain.policies.policy import Policy, PolicyState, policy_in_force
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.kept import Kept
from funding.store.mapping import YEAR, Reader, columns_of
from funding.store.tables.awards import POLICIES


def _write(policy: Policy) -> dict[str, Any]:
    return columns_of(policy, POLICIES) | {"params": dict(policy.params.chosen)}


_KEPT: Final = Kept[Policy](
    POLICIES, Reader(Policy, scheme=Scheme, financial_year=YEAR, state=PolicyState, params=Parameters), _write
)
_IN_ORDER: Final = _KEPT.all.order_by(POLICIES.c.financial_year, POLICIES.c.scheme, POLICIES.c.policy_version)
_OF_YEAR: Final = select(POLICIES).where(
    POLICIES.c.authority == bindparam("authority"),
    POLICIES.c.scheme == bindparam("scheme"),
    POLICIES.c.financial_year == bindparam("financial_year"),
)

NO_POLICY: Final = Parameters({})
"""What holds where nothing was published: the default of every parameter (FU-1003)."""


class PolicyStore:
    """Policies of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def all(self) -> Sequence[Policy]:
        rows = await self._connection.execute(_IN_ORDER, {"authority": self._authority})
        return [_KEPT.read(row) for row in rows]

    async def in_force(self, scheme: Scheme, year: FinancialYear, on: date) -> Policy | None:
        """FU-1002: the version effective on the day."""
        key = {"authority": self._authority, "scheme": scheme, "financial_year": str(year)}
        rows = await self._connection.execute(_OF_YEAR, key)
        return policy_in_force([_KEPT.read(row) for row in rows], on)

    async def parameters(self, policy_id: UUID | None) -> Parameters:
        """Those of a version that was frozen into something; the defaults where none was in force."""
        if policy_id is None:
            return NO_POLICY
        return (await _KEPT.one(self._connection, self._authority, policy_id)).params

    async def parameters_on(self, scheme: Scheme, year: FinancialYear, on: date) -> Parameters:
        policy = await self.in_force(scheme, year, on)
        return policy.params if policy else NO_POLICY

    async def add(self, policies: Sequence[Policy]) -> None:
        await _KEPT.add(self._connection, self._authority, policies)

    async def save(self, policies: Sequence[Policy]) -> None:
        await _KEPT.save(self._connection, self._authority, policies)
