"""Members of the children's social care payload: which are read, which are read past, and values out of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from placements.imports.cells import CellWrong, Read, as_date
from placements.imports.report import Tally

CHILD: Final = frozenset({"la_child_id", "child_details", "social_care_episodes", "purge"})
DETAILS: Final = frozenset(
    {
        *("unique_pupil_number", "former_unique_pupil_number", "unique_pupil_number_unknown_reason", "first_name"),
        *("surname", "date_of_birth", "sex", "ethnicity", "uasc_flag", "uasc_end_date", "purge"),
    }
)
EPISODE: Final = frozenset({"child_looked_after_placements", "purge"})
PLACEMENT: Final = frozenset(
    {
        *("child_looked_after_placement_id", "start_date", "start_reason", "placement_type", "postcode"),
        *("end_date", "end_reason", "change_reason", "purge"),
    }
)
READ_PAST: Final = frozenset(
    {
        *("mis_child_id", "disabilities", "postcode", "expected_date_of_birth", "health_and_wellbeing"),
        *("education_health_care_plans", "child_and_family_assessments", "child_in_need_plans"),
        *("section_47_assessments", "child_protection_plans", "adoption", "care_leavers", "care_worker_details"),
        *("social_care_episode_id", "referral_date", "referral_source", "referral_no_further_action_flag"),
        *("closure_date", "closure_reason"),
    }
)
"""Known to the payload and not needed here: never stored (SE-4)."""


class MemberWrong(Exception):
    """`member` has the wrong type, or a value that makes the child's entry wrong."""

    def __init__(self, member: str, code: str) -> None:
        super().__init__(code)
        self.member = member
        self.code = code


def text_of(there: Mapping[str, Any], member: str, read: Read[Any]) -> Any:
    """The value; None where the member is missing, null or empty. Raises MemberWrong."""
    value = there.get(member)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise MemberWrong(member, "wrong_type")
    try:
        return read(value.strip())
    except CellWrong as wrong:
        raise MemberWrong(member, wrong.code) from None


def day_of(there: Mapping[str, Any], member: str) -> date | None:
    day: date | None = text_of(there, member, as_date)
    return day


def flag_of(there: Mapping[str, Any], member: str) -> bool | None:
    """Raises MemberWrong where it is neither true nor false."""
    value = there.get(member)
    if value is not None and not isinstance(value, bool):
        raise MemberWrong(member, "wrong_type")
    return value


def object_of(there: Mapping[str, Any], member: str) -> dict[str, Any]:
    value = there.get(member)
    if value is not None and not isinstance(value, dict):
        raise MemberWrong(member, "wrong_type")
    return value or {}


def objects_of(there: Mapping[str, Any], member: str) -> list[dict[str, Any]]:
    value = there.get(member)
    if value is not None and not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
        raise MemberWrong(member, "wrong_type")
    return value or []


@dataclass(slots=True)
class Members:
    """What reading them has found so far."""

    tally: Tally
    ignored: int = 0
    read_past: set[str] = field(default_factory=set)

    def wanted(self, row: int, there: Mapping[str, Any], member: str, read: Read[Any]) -> Any:
        """A wrong value is left out with a warning."""
        try:
            return text_of(there, member, read)
        except MemberWrong as wrong:
            self.tally.warn(row, member, wrong.code)
            return None

    def count(self, there: Mapping[str, Any], known: Collection[str]) -> None:
        """Unknown members are counted; their names are the sender's and are not repeated."""
        past = {member for member in there if member in READ_PAST and member not in known}
        self.read_past |= past
        self.ignored += len(there.keys() - set(known) - past)
