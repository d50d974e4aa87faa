"""The accounts of the ledger and the kinds of journals that move money between them (section 18)."""

from enum import StrEnum
from typing import Final


class Account(StrEnum):
    """Debit is positive: assets and uses stand positive, funds and liabilities negative."""

    DFE_RECEIVABLE = "DFE_RECEIVABLE"
    CASH = "CASH"
    ADVANCED = "ADVANCED"
    SPENT = "SPENT"
    RECOUP_RECEIVABLE = "RECOUP_RECEIVABLE"
    UNALLOCATED = "UNALLOCATED"
    CENTRAL_POT = "CENTRAL_POT"
    DEVOLVED_POT = "DEVOLVED_POT"
    CHILD_BUDGET = "CHILD_BUDGET"
    COMMITTED = "COMMITTED"
    APPLIED = "APPLIED"
    PAYABLE = "PAYABLE"
    DFE_REPAYABLE = "DFE_REPAYABLE"
    POST_YEAR_END = "POST_YEAR_END"


FUNDS_NOT_APPLIED: Final = frozenset(
    {
        Account.UNALLOCATED,
        Account.CENTRAL_POT,
        Account.DEVOLVED_POT,
        Account.CHILD_BUDGET,
        Account.COMMITTED,
        Account.DFE_REPAYABLE,
    }
)
FUNDS: Final = FUNDS_NOT_APPLIED | {Account.APPLIED}
CREDIT_ACCOUNTS: Final = FUNDS | {Account.PAYABLE, Account.POST_YEAR_END}
POTS: Final = (Account.CENTRAL_POT, Account.DEVOLVED_POT)


class JournalKind(StrEnum):
    """Wire codes of the journal table of section 18."""

    AWARD = "J1"
    RECEIPT = "J2"
    SPLIT = "J3"
    BUDGET = "J4"
    COMMIT = "J5"
    RELEASE = "J6"
    PAYMENT = "J7"
    EVIDENCE = "J8"
    CREDIT_NOTE = "J9"
    RECOUP = "J10"
    CASH_BACK = "J11"
    SCHOOL_TO_SCHOOL = "J12"
    YEAR_END = "J13"
    REPAYMENT = "J14"
    LATE_REFUND = "J15"
    SUSPENSE_DECIDED = "J16"
    REVERSAL = "JR"


class PeriodState(StrEnum):
    """A financial year's state (section 17)."""

    PLANNED = "planned"
    OPEN = "open"
    SOFT_CLOSED = "soft_closed"
    CLOSED = "closed"


SOFT_CLOSE_BY_SERVICE_DATE: Final = frozenset({"J1", "J2", "J6", "J7", "J11", "J13", "J14", "JR"})
"""Kinds a softly closed year still takes when their service date lies in it (section 17)."""

SOFT_CLOSE_BY_STEP: Final = frozenset({"J8", "J9", "J12"})
"""Kinds the return and move steps still post into a softly closed year, whatever their date (section 17)."""
