"""What each letter is called in a sentence, and sentences that a step of a direction gives its letter."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from placements.domain.application import WithdrawalReason
from placements.domain.written_dates import written

LETTER_WORDS: Final[Mapping[str, str]] = {
    "L1": "request for a place",
    "L2": "reminder",
    "L3": "acceptance of the place",
    "L4": "notice to the authority where the child lives",
    "C1": "answer to a refusal for want of room",
    "C2": "answer to a refusal about infant classes",
    "C3": "answer to a refusal about behaviour or fair access",
    "C4": "answer to a refusal about the child's needs",
    "C5": "answer to a wait for information or funding",
    "C6": "answer to conditions or a withdrawn offer",
    "C7": "answer to a refusal about arrival, language or age",
    "C8": "answer to silence",
    "D1": "consultation before a direction",
    "D2": "notice of intention to direct",
    "D3": "direction",
    "D4": "request to the Secretary of State",
    "D5": "withdrawal",
}

_WITHDRAWN: Final[Mapping[WithdrawalReason, str]] = {
    WithdrawalReason.LEFT_CARE: "the child is no longer looked after by this authority",
    WithdrawalReason.OTHER_SCHOOL_CHOSEN: "another school has been chosen",
    WithdrawalReason.PARENT_REQUEST: "a parent has asked for it",
    WithdrawalReason.CHILD_WISH: "the child has asked for it",
    WithdrawalReason.ENTERED_IN_ERROR: "the request was entered in error",
    WithdrawalReason.EHCP_NOT_NAMED: "an education, health and care plan names another school",
    WithdrawalReason.POST16: "the young person has passed school age",
    WithdrawalReason.LEFT_ENGLAND: "the child has left England",
    WithdrawalReason.DIED: "the place is no longer needed",
}


def withdrawal_words(reason: WithdrawalReason) -> str:
    """`withdrawal_reason` of D5: a class of reasons, and no more of the child than the reader has to know."""
    return _WITHDRAWN[reason]


def consultation_words(served_on: date, replied_on: date | None, willing: bool | None) -> str:
    """`consultation_result` of D2."""
    asked = f"The admission authority was consulted on {written(served_on)}."
    if replied_on is None:
        return f"{asked} It did not answer in the time the law gives."
    answer = "willing" if willing else "not willing"
    return f"{asked} It answered on {written(replied_on)} that it is {answer} to admit the child."


def no_reference_words(notice_served_on: date, referral_until: date) -> str:
    """`notice_result` of D3 after a notice that nobody referred."""
    return (
        f"Notice of this direction was served on {written(notice_served_on)}. The time for a reference to the Schools "
        f"Adjudicator ended on {written(referral_until)}; none is known, and the adjudicator's office has been asked."
    )


def upheld_words(notice_served_on: date, determined_on: date) -> str:
    """`notice_result` of D3 after the adjudicator let the direction stand."""
    return (
        f"Notice of this direction was served on {written(notice_served_on)}. The matter was referred to the Schools "
        f"Adjudicator, who upheld the direction on {written(determined_on)}."
    )
