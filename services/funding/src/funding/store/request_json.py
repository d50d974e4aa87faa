"""Lines and shares of a request as they are kept: one JSON value each, written once and never changed."""

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from funding.domain.requests.codes import DfeTier, EefStrand, SpendCode
from funding.domain.requests.request import (
    Delivery,
    FundingSource,
    RequestLine,
    Share,
    Source,
    YearSessions,
)
from funding.domain.years import FinancialYear


def line_as_json(line: RequestLine) -> dict[str, Any]:
    plain = {field.name: _plain(getattr(line, field.name)) for field in fields(line)}
    return plain | {
        "sessions_by_financial_year": [
            [str(year.financial_year), year.sessions] for year in line.sessions_by_financial_year
        ],
        "funding_sources": [[source.source, source.pence] for source in line.funding_sources],
    }


def line_from_json(held: dict[str, Any]) -> RequestLine:
    return RequestLine(
        **held
        | {
            "id": UUID(held["id"]),
            "target_id": held["target_id"] and UUID(held["target_id"]),
            "eef_code": held["eef_code"] and EefStrand(held["eef_code"]),
            "tier": held["tier"] and DfeTier(held["tier"]),
            "spend_code": SpendCode(held["spend_code"]),
            "delivery": Delivery(held["delivery"]),
            "start_on": date.fromisoformat(held["start_on"]),
            "end_on": date.fromisoformat(held["end_on"]),
            "sessions_by_financial_year": tuple(
                YearSessions(FinancialYear.parse(year), sessions)
                for year, sessions in held["sessions_by_financial_year"]
            ),
            "funding_sources": tuple(Source(FundingSource(source), pence) for source, pence in held["funding_sources"]),
        }
    )


def share_as_json(share: Share) -> list[Any]:
    return [str(share.child_id), share.weight]


def share_from_json(held: list[Any]) -> Share:
    return Share(UUID(held[0]), held[1])


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
