"""Rates of the schemes."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from funding.actions.rates import confirm_rate as confirm
from funding.actions.rates import enter_rate as enter
from funding.api.deps import AuthorityRecords, CallingActor, YearQuery
from funding.api.rate_schemas import RateIn, RateOut
from funding.domain.allowed_actions import on_rate
from funding.domain.people import Actor
from funding.domain.rates import Rate, difference_from_seed
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.rates import shipped_rates
from kit.web.answers import answers
from kit.web.deps import ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page

router = service_router("funding", "/v1/rates", tags=["rates and awards"])


@router.get("")
async def list_rates(
    records: AuthorityRecords,
    actor: CallingActor,
    financial_year: YearQuery = None,
    scheme: Annotated[Scheme | None, Query()] = None,
) -> Page[RateOut]:
    """Shipped rates and those the authority entered; a figure that is not verified counts as none."""
    known = await records.rates.known()
    year = FinancialYear.parse(financial_year, "query/financial_year") if financial_year else None
    wanted = [rate for rate in known if year in {None, rate.financial_year} and scheme in {None, rate.scheme}]
    return Page(items=[_shown(rate, actor) for rate in wanted], next_cursor=None)


@router.post("", status_code=201)
async def enter_rate(entered: RateIn, records: AuthorityRecords, actor: CallingActor) -> RateOut:
    """Enter a figure from a DfE document; it counts once a second person has confirmed it."""
    year = FinancialYear.parse(entered.financial_year)
    rate = await enter(records, actor, entered.scheme, year, entered.effective_from, entered.pence, entered.source)
    return _shown(rate, actor)


@router.post("/{rate_id}/confirmation", responses=answers(409))
async def confirm_rate(
    rate_id: UUID, version: ExpectedVersion, records: AuthorityRecords, actor: CallingActor
) -> RateOut:
    """Confirm a rate that somebody else entered."""
    return _shown(await confirm(records, actor, rate_id, version), actor)


def _shown(rate: Rate, actor: Actor) -> RateOut:
    return RateOut.of(rate, difference_from_seed(rate, shipped_rates()), on_rate(rate, actor))
