"""Takes up a case to change it, and writes down that it changed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kit.kernel.errors import StaleVersion
from placements.actions.desk import Desk
from placements.actions.take_up import log_entry
from placements.domain.cases import Case
from placements.domain.chronology import EntryKind
from placements.domain.errors import CaseIsClosed, CaseNotFound


async def take_up_case(desk: Desk, case_id: UUID, version: int | None, *, closed_too: bool = False) -> Case:
    """The child is held before the case, as everywhere (RE-4). Raises CaseNotFound, StaleVersion, CaseIsClosed."""
    found = await desk.cases.get(case_id)
    if found is None or await desk.children.get_to_change(found.child_id) is None:
        raise CaseNotFound
    case = await desk.cases.get_to_change(case_id)
    if case is None:
        raise CaseNotFound
    if version is not None and version != case.version:
        raise StaleVersion
    if not case.is_open and not closed_too:
        raise CaseIsClosed
    return case


async def log_case(desk: Desk, case: Case, kind: EntryKind, facts: Mapping[str, Any]) -> None:
    """One line about a case."""
    await desk.history.add([log_entry(desk, kind, facts, case.id, case.child_id, None)])
