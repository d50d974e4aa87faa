"""What one child, or one hour, is worth in a scheme and year, and when that is not known (FU-601 to FU-605)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, Self
from uuid import UUID

from funding.domain.people import Actor, require_another_person
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from kit.kernel.errors import DomainError, StepNotAllowed

RateUnit = Literal["child_year", "hour"]


class RateOrigin(StrEnum):
    SEED = "seed"
    AUTHORITY = "authority"


class RateNotSet(DomainError):
    """There is no confirmed rate for this scheme and year, so nothing can be calculated (FU-602)."""

    def __init__(self, scheme: Scheme, financial_year: FinancialYear) -> None:
        super().__init__(f"no rate for {scheme} in {financial_year}")
        self.scheme = scheme
        self.financial_year = financial_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Integer pence per unit from a day on; null pence means the figure has not been published."""

    id: UUID
    scheme: Scheme
    financial_year: FinancialYear
    effective_from: date
    unit: RateUnit
    pence: int | None
    cap_minutes: int | None
    verified: bool
    source: str | None
    note: str | None
    origin: RateOrigin
    entered_by: str | None
    confirmed_by: str | None
    version: int

    @property
    def usable_pence(self) -> int | None:
        """FU-603: an unverified figure counts as none."""
        return self.pence if self.verified else None

    def confirm(self, actor: Actor) -> Self:
        """FU-305, FU-603: one person enters a rate and another confirms it."""
        if self.origin is not RateOrigin.AUTHORITY or self.verified:
            raise StepNotAllowed("verified" if self.verified else self.origin, "confirm")
        require_another_person(actor, self.entered_by)
        return replace(self, verified=True, confirmed_by=actor.id, version=self.version + 1)


def rate_in_force(
    rates: Iterable[Rate], scheme: Scheme, financial_year: FinancialYear, service_on: date | None = None
) -> Rate:
    """The row with the latest start not after the service date (for LAC 1 April); the authority's beats the seed.

    Raises RateNotSet when no row is usable (FU-601 to FU-603).
    """
    on = service_on or financial_year.starts_on
    usable = [
        rate
        for rate in rates
        if rate.scheme is scheme
        and rate.financial_year == financial_year
        and rate.effective_from <= on
        and rate.usable_pence is not None
    ]
    if not usable:
        raise RateNotSet(scheme, financial_year)
    return max(usable, key=lambda rate: (rate.origin is RateOrigin.AUTHORITY, rate.effective_from, rate.id))


@dataclass(frozen=True, slots=True)
class RateDiffers:
    """FU-604: the authority's figure is not the one we ship; both are shown."""

    seed_pence: int
    pence: int


def difference_from_seed(rate: Rate, seed: Iterable[Rate]) -> RateDiffers | None:
    """None for a seed row, and where the seed has no usable figure of that scheme, year and start."""
    if rate.origin is RateOrigin.SEED or rate.pence is None:
        return None
    shipped = next(
        (
            row.usable_pence
            for row in seed
            if (row.scheme, row.financial_year, row.effective_from)
            == (rate.scheme, rate.financial_year, rate.effective_from)
        ),
        None,
    )
    if shipped is None or shipped == rate.pence:
        return None
    return RateDiffers(shipped, rate.pence)
