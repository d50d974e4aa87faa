"""The few who may read what is restricted about a child, and change it (PL-204)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from kit.kernel.errors import StaleVersion
from placements.actions.check_text import refuse_addresses
from placements.actions.desk import Desk
from placements.actions.take_up_child import log_child
from placements.domain.child import Child, ChildNotFound
from placements.domain.chronology import EntryKind
from placements.domain.restricted import Restricted, refuse_restricted

FREE_TEXT: Final = ("reason_for_care", "carer_name", "risk_notes")


@dataclass(frozen=True, slots=True)
class Protection:
    """Why the address is protected, and when somebody looks again (SE-85)."""

    basis_code: str
    review_by: date


async def read_restricted(desk: Desk, child_id: UUID) -> Restricted:
    """Raises ChildNotFound, RestrictedFacts."""
    child = await desk.children.get(child_id)
    if child is None:
        raise ChildNotFound
    await _refuse_others(desk, child)
    return await desk.child_records.restricted_of(child_id)


async def change_restricted(
    desk: Desk,
    child_id: UUID,
    version: int,
    facts: Mapping[str, Any],
    *,
    protection: Protection | None = None,
    unprotect: bool = False,
    address_checked: bool = False,
) -> Restricted:
    """What is not named stays. Raises ChildNotFound, RestrictedFacts, StaleVersion, InvalidInput, InvalidFields."""
    child = await desk.children.get_to_change(child_id)
    if child is None:
        raise ChildNotFound
    await _refuse_others(desk, child)
    held = await desk.child_records.restricted_of(child_id)
    if held.version != version:
        raise StaleVersion
    texts = {f"/{name}": facts.get(name) for name in FREE_TEXT}
    await refuse_addresses(desk, child_id, texts, checked=address_checked)
    changed = _protected(desk, held.with_facts(dict(facts)), protection, unprotect=unprotect)
    kept = replace(changed, version=held.version + 1)
    await desk.child_records.save_restricted(kept)
    await log_child(desk, child, EntryKind.RESTRICTED_CHANGED, {})
    return kept


def _protected(desk: Desk, held: Restricted, protection: Protection | None, *, unprotect: bool) -> Restricted:
    if protection is not None:
        by = next(iter(desk.taker.posts), desk.taker.id)
        return held.protect_address(protection.basis_code, protection.review_by, by, desk.today)
    return held.unprotect_address() if unprotect else held


async def _refuse_others(desk: Desk, child: Child) -> None:
    case = await desk.cases.open_of(child.id)
    owner = case.owner_post_id if case else None
    refuse_restricted(child, owner, desk.taker.actors, desk.taker.posts)
