"""What alerts look at around open work: the next school, schools that close or refuse, dates that moved."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from placements.domain.alerts import People, Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChild:
    """A looked-after child who may be due at another school next September."""

    id: UUID
    next_year_group: str
    year_group: str
    last_year_group_here: int | None
    has_plan: bool
    people: People
    applied: bool = False
    named: bool = False

    @property
    def subject(self) -> Subject:
        return Subject(kind=SubjectKind.CHILD, key=str(self.id), child_id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFact:
    """A school work of the authority leans on; `mark` tells one occasion from another."""

    urn: int
    mark: str
    on: date | None = None

    @property
    def subject(self) -> Subject:
        return Subject(kind=SubjectKind.SCHOOL, key=str(self.urn), school_urn=self.urn)


@dataclass(frozen=True, slots=True)
class RefusalOfLac:
    """A refusal of a looked-after child."""

    school_urn: int
    application_id: UUID
    decided_on: date
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDates:
    """Running clocks of an application or a case were given other dates on a day (PL-315)."""

    line_id: UUID
    on: date
    child_id: UUID
    case_id: UUID
    application_id: UUID | None
    people: People

    @property
    def subject(self) -> Subject:
        return Subject(
            kind=SubjectKind.APPLICATION if self.application_id else SubjectKind.CASE,
            key=str(self.application_id or self.case_id),
            child_id=self.child_id,
            case_id=self.case_id,
            application_id=self.application_id,
        )
