"""Takes up the file of one application: the request and everything a step has to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from kit.kernel.days import Calendar
from kit.kernel.errors import StaleVersion
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.domain.application import Application
from placements.domain.application_states import BEFORE_THE_SCHOOL
from placements.domain.approvals import Approval
from placements.domain.care import Cohort, cohort_on
from placements.domain.cases import Case
from placements.domain.child import Child
from placements.domain.child_record import ChildRecord
from placements.domain.chronology import Entry, EntryKind, Via
from placements.domain.clock_units import CalendarRole
from placements.domain.clocks import Clock
from placements.domain.decisions import Decision
from placements.domain.errors import ApplicationNotFound, SchoolUnknown, StepNotForActor
from placements.domain.refusal_codes import RefusalCohort
from placements.domain.routes import Route
from placements.domain.school import School
from placements.domain.school_facts import InspectionFacts
from placements.domain.steps import Step
from placements.domain.transitions import transition


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFile:
    """An application with its case, child, school, clocks and the calendars they run by."""

    application: Application
    case: Case
    record: ChildRecord
    school: School
    clocks: tuple[Clock, ...]
    case_clocks: tuple[Clock, ...]
    calendars: Mapping[CalendarRole, Calendar]
    cohort: Cohort | None
    approvals: tuple[Approval, ...] = ()
    inspection: InspectionFacts | None = None

    @property
    def child(self) -> Child:
        return self.record.child

    @property
    def adverse_inspection(self) -> bool:
        """The last inspection asks for an exception before a child is sent there (PL-510)."""
        return self.inspection is not None and self.inspection.needs_exception

    @property
    def wants_inspection_note(self) -> bool:
        """Grade 3: how the school supports vulnerable pupils should be noted (PL-510)."""
        return self.inspection is not None and self.inspection.needs_a_note and not self.application.inspection_note

    @property
    def school_calendar(self) -> Calendar:
        return self.calendars[CalendarRole.SCHOOL]

    @property
    def refusal_cohort(self) -> RefusalCohort:
        return RefusalCohort.of(self.cohort, plan_route=self.application.route is Route.EHCP_NAMING)

    def with_application(self, application: Application) -> "ApplicationFile":
        return replace(self, application=application)


async def read_file(desk: Desk, application_id: UUID) -> ApplicationFile:
    """To read. Raises ApplicationNotFound."""
    application = await desk.applications.get(application_id)
    if application is None:
        raise ApplicationNotFound
    return await open_file(desk, application)


async def take_up(desk: Desk, application_id: UUID, version: int | None) -> ApplicationFile:
    """To change: the application is held until the transaction ends. Raises ApplicationNotFound, StaleVersion.

    `version` is what the caller read; None where the newest counts (jobs, reply links). Whether the caller reaches the
    child comes first: a version must not tell that a request exists (PL-202).
    """
    application = await desk.applications.get_to_change(application_id)
    if application is None:
        raise ApplicationNotFound
    file = await open_file(desk, application)
    if version is not None and version != application.version:
        raise StaleVersion
    return file


async def open_file(desk: Desk, application: Application) -> ApplicationFile:
    """What stands around an application, as it is now."""
    case = await desk.cases.get(application.case_id)
    child = await desk.children.get(application.child_id)
    school = await desk.schools.get(application.school_urn)
    if case is None or child is None:
        raise ApplicationNotFound
    if school is None:
        raise SchoolUnknown
    [record] = await desk.intervals.records([child])
    clocks = await desk.clocks.of_case(case.id)
    before_the_school = application.state in BEFORE_THE_SCHOOL
    return ApplicationFile(
        application=application,
        case=case,
        record=record,
        school=school,
        clocks=tuple(clock for clock in clocks if clock.application_id == application.id),
        case_clocks=tuple(clock for clock in clocks if clock.application_id is None),
        calendars=await calendars_of(desk, case, school),
        cohort=cohort_on(record.care, desk.today),
        approvals=tuple(await desk.approvals.of_case(case.id)) if before_the_school else (),
        inspection=(await desk.school_facts.get(school.urn)).inspection if before_the_school else None,
    )


async def calendars_of(desk: Desk, case: Case, school: School | None) -> dict[CalendarRole, Calendar]:
    """The school's days, those of the case, and those of where the child lives now (PL-804)."""
    by_case = await desk.calendars.resolve(None, case.case_calendar_authority)
    same = case.host_authority == case.case_calendar_authority
    calendars = {
        CalendarRole.CASE: by_case,
        CalendarRole.HOST: by_case if same else await desk.calendars.resolve(None, case.host_authority),
    }
    if school is not None:
        calendars[CalendarRole.SCHOOL] = await desk.calendars.resolve(school.urn, school.authority)
    return calendars


def permit(desk: Desk, application: Application, step: Step) -> None:
    """Raises StepNotAllowed when the table has no such step, StepNotForActor when it is another's (PL-703)."""
    if not transition(application.state, step).who & desk.actors:
        raise StepNotForActor


async def put_back(
    desk: Desk,
    file: ApplicationFile,
    changed: Application,
    kind: EntryKind,
    facts: Mapping[str, Any],
    decision: Decision | None = None,
) -> ApplicationFile:
    """Saves the application in its next version and writes the line of the log."""
    kept = await desk.applications.save(changed, desk.now, decision)
    await write_log(desk, kept, kind, facts)
    return file.with_application(kept)


async def write_log(desk: Desk, application: Application, kind: EntryKind, facts: Mapping[str, Any]) -> None:
    """One line about an application."""
    await desk.history.add([log_entry(desk, kind, facts, application.case_id, application.child_id, application.id)])


def log_entry(
    desk: Desk,
    kind: EntryKind,
    facts: Mapping[str, Any],
    case_id: UUID | None,
    child_id: UUID,
    application_id: UUID | None,
    document_id: UUID | None = None,
) -> Entry:
    taker = desk.taker
    return Entry(
        id=new_id(),
        at=desk.now,
        kind=kind,
        child_id=child_id,
        case_id=case_id,
        application_id=application_id,
        actor_kind=taker.kind,
        actor_id=taker.id,
        role=taker.role,
        via=Via(taker.via),
        facts=facts,
        document_id=document_id,
    )
