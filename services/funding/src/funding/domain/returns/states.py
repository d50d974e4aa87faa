"""How a spend return moves from one state to the next (section 14, table of steps)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kit.kernel.errors import StepNotAllowed


class ReturnState(StrEnum):
    DUE = "due"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    WAIVED = "waived"


class ReturnStep(StrEnum):
    """`remind` asks up to the due date; `chase` asks again after it and changes nothing but the count (FU-1407)."""

    REMIND = "remind"
    CHASE = "chase"
    MISS_DUE_DATE = "miss_due_date"
    ESCALATE = "escalate"
    SUBMIT = "submit"
    QUERY = "query"
    ANSWER = "answer"
    ACCEPT = "accept"
    WAIVE = "waive"
    EXTEND = "extend"
    REOPEN = "reopen"


_S = ReturnState
_T = ReturnStep

NOT_SENT: Final = (_S.DUE, _S.REMINDED, _S.OVERDUE, _S.ESCALATED)
"""States in which the school still has to answer."""

TRANSITIONS: Final[Mapping[tuple[ReturnState, ReturnStep], ReturnState]] = {
    (_S.DUE, _T.REMIND): _S.REMINDED,
    (_S.REMINDED, _T.REMIND): _S.REMINDED,
    (_S.OVERDUE, _T.CHASE): _S.OVERDUE,
    (_S.ESCALATED, _T.CHASE): _S.ESCALATED,
    (_S.DUE, _T.MISS_DUE_DATE): _S.OVERDUE,
    (_S.REMINDED, _T.MISS_DUE_DATE): _S.OVERDUE,
    (_S.OVERDUE, _T.ESCALATE): _S.ESCALATED,
    **{(state, _T.SUBMIT): _S.SUBMITTED for state in NOT_SENT},
    (_S.SUBMITTED, _T.QUERY): _S.QUERIED,
    (_S.QUERIED, _T.ANSWER): _S.SUBMITTED,
    (_S.SUBMITTED, _T.ACCEPT): _S.ACCEPTED,
    **{(state, _T.WAIVE): _S.WAIVED for state in NOT_SENT},
    (_S.DUE, _T.EXTEND): _S.DUE,
    (_S.REMINDED, _T.EXTEND): _S.DUE,
    (_S.OVERDUE, _T.EXTEND): _S.DUE,
    (_S.ACCEPTED, _T.REOPEN): _S.QUERIED,
}


def next_state(state: ReturnState, step: ReturnStep) -> ReturnState:
    """Raises StepNotAllowed for a pair that is not in the table."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepNotAllowed(state, step) from None
