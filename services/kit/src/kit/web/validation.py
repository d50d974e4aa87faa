"""What the framework finds wrong with a request, in our own codes and without any of its texts (SE-77, TR-10)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kit.web.problems import FieldError

_CODES: Final[Mapping[str, str]] = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "bytes_too_long": "too_long",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "multiple_of": "out_of_range",
    "enum": "not_allowed",
    "literal_error": "not_allowed",
    "string_pattern_mismatch": "bad_format",
    "uuid_parsing": "bad_format",
    "uuid_type": "wrong_type",
    "date_from_datetime_parsing": "bad_format",
    "int_parsing": "bad_format",
    "bool_parsing": "bad_format",
    "json_invalid": "bad_format",
    "string_unicode": "control_character",
    "control_character": "control_character",
    "bad_format": "bad_format",
    "wrong_type": "wrong_type",
    "not_allowed": "not_allowed",
    "too_many_decimals": "too_many_decimals",
    "out_of_range": "out_of_range",
}


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Our codes and pointers; the key of an unknown field is not repeated, its parent is named."""
    found = [_field_error(error) for error in errors]
    return list(dict.fromkeys(found))


def in_path(errors: Sequence[Mapping[str, Any]]) -> bool:
    """A malformed id in the path is an unknown address (SE-59)."""
    return any(error["loc"] and error["loc"][0] == "path" for error in errors)


def _field_error(error: Mapping[str, Any]) -> FieldError:
    code = _CODES.get(error["type"], "wrong_type" if error["type"].endswith("_type") else "bad_format")
    where, *parts = error["loc"]
    if code == "unknown_field":
        parts = parts[:-1]
    if where == "body":
        return FieldError("".join(f"/{_escape(part)}" for part in parts), code)
    return FieldError("/".join([str(where), *(_escape(part) for part in parts)]), code)


def _escape(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1").lower() if isinstance(part, str) else str(part)
