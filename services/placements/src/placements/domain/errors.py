"""What the rules of cases and applications refuse, as facts; the API maps each class to its problem code."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kit.kernel.errors import DomainError, InvalidFields, NotFound


class CaseNotFound(NotFound):
    """No such case for this caller."""


class ApplicationNotFound(NotFound):
    """No such application for this caller."""


class LetterNotFound(NotFound):
    """No such letter for this caller."""


class BundleNotFound(NotFound):
    """No such bundle for this caller."""


class BundleIncomplete(DomainError):
    """Sections of a bundle are neither filled nor marked (PL-908); `sections` are their numbers."""

    def __init__(self, sections: Iterable[int]) -> None:
        self.sections = ", ".join(str(number) for number in sections)
        super().__init__(self.sections)


class ReleaseCheckRequired(DomainError):
    """The child's address is protected: a second person looks at the letter first (PL-319)."""


class PaperNotReady(DomainError):
    """The paper has been ordered and is not printed yet."""


class StepNotForActor(DomainError):
    """The step is open, but another role takes it (PL-703)."""


class Incomplete(InvalidFields):
    """Facts without which a school cannot be asked are missing (PL-601)."""

    def __init__(self, pointers: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(pointers, "missing"))


class MergeFieldMissing(InvalidFields):
    """A letter would have a blank in it (PL-906)."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__({f"/merge/{name}": "missing" for name in names})


class AlreadyThere(DomainError):
    """The thing exists already; `existing_id` is where."""

    def __init__(self, existing_id: UUID) -> None:
        super().__init__("exists already")
        self.existing_id = existing_id


class ApplicationDuplicate(AlreadyThere):
    """One active application for a child, school, year of entry and year group (PL-605)."""


class CaseAlreadyOpen(AlreadyThere):
    """One open case for a child (PL-506)."""


class ReminderTooSoon(DomainError):
    """The school has been reminded today (PL-902)."""

    def __init__(self, reminded_at: datetime) -> None:
        super().__init__("reminder_too_soon")
        self.reminded_at = reminded_at


class CodeNotUsable(DomainError):
    """The reason is unknown, or not one this caller may give about this child."""


class ReceivedInFuture(DomainError):
    """Nothing is received on a day that has not come (PL-602)."""


class ProofRequired(DomainError):
    """A date of receipt before the submission needs proof (PL-602)."""


class SchoolUnknown(DomainError):
    """No school of the register has this URN."""


class CalendarMissing(DomainError):
    """No calendar covers the days that would have to be counted (PL-314)."""


class LinkSettled(DomainError):
    """The authority needs no answer here any more (SE-46)."""


class GuardFailed(DomainError):
    """The step stands in the table, but what must hold besides the state does not (PL-701)."""


class SchoolClosed(GuardFailed):
    """The school has closed or not opened yet."""


class CaseIsClosed(GuardFailed):
    """The case has ended; a new need is a new case."""


class RequestsStillRun(GuardFailed):
    """A case ends when each of its requests has ended with its own reason."""


class ApprovalMissing(GuardFailed):
    """An approval of PL-509 to PL-511 has not been given."""


class NotLookedAfter(GuardFailed):
    """The step is open only for a child who is looked after, or was."""


class LetterDoesNotFit(InvalidFields):
    """The letter that was asked for answers none of the reasons given (T10)."""

    def __init__(self) -> None:
        super().__init__({"/letter_key": "not_allowed"})


class AttachmentMissing(GuardFailed):
    """Where the child lives a paper is wanted with every request, and there is no word why it is not here (T3)."""


class ConditionsRequired(DomainError):
    """An offer with conditions names at least one (T7)."""


class OtherDomain(DomainError):
    """A link is passed on inside the school's own mail domain only, never to a public one (SE-45)."""


class TooManyToday(DomainError):
    """A link takes so many answers, new links and forwards a day and no more (PL-917)."""


class NoReplyAddress(DomainError):
    """No address is registered to which the school's links may go (PL-330)."""
