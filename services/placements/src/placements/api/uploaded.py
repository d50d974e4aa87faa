"""Reads an uploaded file as what it is said to be; archives and XML are never opened (SE-79)."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request
from starlette.datastructures import UploadFile

from kit.web.problems import FieldError, ProblemError
from kit.web.reading import media_type
from placements.domain.imports import ImportKind

_CSV: Final = "text/csv"
_ICS: Final = "text/calendar"
_JSON: Final = "application/json"
_FORM: Final = "multipart/form-data"
_TYPES: Final[Mapping[ImportKind, frozenset[str]]] = {
    ImportKind.SSDA903: frozenset({_FORM}),
    ImportKind.DFE_CSC: frozenset({_JSON}),
    ImportKind.CALENDARS: frozenset({_CSV, _ICS}),
}
_PARTS: Final = ("header", "episodes")
_AUTHORITY_DIGITS: Final = 3
_ARCHIVES: Final = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_XML: Final = (b"<?xml", b"\xef\xbb\xbf<?xml")
_TEXT: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "The file as it is, at most 64 MiB; for `ssda903` the two tables as parts of a form.",
        "content": {
            _CSV: _TEXT,
            _ICS: _TEXT,
            _JSON: {"schema": {"type": "array", "items": {"type": "object"}, "minItems": 1, "maxItems": 100}},
            _FORM: {
                "schema": {
                    "type": "object",
                    "required": list(_PARTS),
                    "properties": {part: {"type": "string", "format": "binary"} for part in _PARTS},
                }
            },
        },
    }
}


async def uploaded(request: Request, kind: ImportKind) -> dict[str, bytes]:
    """The file, or the two of a return, by their parts. Raises ProblemError."""
    given = media_type(request)
    if given not in _TYPES.get(kind, {_CSV}):
        raise ProblemError("unsupported_media_type")
    files = await _parts(request) if given == _FORM else {"file": await request.body()}
    if any(content.lstrip()[:8].startswith((*_ARCHIVES, *_XML)) for content in files.values()):
        raise ProblemError("unsupported_media_type")
    return files


def told_of(request: Request, **given: str | None) -> dict[str, str]:
    """What has to be said beside an iCalendar file, which does not say whose it is; nothing for other files."""
    if media_type(request) != _ICS:
        return {}
    missing = [name for name, value in given.items() if value is None]
    if missing:
        raise ProblemError("validation_failed", errors=[FieldError(f"query/{name}", "missing") for name in missing])
    told = {name: value for name, value in given.items() if value is not None}
    if (told["owner_kind"] == "authority") != (len(told["owner_code"]) == _AUTHORITY_DIGITS):
        raise ProblemError("validation_failed", errors=[FieldError("query/owner_code", "bad_format")])
    return told


async def _parts(request: Request) -> dict[str, bytes]:
    async with request.form(max_files=len(_PARTS), max_fields=0) as form:
        files = {name: part for name, part in form.multi_items() if isinstance(part, UploadFile)}
        missing = [part for part in _PARTS if part not in files]
        if missing:
            raise ProblemError("validation_failed", errors=[FieldError(f"/{part}", "missing") for part in missing])
        return {part: await files[part].read() for part in _PARTS}
