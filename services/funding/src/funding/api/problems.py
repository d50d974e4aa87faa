"""Which problem each error of the funding service becomes (section 23)."""

from collections.abc import Mapping
from typing import Final

from funding.actions.gather_batch import NothingToPay
from funding.domain.awards.award import AwardNotWhole, SchemeClosed
from funding.domain.awards.split import SplitShort
from funding.domain.ledger.invariants import BooksWouldBreak, Overdrawn
from funding.domain.ledger.periods import FinancialYearNotOpen, PeriodClosed
from funding.domain.plain_text import PersonalDataInText
from funding.domain.rates import RateNotSet
from funding.domain.requests import submission
from funding.domain.requests.decision import AboveLimit, EhcpOverlap
from funding.domain.returns.acceptance import ReceiptMissing
from funding.domain.returns.due_date import CalendarMissing
from funding.domain.ssda903.count import FileRejected
from funding.domain.ssda903.files import FileTooLarge, FileUnreadable, NotCsv, TableNotWanted
from funding.domain.ssda903.record import RowErrors
from kit.kernel.errors import DomainError
from kit.web.problems import GENERAL, Problem

PROBLEMS: Final[Mapping[type[DomainError], Problem]] = {
    AboveLimit: Problem(403, "above_limit", "This is for somebody with a higher limit to decide.", ("role",)),
    PeriodClosed: Problem(409, "period_closed", "The financial year does not take this any more."),
    NothingToPay: Problem(409, "nothing_to_pay", "Nothing is ready to pay."),
    RateNotSet: Problem(
        422, "rate_not_set", "The rate of this year is not confirmed yet.", ("scheme", "financial_year")
    ),
    AwardNotWhole: Problem(422, "award_not_whole", "The award is not the number of children times the rate."),
    SchemeClosed: Problem(422, "scheme_closed", "This scheme takes no award."),
    Overdrawn: Problem(
        422,
        "pot_short",
        "There is not enough money for this.",
        ("shortfall_pence", "central_shortfall_pence", "devolved_shortfall_pence"),
    ),
    SplitShort: Problem(422, "split_short", "The award does not cover the base of every child.", ("shortfall_pence",)),
    submission.OverMaximum: Problem(
        422, "over_maximum", "This is more than the policy allows for one request.", ("maximum_pence",)
    ),
    submission.RequiredByPolicy: Problem(
        422, "required_by_policy", "The policy asks for a field that is empty.", ("pointer",)
    ),
    submission.WindowClosed: Problem(422, "window_closed", "Requests are not taken on this day."),
    submission.RequesterNotAllowed: Problem(422, "requester_not_allowed", "The policy does not let your role ask."),
    submission.SpendCodeDisallowed: Problem(
        422, "spend_code_disallowed", "The policy does not pay for this.", ("spend_code",)
    ),
    submission.RetrospectiveNotAllowed: Problem(
        422, "retrospective_not_allowed", "The policy wants to be asked before the money is spent."
    ),
    submission.FinancialYearOver: Problem(422, "financial_year_over", "The year takes no more requests."),
    submission.PoolingNotAllowed: Problem(
        422, "pooling_not_allowed", "The policy does not pool money of several children."
    ),
    submission.PhaseNotFunded: Problem(422, "phase_not_funded", "The scheme is for children of other year groups."),
    FinancialYearNotOpen: Problem(
        422, "financial_year_not_open", "No award of that year has been posted.", ("financial_year",)
    ),
    EhcpOverlap: Problem(422, "ehcp_overlap", "An EHC plan already pays for this."),
    FileTooLarge: GENERAL["file_too_large"],
    NotCsv: GENERAL["unsupported_media_type"],
    FileUnreadable: Problem(422, "file_unreadable", "The file cannot be read as this table.", ("file",)),
    TableNotWanted: Problem(422, "table_not_wanted", "This table of the return is not needed.", ("file",)),
    FileRejected: Problem(422, "file_rejected", "The two files do not belong together."),
    RowErrors: Problem(422, "row_errors", "Some rows were rejected: accept the rest, or mend them."),
    CalendarMissing: Problem(422, "calendar_missing", "The dates of this term are not known.", ("term",)),
    ReceiptMissing: Problem(422, "receipt_missing", "A line of this sum needs a receipt.", ("line_id",)),
    PersonalDataInText: Problem(422, "personal_data_in_text", "Do not name children in the text."),
    BooksWouldBreak: GENERAL["internal_error"],
}
