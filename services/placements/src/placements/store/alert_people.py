"""Whose child it is, whether it is looked after, and in which year: what questions for alerts share."""

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, exists, func
from sqlalchemy.engine import RowMapping

from placements.domain.alerts import People
from placements.domain.care import CareStatus
from placements.domain.year_group import year_group
from placements.store.place_status import care_today
from placements.store.tables.children import CARE_PERIODS, CHILDREN

_C: Final = CHILDREN.c
_POSTS: Final = ("owner_post_id", "social_worker_post_id", "iro_post_id")


def looked_after() -> ColumnElement[bool]:
    """A child in care today, short breaks not counted (PL-323)."""
    return exists().where(
        care_today(), CARE_PERIODS.c.status == CareStatus.LOOKED_AFTER.value, CARE_PERIODS.c.short_break.is_(False)
    )


def posts_of(cases: FromClause) -> tuple[ColumnElement[Any], ...]:
    """The owner of the case, else of the child; and the child's own people."""
    owner = func.coalesce(cases.c.owner_post_id, _C.owner_post_id).label("owner_post_id")
    return owner, _C.social_worker_post_id, _C.iro_post_id


def people_of(row: RowMapping) -> People:
    return People(**{name: row[name] for name in _POSTS})


def year_group_of(row: RowMapping, on: date) -> str:
    """What somebody has set by hand counts before the date of birth (PL-317)."""
    return row["year_group_override"] or year_group(row["date_of_birth"], on)
