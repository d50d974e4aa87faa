"""Rates on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import SourceText, YearText
from funding.domain.rates import Rate, RateDiffers, RateOrigin, RateUnit
from funding.domain.schemes import Scheme
from kit.web.fields import InModel, IsoDate, OutModel, Pence


class RateIn(InModel):
    """A figure somebody read in a DfE document; it counts once a second person has confirmed it."""

    scheme: Annotated[Scheme, Field(strict=False)]
    financial_year: YearText
    effective_from: IsoDate
    pence: Pence
    source: SourceText


class RateWarningOut(OutModel):
    """The figure differs from the one we ship; public pages are known to print old and rounded rates."""

    code: str
    seed_pence: int
    pence: int


class RateOut(OutModel):
    """What a child a year, or an hour, is worth from a day on."""

    id: UUID
    scheme: Scheme
    financial_year: YearText
    effective_from: IsoDate
    unit: RateUnit
    pence: Annotated[int | None, Field(description="Null: the figure is not published.")]
    cap_minutes: int | None
    verified: Annotated[bool, Field(description="False: the figure counts as none until it is confirmed.")]
    source: str | None
    note: str | None
    origin: RateOrigin
    entered_by: str | None
    confirmed_by: str | None
    warnings: list[RateWarningOut]
    allowed_actions: list[str]
    version: int

    @classmethod
    def of(cls, rate: Rate, differs: RateDiffers | None, allowed_actions: list[str]) -> "RateOut":
        warnings = (
            [RateWarningOut(code="rate_differs", seed_pence=differs.seed_pence, pence=differs.pence)] if differs else []
        )
        return cls(
            id=rate.id,
            scheme=rate.scheme,
            financial_year=str(rate.financial_year),
            effective_from=rate.effective_from,
            unit=rate.unit,
            pence=rate.pence,
            cap_minutes=rate.cap_minutes,
            verified=rate.verified,
            source=rate.source,
            note=rate.note,
            origin=rate.origin,
            entered_by=rate.entered_by,
            confirmed_by=rate.confirmed_by,
            warnings=warnings,
            allowed_actions=allowed_actions,
            version=rate.version,
        )
