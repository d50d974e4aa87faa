"""The promised API as files: one OpenAPI document for each service, and one of all of them (openapi/)."""

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kit.web.app import openapi_of
from onroll.settings import SERVICES

WHOLE: Final = "onroll"
_SCHEMAS: Final = "#/components/schemas/"

Document = dict[str, Any]


def documents() -> dict[str, Document]:
    """Drawn by apps that need no environment."""
    each = {name: openapi_of(import_module(f"{name}.main").build()) for name in SERVICES}
    return {**each, WHOLE: merged(each)}


def write(folder: Path) -> list[str]:
    """The names of the documents that have changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = stale(folder)
    for name, document in documents().items():
        if name in changed:
            (folder / f"{name}.json").write_text(_text(document), encoding="utf-8")
    return changed


def stale(folder: Path) -> list[str]:
    """The names of the documents whose files are missing or say something else than the code."""
    return [name for name, document in documents().items() if _kept(folder / f"{name}.json") != _text(document)]


def merged(each: Mapping[str, Document]) -> Document:
    """All operations in one document; a schema name with two meanings gets its service's name in front."""
    apart = _told_apart(each)
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    tags: dict[str, Any] = {}
    for name, document in each.items():
        renamed = _renamed(document, apart[name])
        paths |= renamed["paths"]
        schemas |= renamed["components"]["schemas"]
        tags |= {tag["name"]: tag for tag in renamed.get("tags", ())}
    first = next(iter(each.values()))
    return {
        "openapi": first["openapi"],
        "info": {
            **first["info"],
            "title": "Onroll",
            "summary": "For virtual schools for children in care in England: places, Pupil Premium Plus, evidence.",
        },
        "servers": first["servers"],
        **({"tags": list(tags.values())} if tags else {}),
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": first["components"]["securitySchemes"],
        },
    }


def _told_apart(each: Mapping[str, Document]) -> dict[str, dict[str, str]]:
    """For each service, the schema names to change and what they become."""
    meanings: dict[str, list[Any]] = {}
    for document in each.values():
        for schema_name, schema in document["components"]["schemas"].items():
            known = meanings.setdefault(schema_name, [])
            if schema not in known:
                known.append(schema)
    ambiguous = {name for name, known in meanings.items() if len(known) > 1}
    return {
        service: {
            name: f"{service.capitalize()}{name}" for name in document["components"]["schemas"] if name in ambiguous
        }
        for service, document in each.items()
    }


def _renamed(document: Document, names: Mapping[str, str]) -> Document:
    schemas = {names.get(name, name): schema for name, schema in document["components"]["schemas"].items()}
    whole = {**document, "components": {**document["components"], "schemas": schemas}}
    references = {_SCHEMAS + old: _SCHEMAS + new for old, new in names.items()}
    renamed: Document = _with_references(whole, references)
    return renamed


def _with_references(part: Any, references: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _with_references(value, references) for key, value in part.items()}
    if isinstance(part, list):
        return [_with_references(value, references) for value in part]
    return references.get(part, part) if isinstance(part, str) else part


def _text(document: Document) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
