"""Who acts, as far as the rules of separation of duties ask (FU-302 to FU-305)."""

from dataclasses import dataclass
from typing import Final

from kit.kernel.errors import SecondPersonRequired

VSH: Final = "vsh"
OFFICER: Final = "vs_officer"
FINANCE: Final = "vs_finance"
SCHOOL_ROLES: Final = frozenset({"designated_teacher", "school_head"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, system or link by its id, with the roles it acts in."""

    id: str
    roles: frozenset[str]

    def is_any_of(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def require_another_person(actor: Actor, *first: str | None) -> None:
    """Raises SecondPersonRequired when the actor already did the first half of a step for two."""
    if actor.id in first:
        raise SecondPersonRequired
