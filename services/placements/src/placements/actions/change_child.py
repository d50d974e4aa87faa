"""Somebody names a child or corrects what is held about it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.renew_child import renew_child
from placements.actions.take_up_child import log_child, take_up_child
from placements.domain.child import OLDEST, Child, SenStatus
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import EntryKind
from placements.domain.year_group import age_on

SHORTEST_REASON: Final = 10
_FREE_TEXT: Final = ("signs_for_child", "pr_holders", "year_group_override_reason")


async def change_child(
    desk: Desk, child_id: UUID, version: int, changes: Mapping[str, Any], *, address_checked: bool = False
) -> ChildRecord:
    """`changes` holds fields of Child; a given `upn` is checked, the one before is kept as former.

    Raises ChildNotFound, StaleVersion, InvalidInput, InvalidFields, UpnInUse, NameChangeBlocked.
    """
    held = await take_up_child(desk, child_id, version)
    changed = changed_child(held.child, changes, desk.today)
    changed.refuse_renaming_before_adoption(held.child, held.homes)
    await refuse_unknown_authorities(desk, changes)
    await refuse_addresses(
        desk, child_id, {f"/{name}": changes.get(name) for name in _FREE_TEXT}, checked=address_checked
    )
    wanted = replace(held, child=changed)
    renewed = await renew_child(desk.children, desk.intervals, desk.outbox, held, wanted, desk.today)
    if renewed is not held:
        await log_child(desk, renewed.child, EntryKind.CHILD_CHANGED, {"fields": sorted(changes)})
    return renewed


def changed_child(child: Child, changes: Mapping[str, Any], today: date) -> Child:
    """Raises InvalidInput."""
    plain = {name: value for name, value in changes.items() if name not in ("upn", "upn_unknown_reason")}
    changed = replace(child, **plain)
    upn, reason = changes.get("upn"), changes.get("upn_unknown_reason")
    if upn is not None:
        changed = changed.with_upn(upn)
    elif reason is not None:
        changed = replace(changed, upn=None, former_upn=child.upn or child.former_upn, upn_unknown_reason=reason)
    refuse_contradictions(changed, today)
    return changed


def refuse_contradictions(child: Child, today: date) -> None:
    """Raises InvalidInput: what one field demands of another (section 4.4)."""
    if child.sen_status is SenStatus.EHCP and child.ehc_authority is None:
        raise InvalidInput("missing", "/ehc_authority")
    if child.surname is None and child.la_child_id is None:
        raise InvalidInput("missing", "/surname")
    if child.year_group_override is not None and len(child.year_group_override_reason or "") < SHORTEST_REASON:
        raise InvalidInput("too_short", "/year_group_override_reason")
    if child.date_of_birth > today or age_on(child.date_of_birth, today) > OLDEST:
        raise InvalidInput("out_of_range", "/date_of_birth")


async def refuse_unknown_authorities(desk: Desk, changes: Mapping[str, Any]) -> None:
    for name in ("host_authority", "ehc_authority"):
        code = changes.get(name)
        if code is not None and await desk.authorities.get(code) is None:
            raise InvalidInput("not_allowed", f"/{name}")
