"""Every operation has its right and every right its operation, and nobody is promised what a guard would refuse."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module

import pytest
from fastapi import FastAPI

from factories.promised_api import SERVICES, operations, said
from kit.auth.rights import Access, Right, Rights, load
from kit.auth.vocabulary import ActorKind, LinkPurpose, OrganisationKind, Role, Scope
from kit.web.app import RouteWithoutRight, build_app, guarded_routes
from kit.web.service import Service

BOOK = load()
EVERY = list(BOOK.operations.values())
BY_SCOPE = [right for right in EVERY if right.access is Access.SCOPE]


def service_of(name: str) -> Service:
    found: Service = import_module(f"{name}.main").SERVICE
    return found


def without(*names: str) -> Rights:
    return replace(BOOK, operations={name: right for name, right in BOOK.operations.items() if name not in names})


def with_one_more(right: Right) -> Rights:
    return replace(BOOK, operations={**BOOK.operations, right.operation: right})


@pytest.mark.parametrize("name", SERVICES)
def test_routes_and_rights_of_a_service_are_the_same_set(name: str):
    routes = [str(route.operation_id) for route in guarded_routes(build_app(service_of(name)))]

    assert sorted(routes) == sorted(BOOK.of_service(name))


def test_no_right_belongs_to_a_service_that_is_not_there():
    assert {right.service for right in EVERY} == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_does_not_start_when_a_right_is_missing(name: str):
    """The planted fault."""
    first, last = min(BOOK.of_service(name)), max(BOOK.of_service(name))

    with pytest.raises(RouteWithoutRight, match=rf"no right: \['{first}', '{last}'\]"):
        build_app(service_of(name), book=without(f"{name}.{first}", f"{name}.{last}"))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_does_not_start_with_a_right_that_leads_nowhere(name: str):
    idle = replace(EVERY[0], operation=f"{name}.open_the_back_door")

    with pytest.raises(RouteWithoutRight, match=r"no route: \['open_the_back_door'\]"):
        build_app(service_of(name), book=with_one_more(idle))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_does_not_start_with_a_route_that_nobody_guards(name: str):
    plain = FastAPI()

    @plain.get("/api/unguarded")
    async def unguarded() -> dict[str, str]:
        return {}

    with pytest.raises(RouteWithoutRight, match="/api/unguarded"):
        build_app(replace(service_of(name), routers=(*service_of(name).routers, plain.router)))


def test_every_named_role_can_hold_the_scope_it_is_asked_for():
    """Else the entry promises what the guard refuses."""
    out_of_reach = [
        f"{right.operation}: {role}"
        for right in BY_SCOPE
        for role in right.roles
        if not right.covered_by(BOOK.roles[role].scopes)
    ]

    assert not out_of_reach, said(out_of_reach)


def test_every_operation_can_be_called_by_somebody():
    unreachable = [right.operation for right in EVERY if not _callers(right)]

    assert not unreachable, said(unreachable)


def _callers(right: Right) -> set[str]:
    """Each actor the entry names and that can fulfil it."""
    able: Mapping[ActorKind, Callable[[], bool]] = {
        ActorKind.USER: lambda: right.access is not Access.SCOPE or bool(right.roles),
        ActorKind.CLIENT: lambda: right.scope is None or right.scope in BOOK.roles[Role.LA_SYSTEM].scopes,
        ActorKind.LINK: lambda: all(right.scope in BOOK.links[purpose] for purpose in right.link_purposes),
        ActorKind.SERVICE: lambda: right.scope in {None, Scope.EVENTS_READ, Scope.REVOCATIONS_READ},
    }
    return {actor for actor in right.actors if able[actor]()}


def test_every_actor_named_can_fulfil_what_the_entry_asks():
    idle = [
        f"{right.operation}: {right.actors - _callers(right)}" for right in EVERY if _callers(right) != right.actors
    ]

    assert not idle, said(idle)


def test_roles_are_named_only_where_people_may_call():
    odd = [right.operation for right in EVERY if right.roles and ActorKind.USER not in right.actors]

    assert not odd, said(odd)


def test_a_system_is_never_a_role_that_people_are_asked_for():
    assert not [right.operation for right in EVERY if Role.LA_SYSTEM in right.roles]


def test_every_change_is_told_to_the_audit():
    """What creates, changes or moves anything for somebody; questions by POST store nothing and take no key."""
    untold = [
        right.operation
        for right in EVERY
        if (right.if_match or (right.idempotent and _method(right) == "post"))
        and right.audit not in {"change", "reveal"}
    ]

    assert not untold, said(untold)


def test_every_change_of_something_that_is_there_names_the_version_it_changes():
    unsure = [
        right.operation
        for right in EVERY
        if (_method(right) in {"put", "patch", "delete"} and not right.if_match)
        or (_method(right) == "get" and right.if_match)
    ]

    assert set(unsure) == {"gateway.mark_seen"}  # says only that somebody looked; there is nothing to overwrite


def test_a_step_of_one_thing_names_the_version_it_moves():
    """POST /<nouns>/{id}/<step>; what a whole batch or link answers for is named here."""
    without_version = {
        right.operation
        for right in EVERY
        if _method(right) == "post" and re.search(r"\{[a-z_]+\}/[a-z-]+$", _path(right)) and not right.if_match
    }

    assert without_version == {
        "funding.confirm_payments",
        "placements.preview_calendar",  # stores nothing
        "placements.approve_export",  # what is agreed to never changes
        "placements.create_reply_link",  # makes a link beside the request, whose version stays
        "placements.forward_placements_reply_link",
        "placements.snooze_alert",  # an alert has no version: the work it points at does
        "placements.order_bundle",  # makes a new thing of the record and leaves the application as it is
    }


def _method(right: Right) -> str | None:
    return next((one.method for one in operations(right.service) if one.id == right.name), None)


def _path(right: Right) -> str:
    return next((one.path for one in operations(right.service) if one.id == right.name), "")


def test_who_tells_of_children_says_which_fields_and_is_told_to_the_audit():
    hidden = [right.operation for right in EVERY if right.fields != "none" and right.audit == "none"]

    assert not hidden, said(hidden)


def test_schools_see_children_only_through_masks_made_for_schools():
    """A link shows the disclosure set and nothing more (SE-55)."""
    links = {right.fields for right in EVERY if ActorKind.LINK in right.actors}

    assert links == {"disclosure_set"}


def test_two_people_act_where_money_is_confirmed_or_leaves():
    assert {right.name for right in EVERY if right.second_person} >= {
        *{"confirm_rate", "post_award", "decide_request", "verify_payee", "approve_payment_batch"},
    }
    assert {right.name for right in EVERY if right.step_up} >= {"approve_payment_batch"}


def test_every_scope_of_a_link_is_used_by_some_operation_or_waits_for_its_job():
    used = {(purpose, right.scope) for right in BY_SCOPE for purpose in right.link_purposes}
    offered = {(purpose, scope) for purpose in LinkPurpose for scope in BOOK.links[purpose]}
    waiting = {purpose for purpose, _ in offered} - {purpose for purpose, _ in used}

    assert used <= offered
    assert waiting == {LinkPurpose.RIGHT_OF_REPLY}


def test_roles_of_schools_and_trusts_never_write_what_is_the_authority_s():
    schools = {role for role, rule in BOOK.roles.items() if rule.organisation is not OrganisationKind.AUTHORITY}
    never = {Scope.CHILDREN_WRITE, Scope.FUNDING_APPROVE, Scope.FUNDING_RELEASE, Scope.PLACEMENTS_SIGN}

    assert not [role for role in schools if BOOK.roles[role].scopes & never]
