"""Somebody looks at what is known of a school."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from accountability.domain.calendars import calendar_for
from accountability.domain.counts import known
from accountability.domain.errors import SchoolNotFound
from accountability.domain.facts import Fact
from accountability.domain.profile import Evidence, by_authority, by_school, children_in, results_of
from accountability.domain.readers import Reader
from accountability.domain.results import Connected, Result
from accountability.domain.schools import School
from accountability.domain.windows import Window
from accountability.store.evidence import EvidenceStore
from accountability.store.register import RegisterStore

AUDITED_BELOW: Final = 6
"""Reading a result of fewer children is entered in the audit (AC-143)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolPicture:
    """A school's figures and what stands beside them; `later_facts` happened after the window.

    `seen` names, by authority, the children of results so small that reading them is audited.
    """

    school: School
    results: Sequence[Result]
    children_of_ours: int | None
    later_facts: int | None
    data_to: datetime | None
    data_incomplete: bool
    seen: Mapping[str, Collection[UUID]]


async def find_school(register: RegisterStore, reader: Reader, urn: int) -> School:
    """Raises `SchoolNotFound`, also outside the reader's circle."""
    school = await register.school(urn)
    if school is None or not reader.reaches(school):
        raise SchoolNotFound(urn)
    return school


async def gather(evidence: EvidenceStore, schools: Sequence[School]) -> Mapping[int, Evidence]:
    """What is known of each of these schools, read in three questions whatever their number."""
    urns = [school.urn for school in schools]
    facts = await evidence.facts_of(urns)
    cohort = await evidence.cohort(sorted(known(fact.child_id for fact in facts)))
    published = await evidence.calendars(urns)
    told = by_school(facts)
    return {
        school.urn: Evidence(facts=told.get(school.urn, ()), cohort=cohort, calendar=calendar_for(school, published))
        for school in schools
    }


async def draw_pictures(
    evidence: EvidenceStore, schools: Sequence[School], reader: Reader, window: Window, today: date
) -> list[SchoolPicture]:
    """Each school's figures in the fixed order of the indicators, as this reader may see them (AC-96)."""
    known_of = await gather(evidence, schools)
    feeds = await evidence.feeds()
    on_roll = await evidence.on_roll([school.urn for school in schools], today)
    parked = await evidence.parked_subjects()
    pictures = []
    for school in schools:
        ours = known_of[school.urn]
        hidden = reader.sees_released_only
        results = results_of(school, ours, window, today, reader, Connected(frozenset(feeds)))
        pictures.append(
            SchoolPicture(
                school=school,
                results=results,
                children_of_ours=None if hidden else on_roll.get(school.urn, 0),
                later_facts=None if hidden else sum(1 for fact in ours.facts if fact.occurred_on > window.last),
                data_to=max((newest for newest in feeds.values() if newest), default=None),
                data_incomplete=_is_incomplete(school, ours.facts, parked),
                seen=by_authority(ours.facts, children_in(results, AUDITED_BELOW)),
            )
        )
    return pictures


async def show_profile(
    register: RegisterStore, evidence: EvidenceStore, reader: Reader, urn: int, window: Window, today: date
) -> SchoolPicture:
    """The first screen of a school (AC-129)."""
    school = await find_school(register, reader, urn)
    return (await draw_pictures(evidence, [school], reader, window, today))[0]


def _is_incomplete(school: School, facts: Iterable[Fact], parked: Iterable[str | None]) -> bool:
    """An event about this school, or one of its applications or children, was set aside (AC-31)."""
    subjects = {fact.subject_id for fact in facts} | {str(fact.child_id) for fact in facts} | {str(school.urn)}
    return any(subject is None or subject in subjects for subject in parked)
