"""Facts as they lie in the store, made from what the feeds tell."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from accountability.domain import funding_events, placements_events
from accountability.domain.calendars import calendar_for, published_calendar
from accountability.domain.care import CareInterval, LookedAfter
from accountability.domain.facts import Fact
from accountability.domain.profile import Evidence
from accountability.domain.schools import School
from accountability.feeds.reading import fact_of
from factories.told_schools import LARKFIELD
from kit.kernel.events import ReceivedEvent

TODAY: Final = date(2026, 11, 23)
_SOURCES: Final = {
    **{kind: ("placements", shape) for kind, shape in placements_events.USED.items()},
    **{kind: ("funding", shape) for kind, shape in funding_events.USED.items() if kind.startswith("p")},
}


def school(
    urn: int = LARKFIELD, *, type_code: int = 28, phase_code: int | None = 4, high_age: int | None = 16
) -> School:
    return School(
        urn=urn,
        name="Larkfield High (demo)",
        authority="999",
        type_code=type_code,
        phase_code=phase_code,
        status_code=1,
        high_age=high_age,
        number_on_roll=1020,
        trust_uid="17001",
        trust_name="Larkfield Trust (demo)",
        known_from_on=date(2026, 9, 1),
    )


def facts_of(events: Iterable[ReceivedEvent]) -> list[Fact]:
    """What the store holds once corrections and the ids of applications are settled."""
    facts = [fact_of(*_SOURCES[event.type], event) for event in events]
    corrected = {fact.corrects for fact in facts}
    effective = [fact for fact in facts if fact.event_id not in corrected]
    bases = {fact.subject_id: fact for fact in effective if fact.type == "application.submitted"}
    return [_joined(fact, bases.get(fact.subject_id)) for fact in effective]


def evidence_of(events: Iterable[ReceivedEvent], where: School | None = None) -> Evidence:
    """Everything about one school."""
    facts = facts_of(events)
    published = [published_calendar(one.fields, one.version) for one in facts if one.type == "calendar.published"]
    return Evidence(facts=tuple(facts), cohort=_cohort(facts), calendar=calendar_for(where or school(), published))


def _joined(fact: Fact, base: Fact | None) -> Fact:
    if base is None or not fact.type.startswith("application."):
        return fact
    return replace(fact, child_id=base.child_id, school_urn=base.school_urn, year_group=base.year_group)


def _cohort(facts: Iterable[Fact]) -> LookedAfter:
    return LookedAfter(
        {
            fact.child_id: [_interval(one) for one in fact.fields["intervals"]]
            for fact in facts
            if fact.type == "child.care_changed" and fact.child_id
        }
    )


def _interval(told: dict[str, str]) -> CareInterval:
    ends = told.get("to")
    return CareInterval(told["status"], date.fromisoformat(told["from"]), date.fromisoformat(ends) if ends else None)
