"""What a school is asked now about a request, and which clock says by when (operation O60)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from placements.domain.application_states import ApplicationState

_S = ApplicationState


class SchoolAsk(StrEnum):
    """The one thing asked of the school; `nothing` while it is another's move."""

    ANSWER = "answer"
    LIFT_CONDITIONS = "lift_conditions"
    ANSWER_CHALLENGE = "answer_challenge"
    ANSWER_CONSULTATION = "answer_consultation"
    ANSWER_PLAN = "answer_plan"
    ADMIT = "admit"
    START = "start"
    ON_ROLL = "on_roll"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Asking:
    """`clocks` in the order in which they count: the later one once the earlier one has passed."""

    ask: SchoolAsk
    clocks: tuple[str, ...] = ()


_NOTHING: Final = Asking(SchoolAsk.NOTHING)
_ANSWER: Final = Asking(SchoolAsk.ANSWER, ("inyear_target", "inyear_limit"))
ASKED: Final = {
    _S.SUBMITTED: _ANSWER,
    _S.ACKNOWLEDGED: _ANSWER,
    _S.NO_RESPONSE: _ANSWER,
    _S.CONDITIONAL: Asking(SchoolAsk.LIFT_CONDITIONS, ("conditional_lift",)),
    _S.CHALLENGED: Asking(SchoolAsk.ANSWER_CHALLENGE, ("challenge_reply",)),
    _S.CONSULTING: Asking(SchoolAsk.ANSWER_CONSULTATION, ("s97a_consult_reply",)),
    _S.EHCP_CONSULTING: Asking(SchoolAsk.ANSWER_PLAN, ("ehcp_consult",)),
    _S.DIRECTED: Asking(SchoolAsk.ADMIT, ("start_after_direction",)),
    _S.EHCP_NAMED: Asking(SchoolAsk.ADMIT, ("start_after_naming",)),
    _S.ACCEPTED: Asking(SchoolAsk.START, ("start_after_direction", "start_after_naming")),
    _S.START_AGREED: Asking(SchoolAsk.ON_ROLL),
}
"""What is asked by state; states that are not here ask nothing of the school."""
ASKING_STATES: Final = frozenset(ASKED)


def asked_of_school(state: ApplicationState) -> Asking:
    return ASKED.get(state, _NOTHING)
