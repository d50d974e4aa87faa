"""Which children of the authority a caller may know of; outside it a child does not exist (PL-202, section 3)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

_ALL_CHILDREN: Final = frozenset({"vsh", "vs_officer", "la_signatory", "la_admissions"})
_ASSIGNED: Final = frozenset({"social_worker", "iro"})
_WITH_SEN: Final = "send_officer"


@dataclass(frozen=True, slots=True)
class ChildReach:
    """`posts`: only children who have one of these posts as social worker or reviewing officer; `sen_only`: only
    children with SEN support or a plan. Where both say something, either is enough."""

    posts: tuple[str, ...] | None = None
    sen_only: bool = False

    @property
    def is_everything(self) -> bool:
        return self.posts is None and not self.sen_only


WHOLE_AUTHORITY: Final = ChildReach()


def reach_of(roles: Collection[str], posts: Collection[str]) -> ChildReach:
    """People with several roles reach what any of them reaches; a system of the authority has none and
    reaches what its scopes say."""
    held = frozenset(roles)
    if not held or held & _ALL_CHILDREN or not held & (_ASSIGNED | {_WITH_SEN}):
        return WHOLE_AUTHORITY
    return ChildReach(tuple(posts) if held & _ASSIGNED else None, sen_only=_WITH_SEN in held)
