"""The list of one authority's letters, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.correspondence import LetterStatus
from placements.store.tables.applications import APPLICATIONS
from placements.store.tables.children import CHILDREN
from placements.store.tables.letters import LETTER_SERVICES, LETTERS

_L: Final = LETTERS.c
_A: Final = APPLICATIONS.c
_C: Final = CHILDREN.c
_S: Final = LETTER_SERVICES.c


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLetter:
    """One row. `recipients` and `proved` count envelopes, and those whose delivery is proved."""

    id: UUID
    version: int
    application_id: UUID
    reference: str
    child_id: UUID
    school_urn: int
    template_key: str
    title: str
    status: LetterStatus
    names_child: bool
    written_on: date
    sent_on: date | None
    pdf_sha256: str | None
    recipients: int
    proved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersSought:
    """What the list is narrowed by."""

    application_id: UUID | None = None
    template_key: str | None = None
    status: LetterStatus | None = None


class LetterList:
    """Letters of one authority about children whose record is open."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def page(self, sought: LettersSought, *, before: UUID | None, rows: int) -> Sequence[ListedLetter]:
        """The newest first: ids sort by the time they were made."""
        given = {
            "application_id": sought.application_id,
            "template_key": sought.template_key,
            "status": sought.status.value if sought.status else None,
            "before": before,
        }
        chosen = {name: value for name, value in given.items() if value is not None}
        found = await self._connection.execute(_page(frozenset(chosen), rows), {"tenant": self._tenant, **chosen})
        return [ListedLetter(**{**row, "status": LetterStatus(row["status"])}) for row in found.mappings()]


@cache
def _page(chosen: frozenset[str], rows: int) -> Select[Any]:
    conditions = {
        "application_id": _L.application_id == bindparam("application_id"),
        "template_key": _L.template_key == bindparam("template_key"),
        "status": _L.status == bindparam("status"),
        "before": _L.id < bindparam("before"),
    }
    unsealed = exists().where(
        _A.authority == _L.authority,
        _A.id == _L.application_id,
        _C.authority == _A.authority,
        _C.id == _A.child_id,
        _C.sealed_at.is_(None),
    )
    ids = (
        select(_L.id)
        .where(_L.authority == bindparam("tenant"), unsealed, *(conditions[name] for name in sorted(chosen)))
        .order_by(_L.id.desc())
        .limit(literal_column(str(rows)))
        .subquery()
    )
    proved = (
        select(func.count(_S.recipient.distinct()))
        .where(_S.authority == _L.authority, _S.letter_id == _L.id)
        .scalar_subquery()
        .label("proved")
    )
    plain = ("id", "version", "application_id", "school_urn", "template_key", "title", "status", "names_child")
    return (
        select(
            *(_L[name] for name in (*plain, "written_on", "sent_on", "pdf_sha256")),
            _A.reference,
            _A.child_id,
            func.jsonb_array_length(_L.recipients).label("recipients"),
            proved,
        )
        .join(ids, ids.c.id == _L.id)
        .join(APPLICATIONS, (_A.authority == _L.authority) & (_A.id == _L.application_id))
        .where(_L.authority == bindparam("tenant"))
        .order_by(_L.id.desc())
    )
