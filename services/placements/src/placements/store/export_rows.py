"""The rows of one authority's own tables, as an export holds them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import foundation
from kit.db.tables import TableKind, kind_of
from placements.domain.exports import ExportKind
from placements.store.tables.applications import APPLICATIONS, DECISIONS
from placements.store.tables.cases import CASES
from placements.store.tables.children import CHILDREN
from placements.store.tables.every import whole
from placements.store.tables.letters import LETTERS

_PART_OF: Final[Mapping[ExportKind, Table]] = {
    ExportKind.CHILDREN: CHILDREN,
    ExportKind.CASES: CASES,
    ExportKind.APPLICATIONS: APPLICATIONS,
    ExportKind.DECISIONS: DECISIONS,
    ExportKind.LETTERS_INDEX: LETTERS,
}
_DERIVED: Final = frozenset({"sort_name", "search_text", "search_words", "name_normalised"})
"""Made from other columns for searching."""
_NAMING: Final = frozenset({"first_name", "surname", "preferred_name", "date_of_birth", "home_postcode_sector"})
_TYPED: Final = frozenset(
    {
        *("why_this_school", "alternatives", "strengths", "interests", "what_helps", "nearest_reason"),
        *("incomplete_reason", "child_view", "carer_view", "transport_note", "emergency_reason", "narrative"),
        *("year_group_override_reason", "inspection_note", "social_worker", "pr_holders", "annotation"),
    }
)
"""Typed by people, who may have named somebody."""
_INITIALS: Final = func.concat(
    func.left(func.coalesce(CHILDREN.c.preferred_name, CHILDREN.c.first_name), 1), func.left(CHILDREN.c.surname, 1)
)
_INDEX: Final = frozenset(
    {"id", "application_id", "school_urn", "template_key", "template_version", "names_child", "status", "sent_on"}
)
_NOT_OURS_TO_GIVE: Final = frozenset(
    {"exports", "export_files", "imports", "import_files", "idempotency", "mail_outbox", "reply_links", "outbox"}
)
"""Files on their way, keys and mail; events are an export of their own, the audit is read with its own right."""
_A: Final = APPLICATIONS.c
_C: Final = CASES.c
_WHOSE: Final = union_all(
    select(_A.id, _A.child_id).where(_A.authority == bindparam("tenant")),
    select(_C.id, _C.child_id).where(_C.authority == bindparam("tenant")),
)


class ExportRows:
    """Streams the rows; whoever writes the file holds it whole before it is locked."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def whose(self) -> dict[UUID, UUID]:
        """The child of each application and case: a row that names one of these is about that child."""
        rows = await self._connection.execute(_WHOSE, {"tenant": self._tenant})
        return {row.id: row.child_id for row in rows}

    async def of(self, kind: ExportKind, *, names: bool) -> AsyncIterator[tuple[str, Mapping[str, Any]]]:
        """Rows with the name of their table, table by table in the order of their keys."""
        for table in parts_of(kind):
            statement = _rows(table, columns_of(table, kind, names=names), initials=not names)
            async with self._connection.stream(statement, {"tenant": self._tenant}) as found:
                async for row in found.mappings():
                    yield table.name, row


def parts_of(kind: ExportKind) -> Sequence[Table]:
    if kind is ExportKind.EVENTS:
        return [foundation(whole()).outbox]
    if kind is not ExportKind.FULL:
        return [_PART_OF[kind]]
    tables = (one for one in whole().sorted_tables if one.name not in _NOT_OURS_TO_GIVE and "audit" not in one.name)
    return [table for table in tables if kind_of(table) is TableKind.TENANT]


def columns_of(table: Table, kind: ExportKind, *, names: bool) -> list[str]:
    """Names, and what people have typed, only where names were agreed to."""
    found = [column for column in table.columns if column.name not in _DERIVED | {"authority"}]
    if kind is ExportKind.LETTERS_INDEX:
        found = [column for column in found if column.name in _INDEX]
    if not names:
        found = [column for column in found if column.name not in _NAMING | _TYPED]
    return [column.name for column in found]


def _rows(table: Table, names: Sequence[str], *, initials: bool) -> Select[Any]:
    """Sealed records stay sealed, and whatever hangs on them."""
    chosen: list[ColumnElement[Any]] = [table.c[name] for name in names]
    if table is CHILDREN and initials:
        chosen.append(_INITIALS.label("initials"))
    rows = select(*chosen).where(table.c.authority == bindparam("tenant"))
    sealed = select(CHILDREN.c.id).where(CHILDREN.c.authority == bindparam("tenant"), CHILDREN.c.sealed_at.is_not(None))
    if table is CHILDREN:
        rows = rows.where(CHILDREN.c.sealed_at.is_(None))
    elif "child_id" in table.c:
        rows = rows.where(table.c.child_id.not_in(sealed))
    return rows.order_by(*table.primary_key.columns)
