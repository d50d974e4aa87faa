"""Somebody corrects what is held about a case, or hands it to another post."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from kit.kernel.errors import InvalidInput
from placements.actions.check_text import CASE_TEXTS, refuse_addresses, texts_of
from placements.actions.desk import Desk
from placements.actions.take_up_case import log_case, take_up_case
from placements.domain.cases import Case
from placements.domain.chronology import EntryKind
from placements.domain.errors import CaseIsClosed, CaseNotFound


async def change_case(
    desk: Desk, case_id: UUID, version: int, changes: Mapping[str, Any], *, address_checked: bool = False
) -> Case:
    """What is not named stays; the day the need began and the calendar never change (PL-103, PL-507).

    Raises CaseNotFound, CaseIsClosed, StaleVersion, InvalidInput, InvalidFields.
    """
    case = await take_up_case(desk, case_id, version)
    code = changes.get("host_authority")
    if code is not None and await desk.authorities.get(code) is None:
        raise InvalidInput("not_allowed", "/host_authority")
    await refuse_addresses(desk, case.child_id, texts_of(changes, CASE_TEXTS), checked=address_checked)
    changed = replace(case, **changes)
    if changed == case:
        return case
    kept = await desk.cases.save(changed, desk.now)
    await log_case(desk, kept, EntryKind.CASE_CHANGED, {"fields": sorted(changes)})
    return kept


class Assigned(StrEnum):
    """What became of one item of a list."""

    ASSIGNED = "assigned"
    UNCHANGED = "unchanged"
    CLOSED = "closed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Assignment:
    case_id: UUID
    outcome: Assigned
    child_id: UUID | None = None


async def assign_cases(desk: Desk, case_ids: Iterable[UUID], owner_post_id: str) -> list[Assignment]:
    """Each for itself, in the order given; held in the order of their ids (RE-4)."""
    wanted = list(case_ids)
    done = {case_id: await _assign(desk, case_id, owner_post_id) for case_id in sorted(set(wanted))}
    return [done[case_id] for case_id in wanted]


async def _assign(desk: Desk, case_id: UUID, owner_post_id: str) -> Assignment:
    try:
        case = await take_up_case(desk, case_id, None)
    except CaseNotFound:
        return Assignment(case_id, Assigned.NOT_FOUND)
    except CaseIsClosed:
        return Assignment(case_id, Assigned.CLOSED)
    if case.owner_post_id == owner_post_id:
        return Assignment(case_id, Assigned.UNCHANGED, case.child_id)
    kept = await desk.cases.save(replace(case, owner_post_id=owner_post_id), desk.now)
    await log_case(desk, kept, EntryKind.CASE_ASSIGNED, {"owner_post_id": owner_post_id})
    return Assignment(case_id, Assigned.ASSIGNED, case.child_id)
