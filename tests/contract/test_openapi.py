"""The promised API keeps the house's rules, in every operation of every service (architecture, section 7)."""

import re
from collections.abc import Iterator

import pytest

from factories.promised_api import (
    FOLDER,
    PROBLEM,
    SERVICES,
    WHOLE,
    Operation,
    Schema,
    document,
    leaves,
    operations,
    references,
    resolved,
    said,
    schemas_within,
)
from kit.auth.rights import Access, Right, load
from onroll.documents import merged, stale

EVERY = operations()
OUTSIDE_THE_API = {"/oauth/token", "/.well-known/jwks.json"}
"""The gateway's addresses that other standards fix."""

PERSONAL = re.compile(r"(^|_)(upn|names?|forename|surname|initials|dob|birth|email|phone|postcode|address|uln)(_|$)")
ABOUT_CHILDREN = {"child_casework", "child_full", "child_finance", "child_on_roll", "disclosure_set", "child_host"}


def right_of(operation: Operation) -> Right:
    return load().of(operation.document, operation.id)


def named(operation: Operation) -> str:
    return f"{operation.document}.{operation.id}"


def test_the_documents_are_what_the_code_says():
    assert stale(FOLDER) == [], "run onroll openapi, and read the diff"


def test_there_is_an_api_to_speak_of():
    assert {operation.document for operation in EVERY} == set(SERVICES)
    assert len(EVERY) > 80


def test_the_whole_document_holds_exactly_the_parts():
    parts = {name: dict(document(name)) for name in SERVICES}

    assert merged(parts) == document(WHOLE)
    assert {(one.method, one.path) for one in operations(WHOLE)} == {(one.method, one.path) for one in EVERY}


def test_operation_ids_are_unique_over_all_services():
    ids = [operation.id for operation in EVERY]

    assert sorted(ids) == sorted(set(ids))
    assert all(re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", one) for one in ids)


def test_every_path_stands_under_its_service():
    astray = [
        operation.path
        for operation in EVERY
        if not re.fullmatch(rf"/api/{operation.document}/v1(/([a-z0-9-]+|\{{[a-z_]+\}}))+", operation.path)
    ]

    assert set(astray) == OUTSIDE_THE_API
    assert all(one.document == "gateway" for one in EVERY if one.path in OUTSIDE_THE_API)


def test_every_operation_says_what_it_does():
    silent = [
        named(operation)
        for operation in EVERY
        if not operation.told.get("summary")
        or not str(operation.told.get("description", "")).endswith((".", "?"))
        or not operation.tags
    ]

    assert not silent, said(silent)


def test_every_operation_documents_the_refusals_its_right_brings():
    missing = [
        f"{named(operation)}: {sorted(expected - operation.statuses)}"
        for operation in EVERY
        if (expected := _refusals_of(operation, right_of(operation))) - operation.statuses
    ]

    assert not missing, said(missing)


def _refusals_of(operation: Operation, right: Right) -> set[int]:
    expected = {401, 404, 406, 422, 429, 503}
    if right.access is not Access.PUBLIC:
        expected.add(403)
    if operation.body() is not None:
        expected |= {400, 413, 415}
    if operation.method == "post" and right.idempotent:
        expected |= {400, 409}
    if right.if_match:
        expected |= {412, 428}
    return expected


def test_every_refusal_is_a_problem():
    other = [
        f"{named(operation)} {status}"
        for operation in EVERY
        for status, told in operation.refusals.items()
        if told["content"].get(PROBLEM) != {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
    ]

    assert not other, said(other)


def test_only_the_token_endpoint_refuses_in_other_words_as_well():
    """RFC 6749 section 5.2 fixes them."""
    also = {
        (operation.id, status)
        for operation in EVERY
        for status, told in operation.refusals.items()
        if set(told["content"]) != {PROBLEM}
    }

    assert also == {("issue_token", 400), ("issue_token", 401)}


def test_every_operation_documents_exactly_one_success():
    vague = [named(operation) for operation in EVERY if len(operation.successes) != 1]

    assert not vague, said(vague)


def test_what_a_request_must_carry_stands_in_the_document():
    wrong = [
        f"{named(operation)}: {sorted(operation.headers())}"
        for operation in EVERY
        if operation.headers() != _headers_of(operation, right_of(operation))
    ]

    assert not wrong, said(wrong)


def _headers_of(operation: Operation, right: Right) -> set[str]:
    keyed = {"Idempotency-Key"} if operation.method == "post" and right.idempotent else set()
    return keyed | ({"If-Match"} if right.if_match else set())


@pytest.mark.parametrize("name", [*SERVICES, WHOLE])
def test_no_reference_leads_nowhere_and_no_schema_is_left_over(name: str):
    whole = document(name)
    known = set(whole["components"]["schemas"])
    meant = {reference.rsplit("/", 1)[-1] for reference in references(whole)}

    assert all(one.startswith("#/components/schemas/") for one in references(whole))
    assert meant <= known
    assert known <= set(schemas_within(whole["paths"], name))


@pytest.mark.parametrize("name", SERVICES)
def test_every_schema_has_a_name_of_its_own_and_none_is_called_after_its_module(name: str):
    assert [schema for schema in document(name)["components"]["schemas"] if "__" in schema] == []


def test_every_field_of_an_answer_is_always_there():
    """So that generated clients see required fields."""
    loose = [
        f"{named(operation)}: {name} {sorted(missing)}"
        for operation in EVERY
        for name, schema in schemas_within(operation.successes, operation.document).items()
        if (missing := set(schema.get("properties", {})) - set(schema.get("required", ())))
    ]

    assert not loose, said(loose)


def test_no_body_takes_a_field_it_does_not_know():
    loose = [
        f"{named(operation)}: {name}"
        for operation in EVERY
        if (body := operation.body()) is not None and "application/json" in operation.told["requestBody"]["content"]
        for name, schema in schemas_within({"body": body}, operation.document).items()
        if schema.get("type") == "object" and schema.get("additionalProperties") is not False
    ]

    assert not loose, said(loose)


def test_everything_a_caller_may_send_has_a_size():
    """Numbers that fit their column, texts and lists with an end: else the database says no, with a fault of ours."""
    endless = [
        f"{named(operation)}: {place}"
        for operation in EVERY
        for place, part in _parts_sent(operation)
        if not _has_an_end(part)
    ]

    assert not endless, said(endless)


def _parts_sent(operation: Operation) -> Iterator[tuple[str, Schema]]:
    for parameter in operation.told.get("parameters", ()):
        yield from leaves(parameter["schema"], operation.document, f"{parameter['in']}/{parameter['name']}")
    body = operation.body()
    if body is not None:
        yield from leaves(body, operation.document, "")


def _has_an_end(part: Schema) -> bool:
    match part.get("type"):
        case "integer" | "number":
            return {"minimum", "maximum"} <= part.keys() and part["maximum"] < 2**53
        case "string":
            return bool(part.keys() & {"maxLength", "pattern", "format", "enum", "const", "contentMediaType"})
        case "array":
            return "maxItems" in part
    return True


def _is_object(schema: Schema, document: str) -> bool:
    """Or one of several objects that say which they are."""
    whole = resolved(schema, document)
    if forms := whole.get("oneOf"):
        return "discriminator" in whole and all(_is_object(form, document) for form in forms)
    return bool(whole.get("type") == "object")


def test_answers_are_objects_at_the_top():
    bare = [
        named(operation)
        for operation in EVERY
        for told in operation.successes.values()
        if (media := told.get("content", {}).get("application/json")) is not None
        and not _is_object(media["schema"], operation.document)
    ]

    assert not bare, said(bare)


def test_no_address_can_hold_anything_personal():
    """Neither a person's data by name, nor free text where an operation tells of children."""
    personal = [
        f"{named(operation)}: {parameter['name']}"
        for operation in EVERY
        for parameter in operation.told.get("parameters", ())
        if parameter["in"] in {"path", "query"}
        and (
            PERSONAL.search(parameter["name"])
            or (parameter["name"] in {"q", "search", "text"} and right_of(operation).fields in ABOUT_CHILDREN)
        )
    ]

    assert not personal, said(personal)


def test_lists_have_the_one_shape_and_the_one_size():
    """Keyset paging: `{items, next_cursor}`, `limit` 1 to 100."""
    odd = []
    for operation in EVERY:
        limits = [one["schema"] for one in operation.told.get("parameters", ()) if one["name"] == "limit"]
        if any((schema.get("minimum"), schema.get("maximum")) != (1, 100) for schema in limits):
            odd.append(f"{named(operation)}: limit")
        for told in operation.successes.values():
            schema = resolved(told.get("content", {}).get("application/json", {}).get("schema", {}), operation.document)
            if limits and not {"items", "next_cursor"} <= set(schema.get("properties", {})):
                odd.append(f"{named(operation)}: no page")

    assert not odd, said(odd)


def test_fa_10_no_list_can_be_put_in_the_order_of_a_measure():
    sorts = {
        (operation.id, parameter["schema"]["default"], str(parameter["schema"].get("enum", "")))
        for operation in EVERY
        for parameter in operation.told.get("parameters", ())
        if parameter["name"] in {"sort", "order", "order_by"}
    }

    assert sorts == {("list_school_evidence", "name", "")}


@pytest.mark.parametrize("name", SERVICES)
def test_a_problem_may_name_what_stands_in_the_way(name: str):
    """`existing_id` and the like travel as members of their own (RFC 9457 section 3.2)."""
    assert document(name)["components"]["schemas"]["ProblemOut"]["additionalProperties"] is True
