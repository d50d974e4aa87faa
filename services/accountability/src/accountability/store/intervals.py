"""Care and roll of children as intervals, renewed from the newest list a feed told (section 3.2)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Date,
    Delete,
    Insert,
    Integer,
    ScalarSelect,
    Subquery,
    Table,
    Text,
    any_,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from accountability.store.tables import CARE_INTERVALS, FACTS, ROLL_INTERVALS

INTERVAL_TYPES: Final = frozenset({"child.care_changed", "child.roll_changed", "child.closed"})
"""Facts after which a child's intervals have to be renewed."""

_AUTHORITY: Final = bindparam("authority_", type_=Text)
_CHILDREN: Final = bindparam("children", type_=ARRAY(PG_UUID(as_uuid=True)))

Fields = Callable[[Any], Mapping[str, ColumnElement[Any]]]


async def renew_intervals(connection: AsyncConnection, authority: str, children: Iterable[UUID]) -> None:
    """The whole list of the highest version known; closing a child ends its open intervals."""
    wanted = sorted(children)
    if not wanted:
        return
    values = {"authority_": authority, "children": wanted}
    for clear, fill in _RENEW:
        await connection.execute(clear, values)
        await connection.execute(fill, values)


async def forget_intervals(connection: AsyncConnection, authority: str) -> None:
    """Before a rebuild."""
    for table in (CARE_INTERVALS, ROLL_INTERVALS):
        await connection.execute(delete(table).where(table.c.authority == authority))


def _clear(table: Table) -> Delete:
    return delete(table).where(table.c.authority == _AUTHORITY, table.c.child_id == any_(_CHILDREN))


def _newest(kind: str) -> Subquery:
    """The newest effective list of each child."""
    return (
        select(FACTS.c.authority, FACTS.c.child_id, FACTS.c.fields)
        .where(
            FACTS.c.authority == _AUTHORITY,
            FACTS.c.child_id == any_(_CHILDREN),
            FACTS.c.type == kind,
            FACTS.c.corrected_by.is_(None),
        )
        .ext(distinct_on(FACTS.c.child_id))
        .order_by(FACTS.c.child_id, FACTS.c.version.desc(), FACTS.c.event_id.desc())
        .subquery("newest")
    )


def _closed_on(newest: Subquery) -> ScalarSelect[Any]:
    closed = FACTS.alias("closed")
    return (
        select(func.min(closed.c.occurred_on))
        .where(
            closed.c.authority == newest.c.authority,
            closed.c.child_id == newest.c.child_id,
            closed.c.type == "child.closed",
            closed.c.corrected_by.is_(None),
        )
        .scalar_subquery()
    )


def _fill(table: Table, kind: str, fields: Fields) -> Insert:
    newest = _newest(kind)
    one = (
        func.jsonb_array_elements(newest.c.fields["intervals"])
        .table_valued(column("value", JSONB), with_ordinality="position", joins_implicitly=True)
        .render_derived(name="one")
    )
    taken = fields(one.c.value)
    told = select(
        newest.c.authority,
        newest.c.child_id,
        one.c.position.cast(Integer),
        one.c.value["from"].astext.cast(Date),
        func.coalesce(one.c.value["to"].astext.cast(Date), _closed_on(newest)),
        *taken.values(),
    )
    return insert(table).from_select(["authority", "child_id", "position", "from_on", "to_on", *taken], told)


def _care(value: Any) -> Mapping[str, ColumnElement[Any]]:
    return {"status": value["status"].astext, "short_break": value["short_break"].astext.cast(Boolean)}


def _roll(value: Any) -> Mapping[str, ColumnElement[Any]]:
    return {"school_urn": value["school_urn"].astext.cast(Integer), "kind": value["kind"].astext}


_RENEW: Final = (
    (_clear(CARE_INTERVALS), _fill(CARE_INTERVALS, "child.care_changed", _care)),
    (_clear(ROLL_INTERVALS), _fill(ROLL_INTERVALS, "child.roll_changed", _roll)),
)
