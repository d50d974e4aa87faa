"""On whose side it lay that an application ended (PL-1103)."""

from typing import Final

from placements.domain.application import Application, WithdrawalReason
from placements.domain.application_states import ADVERSE

_BY_THE_CHILD: Final = frozenset({WithdrawalReason.CHILD_WISH, WithdrawalReason.PARENT_REQUEST, WithdrawalReason.DIED})
_CHOSE_ANOTHER: Final = WithdrawalReason.OTHER_SCHOOL_CHOSEN


def side_of_withdrawal(before: Application, reason: WithdrawalReason) -> str:
    """An adverse answer that is not pursued stays with the school, unless the authority's side changed."""
    if reason in _BY_THE_CHILD:
        return "child"
    if reason is not _CHOSE_ANOTHER:
        return "authority"
    return "school" if before.state in ADVERSE else "other_offer"


def side_of_supersession(before: Application, reason: str) -> str:
    """Placed elsewhere: the school's side when it had said no, else another offer came first."""
    if reason != "placed":
        return "authority"
    return "school" if before.state in ADVERSE else "other_offer"
