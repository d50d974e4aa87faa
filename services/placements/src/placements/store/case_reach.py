"""The reach of a caller as a condition on tables whose rows belong to a child."""

from typing import Final

from sqlalchemy import Boolean, ColumnElement, FromClause, bindparam, exists, or_

from placements.store.child_reach import within_reach
from placements.store.tables.children import CHILDREN

_EVERYTHING: Final = bindparam("reach_all", type_=Boolean)


def of_reached_child(table: FromClause) -> ColumnElement[bool]:
    """Bind it by `reach_values`. Who reaches the whole authority costs no look at the table of children."""
    child = exists().where(CHILDREN.c.authority == table.c.authority, CHILDREN.c.id == table.c.child_id, within_reach())
    return or_(_EVERYTHING, child)
