"""The reach of a caller as a condition on the table of children, the same statement for everybody."""

from typing import Any, Final

from sqlalchemy import ARRAY, Boolean, ColumnElement, Text, and_, bindparam, or_

from placements.domain.child import SenStatus
from placements.domain.reach import ChildReach
from placements.store.tables.children import CHILDREN

_C: Final = CHILDREN.c
_POSTS: Final = bindparam("reach_posts", type_=ARRAY(Text))


def within_reach() -> ColumnElement[bool]:
    """Children the bound reach holds; bind it by `reach_values`."""
    assigned = or_(_C.social_worker_post_id == _POSTS.any_(), _C.iro_post_id == _POSTS.any_())
    with_sen = _C.sen_status.in_([SenStatus.SUPPORT.value, SenStatus.EHCP.value])
    return or_(
        bindparam("reach_all", type_=Boolean),
        assigned,
        and_(bindparam("reach_sen", type_=Boolean), with_sen),
    )


def reach_values(reach: ChildReach) -> dict[str, Any]:
    return {
        "reach_all": reach.is_everything,
        "reach_posts": list(reach.posts or ()),
        "reach_sen": reach.sen_only,
    }
