"""An application as its facts tell it, whatever order they came in (AC-30)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from accountability.domain.facts import Fact, in_order

IN_YEAR: Final = "in_year"
RESUBMISSION_DAYS: Final = 30
"""A second application for the same child and school within this time is the same one (P0)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One decision; `school_days` were counted by the sender on the school's calendar."""

    outcome: str
    is_first: bool
    decided_on: date
    school_days: int | None
    reason_codes: tuple[str, ...]
    ground: str | None
    overturned_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What was asked and what became of it."""

    id: str
    child_id: UUID | None
    school_urn: int | None
    year_group: str | None
    stream: str
    received_on: date
    is_test: bool
    answers: tuple[Answer, ...]
    lifted_on: tuple[date, ...]
    started_on: date | None
    close_side: str | None
    closed_on: date | None

    @property
    def first_answer(self) -> Answer | None:
        """The one its sender calls the first; a later one never takes its place (AC-S12)."""
        return next((one for one in self.answers if one.is_first), self.answers[0] if self.answers else None)

    @property
    def counts(self) -> bool:
        """Tests and duplicates are never counted; only in-year applications enter P0 to P7."""
        return self.stream == IN_YEAR and not self.is_test and self.close_side != "duplicate"


def applications_of(facts: Iterable[Fact]) -> list[Application]:
    """From effective facts; those whose application has not arrived yet wait and take no part (AC-30)."""
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.type.startswith("application."):
            by_subject[fact.subject_id].append(fact)
    told = (_application(in_order(of_one)) for of_one in by_subject.values())
    return sorted((one for one in told if one), key=lambda one: (one.received_on, one.id))


def _application(facts: Sequence[Fact]) -> Application | None:
    base = _last(facts, "application.submitted")
    received_on = base.day("received_on") if base else None
    if base is None or received_on is None:
        return None
    started, closed = _last(facts, "application.on_roll"), _last(facts, "application.closed")
    lifted = (fact.day("lifted_on") for fact in facts if fact.type == "application.condition_lifted")
    return Application(
        id=base.subject_id,
        child_id=base.child_id,
        school_urn=base.school_urn,
        year_group=base.year_group,
        stream=base.fields["stream"],
        received_on=received_on,
        is_test=bool(base.fields.get("is_test")),
        answers=tuple(_answer(fact) for fact in facts if fact.type == "application.decided"),
        lifted_on=tuple(day for day in lifted if day),
        started_on=started.day("first_day_on") if started else None,
        close_side=closed.fields["close_side"] if closed else None,
        closed_on=closed.day("closed_on") if closed else None,
    )


def _answer(fact: Fact) -> Answer:
    return Answer(
        outcome=fact.fields["outcome"],
        is_first=fact.fields["first"],
        decided_on=date.fromisoformat(fact.fields["decided_on"]),
        school_days=fact.fields.get("school_days"),
        reason_codes=tuple(fact.fields.get("reason_codes", ())),
        ground=fact.fields.get("ground"),
        overturned_by=fact.fields.get("overturned_by"),
    )


def _last(facts: Sequence[Fact], kind: str) -> Fact | None:
    return next((fact for fact in reversed(facts) if fact.type == kind), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """Applications that count, once each: `asked` without resubmissions, `ended` without what was asked again."""

    asked: tuple[Application, ...]
    ended: tuple[Application, ...]


def without_resubmissions(applications: Iterable[Application]) -> Asked:
    """The first of a group counts as asked and answered, the last tells how it ended."""
    pairs: dict[tuple[UUID | None, int | None], list[Application]] = defaultdict(list)
    for one in applications:
        if one.counts:
            pairs[one.child_id, one.school_urn].append(one)
    asked: list[Application] = []
    ended: list[Application] = []
    for of_pair in pairs.values():
        for group in _groups(sorted(of_pair, key=lambda one: (one.received_on, one.id))):
            asked.append(group[0])
            ended.append(group[-1])
    return Asked(tuple(asked), tuple(ended))


def _groups(ordered: Sequence[Application]) -> list[list[Application]]:
    groups: list[list[Application]] = []
    for one in ordered:
        if groups and one.received_on - groups[-1][0].received_on <= timedelta(days=RESUBMISSION_DAYS):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
