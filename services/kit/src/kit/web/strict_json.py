"""JSON read strictly: one meaning per document, nothing Python alone would accept (SE-79)."""

import json
import math
from typing import Any, Final

MOST_NESTING: Final = 32
_LEAST, _MOST = -(2**63), 2**63 - 1


class MalformedJson(ValueError):
    """The bytes are not one JSON document in UTF-8 that everybody reads alike."""


def read_json(body: bytes) -> Any:
    """The value. Duplicate keys, NaN, infinities, numbers beyond 64 bits and deep nesting are refused."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse,
            parse_int=_integer,
            parse_float=_float,
        )
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise MalformedJson from None
    _check_depth(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise MalformedJson
    return made


def _refuse(_: str) -> Any:
    raise MalformedJson


def _integer(digits: str) -> int:
    if len(digits) > 20:
        raise MalformedJson
    number = int(digits)
    if not _LEAST <= number <= _MOST:
        raise MalformedJson
    return number


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise MalformedJson
    return number


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MOST_NESTING):
        level = [item for part in level for item in _inside(part)]
        if not level:
            return
    raise MalformedJson


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
