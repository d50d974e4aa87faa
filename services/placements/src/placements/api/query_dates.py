"""Dates in a query: `YYYY-MM-DD` and nothing else."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        made = date.fromisoformat(str(value))
    except ValueError:
        raise PydanticCustomError("bad_format", "not an ISO date") from None
    if made.isoformat() != value:
        raise PydanticCustomError("bad_format", "not an ISO date")
    return made


QueryDate = Annotated[
    date,
    BeforeValidator(_date, json_schema_input_type=str),
    Field(json_schema_extra={"format": "date"}),
]
