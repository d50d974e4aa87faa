"""What this caller may do with a case now, so that no screen works out a right (PL-702)."""

from collections.abc import Collection
from typing import Final

from placements.domain.permitted import AllowedAction, case_actions
from placements.domain.steps import Actor

_STAFF: Final = frozenset({Actor.VSH, Actor.OFFICER, Actor.SOCIAL_WORKER})
_VIRTUAL_SCHOOL: Final = frozenset({Actor.VSH, Actor.OFFICER})
_TELLS_FACTS: Final = _STAFF | {Actor.SEND_OFFICER}
_ESCALATES: Final = "iro"

_OPEN: Final = (
    ("change_case", _STAFF),
    ("tell_case_fact", _TELLS_FACTS),
    ("ask_approval", _STAFF),
    ("record_interim_provision", _VIRTUAL_SCHOOL),
    ("add_case_note", _VIRTUAL_SCHOOL),
    ("escalate_case", _VIRTUAL_SCHOOL),
    ("assign_cases", _VIRTUAL_SCHOOL),
)
CLOSE: Final = "close_case"


def actions_on_case(is_open: bool, actors: frozenset[Actor], role: str, *, requests_run: bool) -> list[AllowedAction]:
    """A closed case takes notes alone. Closing is shown with why, while a request still runs."""
    if not is_open:
        return [AllowedAction("add_case_note")] if actors & _VIRTUAL_SCHOOL else []
    offered = [AllowedAction(name) for name, who in _OPEN if actors & who]
    if role == _ESCALATES:
        offered.append(AllowedAction("escalate_case"))
    if actors & _VIRTUAL_SCHOOL:
        offered.append(AllowedAction(CLOSE, not requests_run, "step_not_allowed" if requests_run else None))
    return [*case_actions(is_open, actors), *offered]


_CHILD: Final = (
    "move_child",
    "record_care_period",
    "record_care_placement",
    "record_roll",
    "record_exclusion",
    "record_reduced_timetable",
)
NOTE_INFORMAL: Final = "note_informal_refusal"
RESTRICTED: Final = ("show_restricted", "change_restricted")
MERGE: Final = "merge_children"


def actions_on_record(
    actors: frozenset[Actor], posts: Collection[str], owners: Collection[str | None], worker: str | None
) -> list[AllowedAction]:
    """What may be written beside a child; restricted facts are for few (PL-204)."""
    offered = [AllowedAction(name) for name in _CHILD if actors & _STAFF]
    if actors & _VIRTUAL_SCHOOL:
        offered.append(AllowedAction(NOTE_INFORMAL))
    is_owner = Actor.OFFICER in actors and any(post in owners for post in posts)
    is_worker = Actor.SOCIAL_WORKER in actors and worker is not None and worker in posts
    if Actor.VSH in actors or is_owner or is_worker:
        offered += [AllowedAction(name) for name in RESTRICTED]
    if Actor.VSH in actors:
        offered.append(AllowedAction(MERGE))
    return offered
