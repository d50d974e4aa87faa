"""SE-54: the rights file is whole, within its closed lists, and promises nobody what their role cannot hold."""

from importlib.resources import files
from typing import Any

import pytest
import yaml

from kit.auth import rights
from kit.auth.rights import Access, RightsRefused
from kit.auth.rights_check import complaints
from kit.auth.vocabulary import ActorKind, LinkPurpose, OrganisationKind, Role, Scope


def the_document() -> Any:
    return yaml.safe_load(files("kit.auth").joinpath("rights.yaml").read_text("utf-8"))


def test_the_shipped_file_has_nothing_to_complain_about() -> None:
    assert complaints(the_document()) == []


@pytest.mark.parametrize("service", ["placements", "funding", "accountability", "gateway"])
def test_every_service_has_its_operations_by_name(service: str) -> None:
    found = rights.load().of_service(service)

    assert found
    assert all(right.service == service and right.name == name for name, right in found.items())


def test_function_names_are_unique_over_all_services() -> None:
    names = [right.name for right in rights.load().operations.values()]

    assert len(names) == len(set(names))


def test_an_operation_without_an_entry_is_an_error() -> None:
    with pytest.raises(KeyError):
        rights.load().of("placements", "delete_everything")


def test_the_refusal_asks_what_the_specification_says() -> None:
    right = rights.load().of("placements", "record_refusal")

    assert (right.access, right.scope) == (Access.SCOPE, Scope.PLACEMENTS_DECIDE)
    assert right.roles >= {Role.SCHOOL_HEAD, Role.SCHOOL_ADMISSIONS, Role.DESIGNATED_TEACHER, Role.VS_OFFICER}
    assert Role.VS_FINANCE not in right.roles
    assert (right.audit, right.if_match, right.idempotent, right.reach) == (
        "change",
        True,
        True,
        "application_of_school",
    )


def test_a_link_can_call_only_the_operations_of_its_job() -> None:
    for purpose in LinkPurpose:
        for right in rights.load().operations.values():
            if purpose in right.link_purposes:
                assert right.actors >= {ActorKind.LINK}
                assert right.scope in rights.load().links[purpose]


def test_finance_holds_no_scope_over_children() -> None:
    assert not any(scope.startswith("children.") for scope in rights.load().scopes_of([Role.VS_FINANCE]))


def test_roles_add_up() -> None:
    both = rights.load().scopes_of([Role.VS_FINANCE, Role.LA_USER_ADMIN])

    assert both == rights.load().scopes_of([Role.VS_FINANCE]) | rights.load().scopes_of([Role.LA_USER_ADMIN])
    assert rights.load().scopes_of([]) == frozenset()
    assert rights.load().roles[Role.INSPECTOR].organisation is OrganisationKind.NATIONAL


def test_only_people_step_up_and_release_takes_two() -> None:
    release = rights.load().of("funding", "approve_payment_batch")

    assert (release.step_up, release.second_person) == (True, True)
    assert release.actors == {ActorKind.USER}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"scope": "everything"}, "scope is not in the closed list"),
        ({"roles": ["king"]}, "roles is not a list of known words"),
        ({"roles": ["vsh", "vsh"]}, "roles is not a list of known words"),
        ({"roles": ["vs_finance"]}, "vs_finance can never hold children.read"),
        ({"roles": []}, "people need a role"),
        ({"actors": ["robot"]}, "actors is not a list of known words"),
        ({"actors": []}, "nobody may call it"),
        ({"actors": ["user", "link"]}, "a link is named by its purpose"),
        ({"actors": ["link"], "link_purposes": ["spend_return"]}, "can never hold children.read"),
        ({"actors": ["client"], "scope": "placements.sign", "roles": []}, "no client can hold"),
        ({"reach": "all"}, "reach is not in the closed list"),
        ({"purpose": "curiosity"}, "purpose is not in the closed list"),
        ({"audit": "maybe"}, "audit is not in the closed list"),
        ({"fields": "all"}, "fields is not in the closed list"),
        ({"limit": "unlimited"}, "limit is not in the closed list"),
        ({"if_match": "yes"}, "if_match is true or false"),
        ({"step_up": True, "actors": ["user", "client"]}, "only people can show a second factor"),
        ({"scope": "public"}, "a public operation asks no role"),
        ({"colour": "red"}, "wrong fields: colour"),
    ],
)
def test_a_wrong_entry_is_named(change: dict[str, Any], complaint: str) -> None:
    document = the_document()
    document["operations"]["placements.show_child"] |= change

    found = complaints(document)

    assert any(text.startswith("placements.show_child: ") and complaint in text for text in found), found


@pytest.mark.parametrize("change", [{"version": 2}, {"more": 1}, {"roles": {}}, {"links": {}}])
def test_a_file_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(RightsRefused):
        rights.parse(yaml.safe_dump(the_document() | change))


def test_an_operation_without_scope_or_purpose_is_refused() -> None:
    document = the_document()
    document["operations"]["placements.new_one"] = {"roles": ["vsh"]}

    assert complaints(document) == ["placements.new_one: wrong fields: purpose, scope"]


def test_an_operation_must_be_called_by_its_service_and_function() -> None:
    document = the_document()
    document["operations"]["Nonsense"] = document["operations"]["placements.show_child"]

    assert any("service.function_name" in text for text in complaints(document))
