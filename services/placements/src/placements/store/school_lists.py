"""Lists for somebody of a school or trust, over all authorities: requests to their schools, children on roll, inbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.child import PlaceStatus
from placements.domain.school_reach import SchoolReach, closed_after
from placements.domain.year_group import born_between
from placements.store.application_list import ApplicationsSought
from placements.store.child_list import ChildrenSought
from placements.store.school_reach import school_values
from placements.store.school_statements import (
    NEVER,
    WAITED_FOR,
    InboxPart,
    children_statement,
    inbox_statement,
    requests_statement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRequest:
    """A request as a school's list holds it; `due_on` is when the thing asked now is due."""

    authority: str
    id: UUID
    version: int
    reference: str
    case_id: UUID
    child_id: UUID
    school_urn: int
    state: ApplicationState
    flags: tuple[ApplicationFlag, ...]
    received_on: date | None
    start_on: date | None
    closed_on: date | None
    due_on: date | None
    limit_on: date | None


@dataclass(frozen=True, slots=True)
class ChildOnRoll:
    """A child of some authority, on a roll of the caller's schools."""

    authority: str
    id: UUID
    school_urn: int


class SchoolLists:
    """The lists of one school's, or one trust's, people; there is no way to ask about another's."""

    def __init__(self, connection: AsyncConnection, reach: SchoolReach, today: date) -> None:
        self._connection = connection
        self._today = today
        self._always = {**school_values(reach), "today": today, "closed_after": closed_after(today)}

    async def requests(self, sought: ApplicationsSought, *, before: UUID | None, rows: int) -> Sequence[SchoolRequest]:
        """The newest first."""
        named = {
            "child": sought.child_id,
            "state": sought.state.value if sought.state else None,
            "urn": sought.school_urn,
            "before": before,
        }
        values = {name: value for name, value in named.items() if value is not None}
        filters = frozenset(values) | ({"past"} if sought.past_date else frozenset())
        return await self._many(requests_statement(filters, rows), values)

    async def inbox(
        self, part: InboxPart | None, *, after: tuple[str, str] | None, rows: int
    ) -> Sequence[SchoolRequest]:
        """What is due first comes first; `after` is due date and id of the last row shown."""
        values: dict[str, Any] = {}
        if after is not None:
            values = {"after_due": date.fromisoformat(after[0]), "after_id": UUID(after[1])}
        return await self._many(inbox_statement(part, after is not None, rows), values)

    async def to_answer(self) -> int:
        """How many requests wait for the school."""
        count: int = (await self._connection.execute(WAITED_FOR, self._always)).scalar_one()
        return count

    async def children(self, sought: ChildrenSought, *, after: UUID | None, rows: int) -> Sequence[ChildOnRoll]:
        """By name, those who are on roll today."""
        values: dict[str, Any] = {}
        if sought.status is not None:
            values["full_time"] = sought.status is PlaceStatus.ON_ROLL
        if sought.year_group is not None:
            born_from, born_to = born_between(sought.year_group, self._today)
            values["year_group"] = sought.year_group
            values["born_from"], values["born_to"] = born_from or date.min, born_to or date.max
        if after is not None:
            values["after_id"] = after
        found = await self._connection.execute(children_statement(frozenset(values), rows), {**self._always, **values})
        return [ChildOnRoll(*row) for row in found]

    async def _many(self, statement: Select[Any], values: Mapping[str, Any]) -> Sequence[SchoolRequest]:
        found = (await self._connection.execute(statement, {**self._always, **values})).mappings()
        return [
            SchoolRequest(
                **{
                    **row,
                    "state": ApplicationState(row["state"]),
                    "flags": tuple(ApplicationFlag(flag) for flag in row["flags"]),
                }
            )
            for row in found
        ]


def key_of(request: SchoolRequest) -> tuple[str, str]:
    """Where the next page of the inbox starts."""
    return (request.due_on or NEVER).isoformat(), str(request.id)
