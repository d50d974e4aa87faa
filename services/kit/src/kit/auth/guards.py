"""May this caller do this? The operation's part of the answer, before the request is read (SE-59)."""

from datetime import datetime, timedelta
from typing import Final

from kit.auth.errors import (
    ForbiddenRole,
    InsufficientScope,
    MissingToken,
    OutsideLink,
    SignInRequired,
    StepUpRequired,
)
from kit.auth.principal import Principal
from kit.auth.rights import Access, Right
from kit.auth.vocabulary import SECOND_FACTORS, ActorKind, Method

STEP_UP_LASTS: Final = timedelta(minutes=5)


def authorise(right: Right, principal: Principal | None, now: datetime) -> None:
    """Returns when the caller may call the operation, else raises in the order of SE-59.

    Reach, object and purpose are settled later, where the object is known.
    """
    if right.access is Access.PUBLIC:
        return
    if principal is None:
        raise SignInRequired if right.access is Access.SESSION else MissingToken
    if principal.kind is ActorKind.LINK and not _link_may(right, principal):
        raise OutsideLink
    if right.access is Access.SESSION and principal.session is None:
        raise SignInRequired
    if right.scope is not None and not right.covered_by(principal.scopes):
        raise InsufficientScope(right.scope)
    if principal.kind not in right.actors or not _role_may(right, principal):
        raise ForbiddenRole
    if right.step_up and not stepped_up(principal, now):
        raise StepUpRequired


def stepped_up(principal: Principal, now: datetime) -> bool:
    """A second factor within the last five minutes (SE-28).

    People of the demonstration have no second factor; tokens with `demo` are minted in demo mode only.
    """
    if Method.DEMO in principal.amr:
        return True
    recent = now - principal.auth_time <= STEP_UP_LASTS
    return recent and not SECOND_FACTORS.isdisjoint(principal.amr)


def _link_may(right: Right, principal: Principal) -> bool:
    named = ActorKind.LINK in right.actors
    return named and principal.link is not None and principal.link.purpose in right.link_purposes


def _role_may(right: Right, principal: Principal) -> bool:
    """Roles are asked of people only: clients answer by scope, links by purpose."""
    if not right.roles or principal.kind is not ActorKind.USER:
        return True
    return not right.roles.isdisjoint(principal.roles)
