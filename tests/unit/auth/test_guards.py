"""SE-59: who may call an operation, and in which order they are told no."""

from datetime import timedelta

import pytest

from factories.identities import NOON, a_reply_link, a_service, a_system, a_user
from kit.auth import rights
from kit.auth.errors import (
    AccessRefused,
    ForbiddenRole,
    InsufficientScope,
    MissingToken,
    OutsideLink,
    SignInRequired,
    StepUpRequired,
)
from kit.auth.guards import authorise
from kit.auth.principal import Identity, Principal
from kit.auth.rights import Access
from kit.auth.vocabulary import LinkPurpose, Method, Role, Scope

ALL = rights.load()


def as_principal(identity: Identity) -> Principal:
    said = {name: getattr(identity, name) for name in Identity.__dataclass_fields__}
    return Principal(**said, jti="j", issued_at=NOON, expires_at=NOON + timedelta(minutes=5))


def asking(operation: str, identity: Identity | None) -> None:
    authorise(ALL.operations[operation], as_principal(identity) if identity else None, NOON)


def may(operation: str, identity: Identity | None) -> bool:
    try:
        asking(operation, identity)
    except AccessRefused:
        return False
    return True


def test_ab_01_nobody_signed_in_is_told_to_bring_a_token_or_to_sign_in() -> None:
    with pytest.raises(MissingToken):
        asking("placements.show_child", None)
    with pytest.raises(SignInRequired):
        asking("gateway.sign_out", None)


def test_public_operations_ask_nothing() -> None:
    assert may("gateway.show_session", None)


def test_ab_12_a_missing_scope_is_named() -> None:
    without = a_user(scopes=frozenset({Scope.PLACEMENTS_READ}))

    with pytest.raises(InsufficientScope) as refusal:
        asking("placements.show_child", without)

    assert refusal.value.scope == "children.read"


def test_ab_13_a_school_may_not_call_an_operation_of_the_authority() -> None:
    with pytest.raises(ForbiddenRole):
        asking("placements.show_today", a_user(Role.SCHOOL_HEAD))


def test_scope_is_settled_before_role() -> None:
    with pytest.raises(InsufficientScope):
        asking("placements.open_case", a_user(Role.SCHOOL_HEAD))


def test_a_caller_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(ForbiddenRole):
        asking("placements.show_today", a_system())
    with pytest.raises(ForbiddenRole):
        asking("placements.open_placements_reply_link", a_user())
    assert may("placements.open_placements_reply_link", a_service())


def test_systems_answer_by_scope_and_need_no_role_of_people() -> None:
    assert may("placements.list_children", a_system())
    assert not may("placements.list_children", a_system(scopes=frozenset({Scope.EVENTS_READ})))


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_ab_84_a_link_finds_only_its_own_job(purpose: LinkPurpose) -> None:
    link = a_reply_link(purpose)

    for operation, right in ALL.operations.items():
        if right.access is Access.PUBLIC:
            continue
        if purpose in right.link_purposes:
            asking(operation, link)
        else:
            with pytest.raises(OutsideLink):
                asking(operation, link)


def test_a_release_needs_a_second_factor_of_the_last_five_minutes() -> None:
    fresh = a_user(Role.VS_FINANCE, auth_time=NOON - timedelta(minutes=5))
    old = a_user(Role.VS_FINANCE, auth_time=NOON - timedelta(minutes=5, seconds=1))
    without = a_user(Role.VS_FINANCE, amr=(Method.PASSWORD,))

    asking("funding.approve_payment_batch", fresh)
    for person in (old, without):
        with pytest.raises(StepUpRequired):
            asking("funding.approve_payment_batch", person)


def test_people_of_the_demonstration_need_no_second_factor() -> None:
    shown = a_user(Role.VS_FINANCE, amr=(Method.DEMO,), auth_time=NOON - timedelta(hours=3))

    asking("funding.approve_payment_batch", shown)


def test_s04_every_role_reaches_exactly_the_operations_that_name_it() -> None:
    for right in ALL.operations.values():
        for role in Role:
            holds_scope = right.covered_by(ALL.roles[role].scopes)
            named = not right.roles or role in right.roles
            expected = right.is_public or ("user" in right.actors and holds_scope and named)
            identity = a_user(role)
            assert may(right.operation, identity) == expected, (right.operation, role)


def test_a_signatory_may_call_what_others_write_where_the_entry_says_so() -> None:
    asking("placements.withdraw_application", a_user(Role.LA_SIGNATORY))
    asking("placements.withdraw_application", a_user(Role.VS_OFFICER))

    with pytest.raises(InsufficientScope):
        asking("placements.submit_application", a_user(Role.LA_SIGNATORY))
