"""Whose alerts somebody may see, and who may put one off."""

from collections.abc import Collection
from typing import Final

from placements.domain.alerts import SCHOOL_OWNERS, STAFF_OWNERS, VSH_ONLY, AlertCode, Owner, OwnerRole

_VIRTUAL_SCHOOL: Final = frozenset({OwnerRole.VSH, OwnerRole.OFFICER})


def owned_roles(roles: Collection[str]) -> frozenset[OwnerRole]:
    """The owners a caller stands for: where an officer may act, the virtual school head may (PL-703)."""
    held = frozenset(role for role in STAFF_OWNERS if role.value in roles)
    return held | {OwnerRole.OFFICER} if OwnerRole.VSH in held else held


def school_roles(roles: Collection[str]) -> frozenset[OwnerRole]:
    """What waits for somebody at a school; a trust's people stand for any of them at their schools."""
    held = frozenset(role for role in SCHOOL_OWNERS if role.value in roles)
    return held | {OwnerRole.SCHOOL_ADMISSIONS} if OwnerRole.TRUST in held else held


def team_roles(roles: Collection[str]) -> frozenset[OwnerRole]:
    """The virtual school sees what waits for anybody of the authority; others see what waits for them."""
    owned = owned_roles(roles)
    return STAFF_OWNERS if owned & _VIRTUAL_SCHOOL else owned


def hidden_from(roles: Collection[str]) -> frozenset[AlertCode]:
    return frozenset() if OwnerRole.VSH.value in roles else VSH_ONLY


def may_snooze(owner: Owner, roles: Collection[str], posts: Collection[str]) -> bool:
    """The owner, and the virtual school head for an officer."""
    if owner.role not in owned_roles(roles):
        return False
    return owner.post_id is None or owner.post_id in posts or OwnerRole.VSH.value in roles
