"""Which problem each error of accountability becomes (AC-137)."""

from collections.abc import Mapping
from typing import Final

from accountability.domain.errors import SchoolNotFound, SortNotOffered
from accountability.domain.windows import WindowNotOffered
from kit.kernel.errors import DomainError
from kit.web.problems import GENERAL, Problem

PROBLEMS: Final[Mapping[type[DomainError], Problem]] = {
    SchoolNotFound: GENERAL["not_found"],
    SortNotOffered: Problem(422, "sort_not_offered", "Schools are listed by name; no measure puts them in order."),
    WindowNotOffered: Problem(422, "window_not_offered", "No figures are made for this window."),
}
