"""The problems of the steps towards a direction: each class brings its code, and the day from which it is open."""

from collections.abc import Mapping
from typing import Final

from kit.kernel.errors import DomainError
from kit.web.problems import Problem
from placements.domain.direction_errors import EVERY_BLOCK

_MEMBERS: Final = ("from_on", "sections")
DIRECTION_PROBLEMS: Final[Mapping[type[DomainError], Problem]] = {
    block: Problem(409, block.code, block.says, _MEMBERS) for block in EVERY_BLOCK
}
