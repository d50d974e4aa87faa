"""What a school is asked stays within the promise made to it (BB-14, FA-4); the numbers lie beside this file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from factories.promised_api import Operation, Schema, operations, resolved
from kit.auth.rights import load
from kit.auth.vocabulary import ActorKind, OrganisationKind

TAG = "school"
BUDGET: Mapping[str, Mapping[str, Mapping[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("bureaucracy_budget.yaml").read_text("utf-8")
)
MOST_ASKED = {"BB-1": (4, 1), "BB-2": (3, 1), "BB-3": (2, 2), "BB-4": (3, 0), "BB-5": (1, 1)}
"""Fields and required fields of the table in screens, section 3."""

BOOK = load()
SCHOOL_ROLES = {
    role for role, rule in BOOK.roles.items() if rule.organisation in {OrganisationKind.SCHOOL, OrganisationKind.TRUST}
}
EVERY = {f"{one.document}.{one.id}": one for one in operations()}
SENT_BY_SCHOOLS = {name: one for name, one in EVERY.items() if one.method != "get" and TAG in one.tags}


@dataclass(frozen=True)
class Field:
    """A leaf of a body that somebody has to fill or choose."""

    path: str
    required: bool


def fields_of(operation: Operation, carried: frozenset[str] = frozenset()) -> list[Field]:
    body = operation.body()
    found = _leaves(body, operation.document, "", required=True) if body else ()
    return [one for one in found if not _is_known_to_the_page(one.path.rsplit("/", 1)[-1], carried)]


def _is_known_to_the_page(name: str, carried: frozenset[str]) -> bool:
    return name in {"id", "version"} | carried or name.endswith("_id")


def _leaves(schema: Schema, document: str, path: str, *, required: bool) -> Iterator[Field]:
    """An array's item counts once; of several forms of one thing the first that is not null. An object that may
    hold nothing asks nothing."""
    whole = resolved(schema, document)
    for several in ("anyOf", "oneOf", "allOf"):
        forms = [one for one in whole.get(several, ()) if resolved(one, document).get("type") != "null"]
        if forms:
            longest = max(forms, key=lambda form: len(list(_leaves(form, document, path, required=required))))
            yield from _leaves(longest, document, path, required=required)
            return
    if whole.get("type") == "array":
        yield from _leaves(whole["items"], document, path, required=required)
    elif whole.get("properties"):
        for name, part in whole["properties"].items():
            needed = required and name in whole.get("required", ())
            yield from _leaves(part, document, f"{path}/{name}", required=needed)
    elif whole.get("type") != "object" or whole.get("additionalProperties") is not False:
        yield Field(path, required)


def allowance(name: str) -> Mapping[str, Any]:
    return BUDGET["ask"].get(name) or BUDGET["by_choice"][name]


def over_budget(name: str, operation: Operation) -> str | None:
    """In words, or None within the budget."""
    most = allowance(name)
    fields = fields_of(operation, frozenset(most.get("carried", ())))
    needed = [one for one in fields if one.required]
    if len(fields) > most["fields"] or len(needed) > most["required"]:
        return f"{len(fields)} fields, {len(needed)} required: {[one.path for one in fields]}"
    return None


@pytest.mark.parametrize("name", sorted(SENT_BY_SCHOOLS))
def test_bb_14_a_school_is_asked_no_more_than_was_promised(name: str):
    assert over_budget(name, SENT_BY_SCHOOLS[name]) is None


def test_bb_14_everything_a_school_may_send_is_in_the_budget_and_nothing_else():
    assert sorted(SENT_BY_SCHOOLS) == sorted([*BUDGET["ask"], *BUDGET["by_choice"]])


def test_bb_14_everything_a_link_or_a_school_role_may_send_is_tagged():
    may_send = {
        name
        for name, one in EVERY.items()
        if one.method != "get"
        and (ActorKind.LINK in (right := BOOK.operations[name]).actors or right.roles & SCHOOL_ROLES)
    }

    assert may_send
    assert may_send <= set(SENT_BY_SCHOOLS)


@pytest.mark.parametrize("name", sorted(BUDGET["ask"]))
def test_the_budget_itself_stays_below_the_promise(name: str):
    asked = BUDGET["ask"][name]
    fields, required = MOST_ASKED[asked["promise"]]

    assert asked["fields"] <= fields
    assert asked["required"] <= required


def test_accounting_for_money_asks_two_fields_an_item_and_one_line():
    """BB-2, over both ways of doing it: each line by itself, or all as agreed."""
    of_a_line = len(fields_of(EVERY["funding.save_return_line"]))
    of_the_return = len(fields_of(EVERY["funding.submit_return"]))

    assert of_a_line <= 2
    assert of_the_return <= 1
    assert len(fields_of(EVERY["funding.return_as_agreed"])) <= of_a_line + of_the_return


@pytest.mark.parametrize("name", sorted(BUDGET["ask"]))
@pytest.mark.parametrize("required", [True, False])
def test_fa_4_one_field_more_than_promised_is_seen(name: str, required: bool):
    """The planted fault."""
    operation = SENT_BY_SCHOOLS[name]
    spare = allowance(name)["fields"] - len(fields_of(operation, frozenset(allowance(name).get("carried", ()))))
    more = {f"one_more_{number}": {"type": "string"} for number in range(spare + 1)}
    body = dict(resolved(operation.body() or {}, operation.document))
    body["properties"] = {**body.get("properties", {}), **more}
    body["required"] = [*body.get("required", ()), *(more if required else ())]
    told = {**operation.told, "requestBody": {"content": {"application/json": {"schema": body}}}}

    assert over_budget(name, Operation(operation.document, operation.path, operation.method, told)) is not None
