"""Rates: those we ship and those the authority entered (section 6)."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.rates import Rate, RateOrigin, RateUnit
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear
from funding.store.kept import Kept
from funding.store.mapping import YEAR, Reader, columns_of
from funding.store.tables.awards import RATES

_READ: Final = Reader(Rate, scheme=Scheme, financial_year=YEAR)
_KEPT: Final = Kept[Rate](RATES, partial(_READ, origin=RateOrigin.AUTHORITY), lambda rate: columns_of(rate, RATES))
_IN_ORDER: Final = _KEPT.all.order_by(RATES.c.financial_year, RATES.c.id)


class RateStore:
    """Rates of one authority, with the shipped ones that hold for all."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def known(self) -> Sequence[Rate]:
        """The shipped rates, then the authority's own."""
        own = await self._connection.execute(_IN_ORDER, {"authority": self._authority})
        return [*shipped_rates(), *(_KEPT.read(row) for row in own)]

    async def get_to_change(self, rate_id: UUID, version: int) -> Rate:
        """A shipped rate is nobody's to change, and so not found."""
        return await _KEPT.to_change(self._connection, self._authority, rate_id, version)

    async def add(self, rate: Rate) -> None:
        await _KEPT.add(self._connection, self._authority, [rate])

    async def save(self, rate: Rate) -> None:
        await _KEPT.save(self._connection, self._authority, [rate])


@cache
def shipped_rates() -> tuple[Rate, ...]:
    """The rows of `seed/rates.json`; an id follows from scheme and first day, so it is the same everywhere."""
    document = json.loads(files("funding").joinpath("seed/rates.json").read_text("utf-8"))
    return tuple(_shipped(row) for row in [*document["lac"], *document["eypp"]])


def _shipped(row: dict[str, Any]) -> Rate:
    return Rate(
        id=uuid5(NAMESPACE_URL, f"onroll:rate:{row['scheme']}:{row['effective_from']}"),
        scheme=Scheme(row["scheme"]),
        financial_year=FinancialYear.parse(row["financial_year"]),
        effective_from=date.fromisoformat(row["effective_from"]),
        unit=cast("RateUnit", row["unit"]),
        pence=row["pence"],
        cap_minutes=row.get("cap_minutes"),
        verified=row["verified"],
        source=row["source"],
        note=row.get("note"),
        origin=RateOrigin.SEED,
        entered_by=None,
        confirmed_by=None,
        version=1,
    )
