"""Which problem each error of placements is on the wire (section 23): one table, and no class may be missing."""

from collections.abc import Mapping
from typing import Final

from kit.kernel.errors import DomainError
from kit.web.problems import GENERAL, Problem
from placements.api.direction_problems import DIRECTION_PROBLEMS
from placements.domain import errors, exports
from placements.domain.approvals import ApprovalDecided
from placements.domain.child import NameChangeBlocked, UpnInUse
from placements.domain.contact import ReplyAddressExists
from placements.domain.direction_errors import ChildNotLookedAfter
from placements.domain.imports import ImportNotOpen, WrongRowsPresent
from placements.domain.merging import MergeNotPossible
from placements.domain.restricted import RestrictedFacts
from placements.domain.roll import PeriodOverlap
from placements.domain.school_calendar import CalendarInvalid
from placements.domain.vacancy import VacancyAnswered

PROBLEMS: Final[Mapping[type[DomainError], Problem]] = {
    errors.StepNotForActor: GENERAL["forbidden_role"],
    errors.LinkSettled: GENERAL["link_closed"],
    errors.GuardFailed: GENERAL["step_not_allowed"],
    errors.CaseIsClosed: GENERAL["step_not_allowed"],
    errors.RequestsStillRun: GENERAL["step_not_allowed"],
    ApprovalDecided: GENERAL["step_not_allowed"],
    RestrictedFacts: GENERAL["forbidden_role"],
    MergeNotPossible: Problem(409, "merge_not_possible", "These two records cannot be joined."),
    errors.ApprovalMissing: Problem(409, "approval_missing", "An approval has to be given first."),
    **DIRECTION_PROBLEMS,
    errors.NotLookedAfter: DIRECTION_PROBLEMS[ChildNotLookedAfter],
    errors.SchoolClosed: Problem(409, "school_closed", "The school is not open."),
    errors.BundleIncomplete: Problem(
        409, "bundle_incomplete", "Sections of the bundle are neither filled nor marked.", ("sections",)
    ),
    errors.ReleaseCheckRequired: Problem(
        409, "release_check_required", "A second person has to release this letter first."
    ),
    errors.PaperNotReady: Problem(409, "paper_not_ready", "The document is being made. Try again in a moment."),
    errors.ApplicationDuplicate: Problem(
        409, "application_duplicate", "This school has been asked for this child already.", ("existing_id",)
    ),
    errors.CaseAlreadyOpen: Problem(409, "case_already_open", "The child has an open case already.", ("existing_id",)),
    errors.ReminderTooSoon: Problem(409, "reminder_too_soon", "The school has been reminded today.", ("reminded_at",)),
    errors.Incomplete: Problem(422, "incomplete", "Facts that are needed are missing."),
    errors.MergeFieldMissing: Problem(422, "merge_field_missing", "The letter would have a blank in it."),
    errors.AttachmentMissing: Problem(409, "attachment_missing", "A paper that is wanted with a request is missing."),
    errors.ConditionsRequired: Problem(422, "conditions_required", "An offer with conditions names at least one."),
    errors.LetterDoesNotFit: Problem(422, "validation_failed", "This letter answers none of the reasons."),
    errors.CodeNotUsable: Problem(422, "code_not_usable", "This reason cannot be used here."),
    errors.ReceivedInFuture: Problem(422, "received_on_in_future", "Nothing is received on a day to come."),
    errors.ProofRequired: Problem(422, "proof_required", "An earlier receipt needs proof."),
    errors.SchoolUnknown: Problem(422, "school_unknown", "No school has this URN."),
    errors.CalendarMissing: Problem(422, "calendar_missing", "No calendar covers these days."),
    ImportNotOpen: Problem(409, "import_state", "The import has moved on.", ("state",)),
    WrongRowsPresent: Problem(422, "wrong_rows_present", "Some rows are wrong: say that the others may be taken."),
    errors.OtherDomain: Problem(422, "other_domain", "That address is not in the school's own mail domain."),
    errors.NoReplyAddress: Problem(422, "no_reply_address", "No reply address is known for this school."),
    errors.TooManyToday: GENERAL["rate_limited"],
    exports.ApprovalRequired: Problem(403, "approval_required", "Somebody else has to agree first."),
    exports.ExportNotReady: Problem(409, "export_not_ready", "The file is being made. Try again in a moment."),
    exports.ExportGone: Problem(410, "export_gone", "The file has been fetched three times, or its week is over."),
    UpnInUse: Problem(409, "upn_in_use", "Another child has this UPN."),
    NameChangeBlocked: Problem(409, "name_change_blocked", "Names and UPN may not change now."),
    PeriodOverlap: Problem(409, "period_overlap", "Two periods would lie over each other."),
    ReplyAddressExists: Problem(409, "reply_address_exists", "The school has a reply address already."),
    VacancyAnswered: Problem(409, "step_not_allowed", "The school has answered this question."),
    CalendarInvalid: Problem(422, "calendar_invalid", "The calendar is not in order."),
}
