"""The problems of the steps towards a direction: each class brings its code, and the day from which it is open."""

from collections.abc import Mapping
from typing import Final

from kit.kernel.errors import DomainError
from kit.web.problems import Problem
from placements.domain.direction_errors import EVERY_BLOCK, BundleIncomplete, DirectionBlocked, OpenLater


def _members(block: type[DirectionBlocked]) -> tuple[str, ...]:
    if block is BundleIncomplete:
        return ("sections",)
    return ("from_on",) if issubclass(block, OpenLater) else ()


DIRECTION_PROBLEMS: Final[Mapping[type[DomainError], Problem]] = {
    block: Problem(409, block.code, block.says, _members(block)) for block in EVERY_BLOCK
}
