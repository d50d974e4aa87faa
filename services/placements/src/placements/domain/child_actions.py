"""What this caller may do with a child now, so that no screen works out a right."""

from typing import Final

from placements.domain.permitted import AllowedAction, case_actions, uncased_actions
from placements.domain.steps import Actor

CHANGE: Final = "change_child"
_CHANGED_BY: Final = frozenset({Actor.VSH, Actor.OFFICER, Actor.SOCIAL_WORKER})


def child_actions(actors: frozenset[Actor], *, has_open_case: bool) -> list[AllowedAction]:
    """Change the record; ask for a place in the open case, or open one."""
    change = [AllowedAction(CHANGE)] if actors & _CHANGED_BY else []
    asking = case_actions(is_open=True, actors=actors) if has_open_case else uncased_actions(actors)
    return [*change, *asking]
