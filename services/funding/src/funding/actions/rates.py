"""A rate is entered by one person and confirmed by another (FU-603)."""

from datetime import date
from uuid import UUID

from funding.domain.people import Actor
from funding.domain.rates import Rate, RateOrigin
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.records import Records
from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id

_EYPP_CAP_MINUTES = 34_200


async def enter_rate(
    records: Records,
    actor: Actor,
    scheme: Scheme,
    financial_year: FinancialYear,
    effective_from: date,
    pence: int,
    source: str,
) -> Rate:
    """The figure counts once somebody else has confirmed it."""
    if effective_from not in financial_year:
        raise InvalidInput("out_of_range", "/effective_from")
    hourly = scheme is Scheme.EYPP
    rate = Rate(
        id=new_id(),
        scheme=scheme,
        financial_year=financial_year,
        effective_from=effective_from,
        unit="hour" if hourly else "child_year",
        pence=pence,
        cap_minutes=_EYPP_CAP_MINUTES if hourly else None,
        verified=False,
        source=source,
        note=None,
        origin=RateOrigin.AUTHORITY,
        entered_by=actor.id,
        confirmed_by=None,
        version=1,
    )
    await records.rates.add(rate)
    return rate


async def confirm_rate(records: Records, actor: Actor, rate_id: UUID, version: int) -> Rate:
    confirmed = (await records.rates.get_to_change(rate_id, version)).confirm(actor)
    await records.rates.save(confirmed)
    return confirmed
