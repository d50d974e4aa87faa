"""What the rules of section 13 look at: one authority's open work as it stands on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kit.kernel.days import NO_CALENDAR, Calendar
from placements.domain.alert_surroundings import MovedDates, RefusalOfLac, RoundChild, SchoolFact
from placements.domain.alerts import People, Subject, SubjectKind
from placements.domain.application_states import ApplicationFlag, ApplicationState
from placements.domain.cases import CaseReason
from placements.domain.clocks import Clock
from placements.domain.decisions import Outcome
from placements.domain.legal_rules import LegalRule
from placements.domain.routes import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The answer that stands."""

    id: UUID
    outcome: Outcome
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An application that has not ended. `running` are its clocks that nothing has stopped, by key."""

    id: UUID
    case_id: UUID
    child_id: UUID
    school_urn: int
    state: ApplicationState
    flags: frozenset[ApplicationFlag]
    route: Route | None
    received_on: date | None
    start_on: date | None
    looked_after: bool
    people: People
    answer: LastAnswer | None = None
    running: Mapping[str, Clock] = field(default_factory=dict)
    calendar: Calendar = NO_CALENDAR
    is_recommended: bool = False
    lacks_papers: bool = False

    @property
    def subject(self) -> Subject:
        return Subject(
            kind=SubjectKind.APPLICATION,
            key=str(self.id),
            child_id=self.child_id,
            case_id=self.case_id,
            application_id=self.id,
            school_urn=self.school_urn,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case nobody has closed. `is_asked`: some school was asked; `placed_full_time` is PL-504 `placed`."""

    id: UUID
    child_id: UUID
    reason: CaseReason
    need_from: date
    opened_on: date
    year_group: str
    looked_after: bool
    people: People
    is_asked: bool
    placed_full_time: bool
    approved: bool = False
    unsupported_consultations: int = 0
    running: Mapping[str, Clock] = field(default_factory=dict)
    calendar: Calendar = NO_CALENDAR

    @property
    def subject(self) -> Subject:
        return Subject(kind=SubjectKind.CASE, key=str(self.id), child_id=self.child_id, case_id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFact:
    """Something about a child that a rule counts from: part time since, excluded on, in provision since."""

    id: UUID
    key: str
    on: date
    people: People
    review_on: date | None = None
    case_id: UUID | None = None
    school_urn: int | None = None

    @property
    def subject(self) -> Subject:
        return Subject(
            kind=SubjectKind.CHILD,
            key=str(self.id),
            child_id=self.id,
            case_id=self.case_id,
            school_urn=self.school_urn,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A clock that runs on after its application has ended: a plan, a review, a notice to somebody."""

    clock: Clock
    child_id: UUID
    people: People
    school_urn: int | None = None

    @property
    def subject(self) -> Subject:
        of_application = self.clock.application_id is not None
        return Subject(
            kind=SubjectKind.APPLICATION if of_application else SubjectKind.CASE,
            key=str(self.clock.application_id or self.clock.case_id),
            child_id=self.child_id,
            case_id=self.clock.case_id,
            application_id=self.clock.application_id,
            school_urn=self.school_urn,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything of one authority on one day."""

    today: date
    requests: Sequence[Request] = ()
    cases: Sequence[OpenCase] = ()
    duties: Sequence[Duty] = ()
    uncased: Sequence[ChildFact] = ()
    few_hours: Sequence[ChildFact] = ()
    excluded: Sequence[ChildFact] = ()
    round: Sequence[RoundChild] = ()
    closing_schools: Sequence[SchoolFact] = ()
    unreached_schools: Sequence[SchoolFact] = ()
    refusals: Sequence[RefusalOfLac] = ()
    moved: Sequence[MovedDates] = ()
    rules: Sequence[LegalRule] = ()
