"""The bank's answer to one line of a batch: taken, taken before, or refused (FU-1311)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from funding.domain.payments.batch import BatchLine, LineState


class ConfirmationResult(StrEnum):
    RECORDED = "recorded"
    REPLAYED = "replayed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One row of what the finance system answers."""

    line_no: int
    payment_ref: str
    status: Literal["paid", "rejected"]
    paid_on: date | None
    paid_pence: int | None
    document_no: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of a row; the line is there when it was recorded."""

    line_no: int
    result: ConfirmationResult
    code: str | None = None
    line: BatchLine | None = None


def confirm(confirmation: Confirmation, line: BatchLine | None) -> Confirmed:
    """The same answer again changes nothing; another answer, sum or line is refused."""
    refused = _against(confirmation, line)
    if refused or line is None:
        return Confirmed(confirmation.line_no, ConfirmationResult.REFUSED, refused or "unknown_line")
    answered = replace(
        line,
        state=LineState(confirmation.status),
        paid_on=confirmation.paid_on,
        document_no=confirmation.document_no,
        reason=confirmation.reason,
    )
    if line.state is not LineState.OPEN:
        if answered == line:
            return Confirmed(line.line_no, ConfirmationResult.REPLAYED)
        return Confirmed(line.line_no, ConfirmationResult.REFUSED, "answered_otherwise")
    return Confirmed(line.line_no, ConfirmationResult.RECORDED, None, answered)


def _against(confirmation: Confirmation, line: BatchLine | None) -> str | None:
    if line is None or line.payment_ref != confirmation.payment_ref:
        return "unknown_line"
    if confirmation.status == "rejected":
        return None if confirmation.reason else "missing_value"
    if confirmation.paid_on is None:
        return "missing_value"
    return None if confirmation.paid_pence == line.pence else "amount_differs"
