"""The promised API, read from the files of openapi/: operations, their bodies and answers, and what these refer to."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parents[2] / "openapi"
SERVICES: Final = ("gateway", "placements", "funding", "accountability")
WHOLE: Final = "onroll"
PROBLEM: Final = "application/problem+json"
METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Operation:
    """One operation of one document."""

    document: str
    path: str
    method: str
    told: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.told["operationId"])

    @property
    def tags(self) -> list[str]:
        return list(self.told.get("tags", []))

    @property
    def statuses(self) -> set[int]:
        return {int(status) for status in self.told["responses"]}

    @property
    def successes(self) -> dict[int, Mapping[str, Any]]:
        return {int(status): told for status, told in self.told["responses"].items() if int(status) < 400}

    @property
    def refusals(self) -> dict[int, Mapping[str, Any]]:
        return {int(status): told for status, told in self.told["responses"].items() if int(status) >= 400}

    def headers(self) -> set[str]:
        return {one["name"] for one in self.told.get("parameters", ()) if one["in"] == "header"}

    def body(self) -> Schema | None:
        """The schema of the body, as the document of the operation has it."""
        content = self.told.get("requestBody", {}).get("content", {})
        return next((media["schema"] for media in content.values()), None)


@cache
def document(name: str) -> Mapping[str, Any]:
    """As it lies in openapi/; a test of its own says whether it is fresh."""
    found: Mapping[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def operations(*names: str) -> list[Operation]:
    """Of these documents, or of all services."""
    return [
        Operation(name, path, method, told)
        for name in names or SERVICES
        for path, item in document(name)["paths"].items()
        for method, told in item.items()
        if method in METHODS
    ]


def resolved(schema: Schema, name: str) -> Schema:
    """The schema itself, when this is only a reference to it."""
    while "$ref" in schema:
        schema = document(name)["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def references(part: Any) -> Iterator[str]:
    """Every `$ref` in a part of a document."""
    if isinstance(part, Mapping):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def schemas_within(part: Any, name: str) -> dict[str, Schema]:
    """All named schemas a part of a document uses, however deep."""
    known = document(name)["components"]["schemas"]
    found: dict[str, Schema] = {}
    waiting = [reference.rsplit("/", 1)[-1] for reference in references(part)]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = known[one]
            waiting += [reference.rsplit("/", 1)[-1] for reference in references(known[one])]
    return found


def leaves(schema: Schema, name: str, path: str) -> Iterator[tuple[str, Schema]]:
    """Everything of a schema that is filled by itself, and each list there is, with where it stands."""
    whole = resolved(schema, name)
    for form in (*whole.get("anyOf", ()), *whole.get("oneOf", ()), *whole.get("allOf", ())):
        yield from leaves(form, name, path)
    for part, inner in whole.get("properties", {}).items():
        yield from leaves(inner, name, f"{path}/{part}")
    if "items" in whole:
        yield from leaves(whole["items"], name, f"{path}[]")
    if "type" in whole and whole["type"] != "object":
        yield path, whole


def said(faults: list[str]) -> str:
    """For an assertion: one fault a line."""
    return "\n" + "\n".join(faults)
