"""Takes up an application on its way to a direction: the request and everything the law asks about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from kit.kernel.errors import SecondPersonRequired, StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile, permit, take_up
from placements.domain.application import Application
from placements.domain.care import Cohort
from placements.domain.direction import DirectionProcess, Signature
from placements.domain.direction_errors import ChildNotLookedAfter, DirectionBlocked
from placements.domain.direction_guards import Power
from placements.domain.direction_states import ProcessOutcome, ProcessType
from placements.domain.exclusions import Exclusion, excluded_from, twice_excluded
from placements.domain.legal_rules import LegalRules, RuleKey
from placements.domain.next_routes import RULES_ASKED, NextFacts, is_own_authority, next_route
from placements.domain.recommendation import Recommendation, missing_for_s96, standing
from placements.domain.school import SchoolKind
from placements.domain.steps import Step

_MAY_BE_BOTH: Final = "vsh"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionFile:
    """`recommendation` is the one a signature may rest on; `process` the one that runs."""

    file: ApplicationFile
    processes: Sequence[DirectionProcess]
    recommendation: Recommendation | None
    rules: LegalRules
    exclusions: Sequence[Exclusion]
    fair_access_tried: bool
    authority: str

    @property
    def process(self) -> DirectionProcess | None:
        return next((one for one in self.processes if one.is_running), None)

    @property
    def was_stopped(self) -> bool:
        """The child left care while a process ran: the state stays until somebody acts (PL-704)."""
        latest = self.processes[-1] if self.processes else None
        return latest is not None and latest.outcome is ProcessOutcome.STOPPED

    @property
    def answered_on(self) -> date | None:
        """The day of the school's last answer: nothing of a direction is older."""
        answer = self.file.application.answer
        return answer.decided_on if answer else None

    def running(self, step: Step) -> DirectionProcess:
        """The process a later step goes on with. Raises ChildNotLookedAfter where it was stopped, StepNotAllowed."""
        if self.process is not None:
            return self.process
        if self.was_stopped:
            raise ChildNotLookedAfter
        raise StepNotAllowed(self.file.application.state, step)

    @property
    def is_own_authority(self) -> bool:
        return is_own_authority(self.file.school, self.authority)

    @property
    def excluded_here(self) -> bool:
        return excluded_from(self.exclusions, self.file.school.urn)

    def next_facts(self, on: date) -> NextFacts:
        listed = self.recommendation.suitable_schools if self.recommendation else ()
        return NextFacts(
            cohort=self.file.cohort,
            kind=self.file.school.kind,
            own_authority=self.is_own_authority,
            academies_directed=self.rules.in_force(RuleKey.ACADEMIES_DIRECTED, on),
            excluded_here=self.excluded_here,
            fair_access_tried=self.fair_access_tried,
            every_suitable_refused=bool(listed),
        )

    def power(self, today: date, rule_on: date | None = None) -> Power:
        """By the rule of the day a consultation is sent; a process that runs keeps the rule it began under (PL-817)."""
        given = rule_on or today
        bound = self.process is not None and self.process.consultation is not None
        asked, school, application = self.recommendation, self.file.school, self.file.application
        return Power(
            cohort=self.file.cohort,
            kind=school.kind,
            own_authority=self.is_own_authority,
            academies_directed=bound or self.rules.in_force(RuleKey.ACADEMIES_DIRECTED, given),
            excluded_here=self.excluded_here,
            twice_excluded=twice_excluded(self.exclusions, today),
            allowed_by_s96=asked is not None and not missing_for_s96(asked, school, application.year_group),
        )

    def type_to_start(self, on: date) -> ProcessType:
        """Section 96 for a child who was looked after before, where it can reach the school; else section 97A."""
        previously = self.file.cohort in {Cohort.PLAC, Cohort.IAPLAC}
        ruled = self.rules.in_force(RuleKey.ACADEMIES_DIRECTED, on)
        reached = self.file.school.kind is SchoolKind.MAINTAINED or (
            self.file.school.kind is SchoolKind.ACADEMY and ruled
        )
        return ProcessType.S96 if previously and reached else ProcessType.S97A


async def take_up_direction(desk: Desk, application_id: UUID, version: int, step: Step) -> DirectionFile:
    """To change. Raises ApplicationNotFound, StaleVersion, StepNotAllowed, StepNotForActor."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, step)
    return await look_into(desk, file)


async def look_into(desk: Desk, file: ApplicationFile) -> DirectionFile:
    """The same file with what the law asks of it."""
    application = file.application
    recommendations = await desk.directions.recommendations(application.id)
    exclusions = await desk.child_records.exclusions_of([application.child_id])
    return DirectionFile(
        file=file,
        processes=await desk.directions.of_application(application.id),
        recommendation=standing(recommendations, application.decisions),
        rules=await desk.legal_rules.all(),
        exclusions=exclusions.get(application.child_id, ()),
        fair_access_tried=await desk.fair_access.was_tried(application.child_id),
        authority=desk.authority,
    )


def with_next_route(folder: DirectionFile, application: Application, on: date) -> Application:
    """The road that is open now, and the versions of the rules it rests on (PL-501)."""
    return replace(
        application,
        next_route=next_route(folder.next_facts(on)).value,
        next_route_rules=folder.rules.versions(*RULES_ASKED),
    )


def refuse(block: DirectionBlocked | None) -> None:
    """Raises what stands in the way."""
    if block is not None:
        raise block


def sign(desk: Desk, recommended_by: str | None) -> Signature:
    """Two records by two people, unless the authority lets its head do both; the record says so (PL-209).

    Raises SecondPersonRequired.
    """
    alone = recommended_by == desk.taker.id
    if alone and _MAY_BE_BOTH not in desk.settings.direction_signatories:
        raise SecondPersonRequired
    return Signature(by=desk.taker.id, role=desk.taker.role, same_person=alone)


async def recommender_of(desk: Desk, application_id: UUID) -> str | None:
    """Who recommended the process that runs."""
    used = [one for one in await desk.directions.recommendations(application_id) if one.used_on]
    return used[-1].recommended_by if used else None
