"""Somebody names a child or corrects what is held about it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from kit.db.outbox import Outbox
from kit.kernel.errors import InvalidInput, StaleVersion
from placements.actions.renew_child import renew_child
from placements.domain.child import Child, ChildNotFound, SenStatus
from placements.domain.child_record import ChildRecord
from placements.store.authorities import AuthorityStore
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore

SHORTEST_REASON = 10


async def change_child(
    children: ChildStore,
    intervals: IntervalStore,
    authorities: AuthorityStore,
    outbox: Outbox,
    child_id: UUID,
    version: int,
    changes: Mapping[str, Any],
    today: date,
) -> ChildRecord:
    """`changes` holds fields of Child; a given `upn` is checked, the one before is kept as former.

    Raises ChildNotFound, StaleVersion, InvalidInput, UpnInUse, NameChangeBlocked.
    """
    child = await children.get_to_change(child_id)
    if child is None:
        raise ChildNotFound
    if child.version != version:
        raise StaleVersion
    held = (await intervals.records([child]))[0]
    changed = _changed(child, changes)
    changed.refuse_renaming_before_adoption(child, held.homes)
    await _refuse_unknown_authorities(authorities, changes)
    return await renew_child(children, intervals, outbox, held, replace(held, child=changed), today)


def _changed(child: Child, changes: Mapping[str, Any]) -> Child:
    plain = {name: value for name, value in changes.items() if name not in ("upn", "upn_unknown_reason")}
    changed = replace(child, **plain)
    upn, reason = changes.get("upn"), changes.get("upn_unknown_reason")
    if upn is not None:
        changed = changed.with_upn(upn)
    elif reason is not None:
        changed = replace(changed, upn=None, former_upn=child.upn or child.former_upn, upn_unknown_reason=reason)
    _refuse_contradictions(changed)
    return changed


def _refuse_contradictions(child: Child) -> None:
    """Raises InvalidInput: what one field demands of another (section 4.4)."""
    if child.sen_status is SenStatus.EHCP and child.ehc_authority is None:
        raise InvalidInput("missing", "/ehc_authority")
    if child.surname is None and child.la_child_id is None:
        raise InvalidInput("missing", "/surname")
    if child.year_group_override is not None and len(child.year_group_override_reason or "") < SHORTEST_REASON:
        raise InvalidInput("too_short", "/year_group_override_reason")


async def _refuse_unknown_authorities(authorities: AuthorityStore, changes: Mapping[str, Any]) -> None:
    for name in ("host_authority", "ehc_authority"):
        code = changes.get(name)
        if code is not None and await authorities.get(code) is None:
            raise InvalidInput("not_allowed", f"/{name}")
