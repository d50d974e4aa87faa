"""What a payload must look like to become a fact, and what of it is kept (AC-31, AC-33)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from kit.kernel.events import ReceivedEvent

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,59}")
_AUTHORITY: Final = re.compile(r"\d{3}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEST: Final = 10**13
_LARGEST_URN: Final = 9_999_999
_LONGEST_WORDS: Final = 300
_PERSONAL_PARTS: Final = (
    *("forename", "surname", "first_name", "last_name", "full_name", "child_name"),
    *("upn", "dob", "birth", "address", "postcode", "email", "phone"),
)

Is = Callable[[Any], bool]


class Parking(StrEnum):
    """Why an event cannot become a fact."""

    BAD_SCHEMA = "bad_schema"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what its value must be; `nested` names the fields of the records inside it."""

    holds: Is
    required: bool = True
    nested: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shape:
    """The listed fields of one event type. `subject` is the one that names the resource."""

    subject: str
    fields: Mapping[str, Field]
    listed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        nested = (one.nested for one in self.fields.values())
        object.__setattr__(self, "listed", frozenset(self.fields).union(*nested))

    def code_against(self, payload: Mapping[str, Any]) -> Parking | None:
        """None when the payload can become a fact."""
        if any(is_personal(key) for key in _keys(payload) if key not in self.listed):
            return Parking.PERSONAL_DATA
        return None if all(self._fits(name, payload) for name in self.fields) else Parking.BAD_SCHEMA

    def kept(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Only the listed fields; initials and anything else are dropped on reading."""
        return {
            name: _pruned(payload[name], wanted.nested)
            for name, wanted in self.fields.items()
            if payload.get(name) is not None
        }

    def _fits(self, name: str, payload: Mapping[str, Any]) -> bool:
        wanted, value = self.fields[name], payload.get(name)
        return not wanted.required if value is None else wanted.holds(value)


def code_against(shapes: Mapping[str, Shape], event: ReceivedEvent) -> str | None:
    """The parking code of an event of a used type."""
    return shapes[event.type].code_against(event.payload)


def is_personal(key: str) -> bool:
    """A key that suggests a person's data."""
    low = key.lower()
    return low == "name" or any(part in low for part in _PERSONAL_PARTS)


def must(holds: Is) -> Field:
    return Field(holds)


def may(holds: Is) -> Field:
    return Field(holds, required=False)


def records(**fields: Field) -> Field:
    """A list of records; fields beside the listed ones may be there and are not read."""

    def all_fit(value: Any) -> bool:
        return isinstance(value, list) and all(_record_fits(fields, one) for one in value)

    return Field(all_fit, nested=frozenset(fields))


def _record_fits(fields: Mapping[str, Field], value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    given = ((one, value.get(name)) for name, one in fields.items())
    return all(not one.required if found is None else one.holds(found) for one, found in given)


def one_of(*codes: str) -> Is:
    return lambda value: isinstance(value, str) and value in codes


def list_of(holds: Is) -> Is:
    return lambda value: isinstance(value, list) and all(holds(one) for one in value)


def an_id(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value.lower()
    except ValueError:
        return False


def a_urn(value: Any) -> bool:
    return type(value) is int and 0 < value <= _LARGEST_URN


def a_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def a_flag(value: Any) -> bool:
    return isinstance(value, bool)


def a_date(value: Any) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def an_instant(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def a_month(value: Any) -> bool:
    return isinstance(value, str) and _MONTH.fullmatch(value) is not None


def a_code(value: Any) -> bool:
    """An id, a code, an academic year: never a sentence."""
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def an_authority(value: Any) -> bool:
    return isinstance(value, str) and _AUTHORITY.fullmatch(value) is not None


def words(value: Any) -> bool:
    """Names of schools and trusts, and codes of the register that hold spaces."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_WORDS


def _pruned(value: Any, listed: frozenset[str]) -> Any:
    """Records without the fields nobody listed."""
    if not listed:
        return value
    return [{key: inner for key, inner in one.items() if key in listed} for one in value]


def _keys(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [*map(str, value), *(key for inner in value.values() for key in _keys(inner))]
    if isinstance(value, list):
        return [key for inner in value for key in _keys(inner)]
    return []
