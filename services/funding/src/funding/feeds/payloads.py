"""Whether a payload holds what an effect needs: one that does not can never be applied (RE-12)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from kit.kernel.events import ReceivedEvent

BAD_SCHEMA: Final = "bad_schema"

Test = Callable[[Any], bool]


def text(longest: int) -> Test:
    return lambda value: isinstance(value, str) and len(value) <= longest


def optional(test: Test) -> Test:
    return lambda value: value is None or test(value)


def whole(value: Any) -> bool:
    return type(value) is int


def flag(value: Any) -> bool:
    return type(value) is bool


def uuid(value: Any) -> bool:
    return isinstance(value, str) and _reads(UUID, value)


def day(value: Any) -> bool:
    return isinstance(value, str) and _reads(date.fromisoformat, value)


def days(value: Any) -> bool:
    return isinstance(value, list) and all(day(one) for one in value)


def items(tests: Mapping[str, Test]) -> Test:
    return lambda value: isinstance(value, list) and all(fits(item, tests) for item in value)


def fits(payload: Any, tests: Mapping[str, Test]) -> bool:
    """Every field is there and passes its test; more fields may be there."""
    return isinstance(payload, Mapping) and all(name in payload and test(payload[name]) for name, test in tests.items())


def checked(tests: Mapping[str, Test]) -> Callable[[ReceivedEvent], str | None]:
    """The check of a handler: a code for a payload that does not fit."""
    return lambda event: None if fits(event.payload, tests) else BAD_SCHEMA


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True
