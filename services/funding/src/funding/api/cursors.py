"""Where a page starts: a cursor of another list is refused like one that was made up."""

from typing import Any
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.web.paging import PageRequest


def after_id(page: PageRequest) -> UUID | None:
    """For lists that go on after an id."""
    if not page.after:
        return None
    (key,) = _keys(page, 1)
    return _id(key)


def after_number(page: PageRequest) -> int | None:
    """For lists that go on after a number."""
    if not page.after:
        return None
    (key,) = _keys(page, 1)
    if type(key) is not int:
        raise _foreign()
    return key


def after_name(page: PageRequest) -> tuple[str, UUID] | None:
    """For lists that go on after a name and an id."""
    if not page.after:
        return None
    name, key = _keys(page, 2)
    return str(name), _id(key)


def _keys(page: PageRequest, count: int) -> tuple[Any, ...]:
    if len(page.after) != count:
        raise _foreign()
    return page.after


def _id(key: object) -> UUID:
    try:
        return UUID(str(key))
    except ValueError:
        raise _foreign() from None


def _foreign() -> InvalidInput:
    return InvalidInput("bad_format", "query/cursor")
