"""Reads everything a bundle is made of, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placements.actions.desk import Desk
from placements.actions.place_case import schooling_of
from placements.actions.sender import sender_of
from placements.actions.take_up import ApplicationFile
from placements.domain.application import Application
from placements.domain.case_counters import CaseCounters, count_days
from placements.domain.challenges import Challenge
from placements.domain.chronology import Entry
from placements.domain.clock_units import CalendarRole
from placements.domain.direction import DirectionProcess
from placements.domain.mails import Sender
from placements.domain.masking import with_initials_only
from placements.domain.provision import InterimProvision
from placements.domain.questions import Question
from placements.domain.school_facts import SchoolFacts
from placements.store.letters import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleSources:
    """Restricted facts, addresses and notes of staff are not among them (PL-909)."""

    names: bool
    file: ApplicationFile
    story: Sequence[Entry]
    letters: Sequence[Letter]
    challenges: Sequence[Challenge]
    questions: Sequence[Question]
    processes: Sequence[DirectionProcess]
    provisions: Sequence[InterimProvision]
    counters: CaseCounters
    school_facts: SchoolFacts
    siblings: Sequence[Application]
    school_names: Mapping[int, str]
    sender: Sender
    signatory: str | None
    support: str
    rule_versions: Mapping[str, int]

    def typed(self, text: str | None) -> str:
        """What somebody typed, with initials only unless names are wanted; dates and names of schools stay."""
        if not text:
            return ""
        return text if self.names else with_initials_only(text, self.file.child)


async def bundle_sources(desk: Desk, file: ApplicationFile, *, names: bool) -> BundleSources:
    application, case = file.application, file.case
    siblings = [one for one in await desk.applications.of_case(case.id) if one.id != application.id]
    named = {one.school_urn for one in siblings} | {one.school_urn for one in application.alternatives}
    schooling = await schooling_of(desk, case)
    calendar = file.calendars[CalendarRole.CASE]
    rules = (await desk.legal_rules.all()).rules
    return BundleSources(
        names=names,
        file=file,
        story=await desk.history.story(application.id, case.id),
        letters=await desk.letters.of_application(application.id),
        challenges=await desk.challenges.of_application(application.id),
        questions=await desk.questions.of_application(application.id),
        processes=await desk.directions.of_application(application.id),
        provisions=schooling.provisions,
        counters=count_days(case, schooling, calendar, desk.today),
        school_facts=await desk.school_facts.get(application.school_urn),
        siblings=siblings,
        school_names={urn: school.name for urn, school in (await desk.schools.many(named)).items()},
        sender=await sender_of(desk, file),
        signatory=await _signatory(desk),
        support=desk.settings.support_offer_text,
        rule_versions={key: rule.version for key, rule in sorted(rules.items())},
    )


async def _signatory(desk: Desk) -> str | None:
    chosen = desk.settings.letter_signatory_contact_id
    contact = await desk.contacts.get(chosen) if chosen else None
    return contact.name if contact else None
