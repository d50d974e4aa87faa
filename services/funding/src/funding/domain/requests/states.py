"""How a request moves from one state to the next (section 12, table of steps)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kit.kernel.errors import StepNotAllowed


class RequestState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    COMMITTED = "committed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    RELEASED = "released"
    PAID = "paid"
    PART_EVIDENCED = "part_evidenced"
    EVIDENCED = "evidenced"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class RequestStep(StrEnum):
    """`approve` and `decline` are the two ends of the step that decides; the evidence steps likewise."""

    SUBMIT = "submit"
    TAKE = "take"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    RELEASE = "release"
    CONFIRM = "confirm"
    EVIDENCE_PART = "evidence_part"
    EVIDENCE = "evidence"
    CLOSE = "close"
    CANCEL = "cancel"


_S = RequestState
_T = RequestStep

TRANSITIONS: Final[Mapping[tuple[RequestState, RequestStep], RequestState]] = {
    (_S.DRAFT, _T.SUBMIT): _S.SUBMITTED,
    (_S.DRAFT, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.SUBMITTED, _T.TAKE): _S.UNDER_REVIEW,
    (_S.SUBMITTED, _T.APPROVE): _S.COMMITTED,
    (_S.SUBMITTED, _T.DECLINE): _S.DECLINED,
    (_S.SUBMITTED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.SUBMITTED, _T.LAPSE): _S.LAPSED,
    (_S.UNDER_REVIEW, _T.APPROVE): _S.COMMITTED,
    (_S.UNDER_REVIEW, _T.DECLINE): _S.DECLINED,
    (_S.UNDER_REVIEW, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.UNDER_REVIEW, _T.LAPSE): _S.LAPSED,
    (_S.COMMITTED, _T.RELEASE): _S.RELEASED,
    (_S.COMMITTED, _T.CANCEL): _S.CANCELLED,
    (_S.RELEASED, _T.CONFIRM): _S.PAID,
    (_S.PAID, _T.EVIDENCE_PART): _S.PART_EVIDENCED,
    (_S.PAID, _T.EVIDENCE): _S.EVIDENCED,
    (_S.PART_EVIDENCED, _T.EVIDENCE_PART): _S.PART_EVIDENCED,
    (_S.PART_EVIDENCED, _T.EVIDENCE): _S.EVIDENCED,
    (_S.PART_EVIDENCED, _T.CLOSE): _S.CLOSED,
    (_S.EVIDENCED, _T.CLOSE): _S.CLOSED,
}


def next_state(state: RequestState, step: RequestStep) -> RequestState:
    """Raises StepNotAllowed for a pair that is not in the table."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise StepNotAllowed(state, step) from None
