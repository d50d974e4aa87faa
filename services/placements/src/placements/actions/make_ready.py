"""A drafted request is made ready to send (T1)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile, permit, put_back, take_up
from placements.domain.application import Application
from placements.domain.approvals import Gates, not_approved
from placements.domain.care import Cohort
from placements.domain.child import SenStatus
from placements.domain.chronology import EntryKind
from placements.domain.completeness import missing_hard
from placements.domain.errors import ApprovalMissing, Incomplete, NotLookedAfter, SchoolClosed
from placements.domain.routes import STREAMS, Route, RouteFacts, select_route, year_of_entry
from placements.domain.steps import Actor, Step


async def make_ready(desk: Desk, application_id: UUID, version: int) -> Application:
    """Raises StepNotAllowed, NotLookedAfter, SchoolClosed, ApprovalMissing, Incomplete."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.MAKE_READY)
    obstacles = Obstacles.to(desk, file)
    obstacles.refuse()
    route = route_of(desk, file)
    ready = file.application.make_ready(route, STREAMS[route])
    kept = await put_back(desk, file, ready, EntryKind.MADE_READY, {"route": route.value})
    return kept.application


@dataclass(frozen=True, slots=True)
class Obstacles:
    """The guards of T1, in the order they are checked: child's status, school, approvals, facts."""

    not_looked_after: bool
    school_closed: bool
    approval_missing: bool
    missing: tuple[str, ...]

    @classmethod
    def to(cls, desk: Desk, file: ApplicationFile) -> "Obstacles":
        return cls(
            not_looked_after=file.cohort is None,
            school_closed=not file.school.is_open,
            approval_missing=bool(not_approved(gates_of(desk, file).needed, file.approvals, file.school.urn)),
            missing=tuple(missing_hard(file.child, agreed=_agreed(desk))),
        )

    def refuse(self) -> None:
        if self.not_looked_after:
            raise NotLookedAfter
        if self.school_closed:
            raise SchoolClosed
        if self.approval_missing:
            raise ApprovalMissing
        if self.missing:
            raise Incomplete(self.missing)


def gates_of(desk: Desk, file: ApplicationFile) -> Gates:
    """PL-509 to PL-511."""
    looked_after = file.cohort is Cohort.LAC
    outside = file.school.authority != file.case.responsible_authority
    return Gates(
        ks4_move=file.case.needs_ks4_approval(file.application.year_group, looked_after=looked_after),
        adverse_inspection=file.adverse_inspection,
        out_of_county=desk.settings.out_of_county_approval and outside,
    )


def route_of(desk: Desk, file: ApplicationFile) -> Route:
    """By child, school and dates as they are today (PL-501)."""
    application = file.application
    facts = RouteFacts(
        final_plan=file.child.sen_status is SenStatus.EHCP,
        cohort=file.cohort,
        kind=file.school.kind,
        year_group=application.year_group,
        normal_year_of_entry=year_of_entry(file.school) == application.year_group,
        before_first_term=desk.today < _first_day_of_entry(file),
    )
    return select_route(facts)


def _agreed(desk: Desk) -> bool:
    """The virtual school head agrees, or an officer where that is delegated (PL-601)."""
    if Actor.VSH in desk.taker.actors:
        return True
    return desk.settings.agreement_delegated_to_officers and Actor.OFFICER in desk.taker.actors


def _first_day_of_entry(file: ApplicationFile) -> date:
    """The first school day of the admission year, 1 September where no calendar says."""
    first_of_september = date(int(file.application.entry_academic_year[:4]), 9, 1)
    if not file.school_calendar.covers(first_of_september, first_of_september):
        return first_of_september
    august = first_of_september.replace(month=8)
    return next((day for day in file.school_calendar.school_days if day >= august), first_of_september)
