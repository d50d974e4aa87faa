"""The types of fields that cross the wire: strict one by one, so that text is never a number (SE-79)."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
"""Nobody we know of was born before, and nothing is planned after; so that day arithmetic never leaves the calendar."""
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


class InModel(BaseModel):
    """What comes in: unknown fields are refused, values are never converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class OutModel(BaseModel):
    """What goes out: every field is always there, so give none of them a default."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True, ser_json_inf_nan="null")


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_type", "not text")
    if not _ISO_DATE.fullmatch(value):
        raise PydanticCustomError("bad_format", "not an ISO date")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad_format", "no such day") from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise PydanticCustomError("out_of_range", "not in any year we deal with")
    return day


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_type", "not text")
    if not _INSTANT.fullmatch(value):
        raise PydanticCustomError("bad_format", "not an instant with its offset")
    try:
        at = datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("bad_format", "no such instant") from None
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise PydanticCustomError("out_of_range", "not in any year we deal with")
    return at


def _id(value: Any) -> UUID:
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_type", "not text")
    try:
        made = UUID(value)
    except ValueError:
        raise PydanticCustomError("bad_format", "not a UUID") from None
    if str(made) != value:
        raise PydanticCustomError("bad_format", "not in canonical form")
    return made


def _clean(text: str, *, lines: bool) -> str:
    """NFC, without control characters, surrogates or direction overrides; newlines only where allowed."""
    for character in text:
        if character == "\n" and lines:
            continue
        if unicodedata.category(character) in {"Cc", "Cs"} or character in _BIDI:
            raise PydanticCustomError("control_character", "control character")
    return unicodedata.normalize("NFC", text)


def _line(text: str) -> str:
    return _clean(text, lines=False)


def _lines(text: str) -> str:
    return _clean(text, lines=True)


Line = Annotated[str, Field(strict=True), AfterValidator(_line)]
"""One line of text; give its length by `Field(max_length=…)`."""

Lines = Annotated[str, Field(strict=True), AfterValidator(_lines)]
"""Several lines of text."""

IsoDate = Annotated[
    date,
    BeforeValidator(_date, json_schema_input_type=str),
    Field(strict=False, json_schema_extra={"format": "date"}),
]
"""`YYYY-MM-DD` as text, and a day that exists in a year from 1900 to 2199."""

Instant = Annotated[
    datetime,
    BeforeValidator(_instant, json_schema_input_type=str),
    Field(strict=False, json_schema_extra={"format": "date-time"}),
]
"""A moment as text with its offset, such as `2026-11-23T08:00:00Z`; handed on in UTC."""

Id = Annotated[
    UUID, BeforeValidator(_id, json_schema_input_type=str), Field(strict=False, json_schema_extra={"format": "uuid"})
]
"""An id in a body: canonical lower-case text."""

Pence = Annotated[int, Field(strict=True, ge=0, le=10_000_000_000_000)]
"""An amount of money in integer pence."""

Urn = Annotated[int, Field(strict=True, ge=1, le=9_999_999)]
"""A school's unique reference number."""

AuthorityCode = Annotated[str, Field(strict=True, pattern=r"^[0-9]{3}$")]
"""The DfE's three-digit code of a local authority."""

Version = Annotated[int, Field(strict=True, ge=1)]
"""How often a thing has changed; the strong ETag is this number in quotes."""
