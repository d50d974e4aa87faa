"""What accountability answers about single events and their counts."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from accountability.actions.show_facts import SchoolFacts
from accountability.api.schemas import TallyOut, WindowOut
from accountability.domain.fact_counts import FactCounts, Money, Tally
from accountability.domain.indicators import METHODOLOGY
from accountability.domain.timeline import FactStatus, TimelineEntry
from accountability.domain.windows import Window
from kit.web.fields import OutModel


class FactOut(OutModel):
    """One event a school's figures rest on. A year group at most says anything of the child."""

    event_id: UUID
    occurred_on: date
    kind: Annotated[str, Field(description="The type of event.")]
    words: Annotated[str, Field(description="What happened, from a template.")]
    source: str
    year_group: str | None
    outcome: str | None
    reason_codes: list[str]
    ground: Annotated[str | None, Field(description="What the law says of the reasons given.")]
    school_days: int | None
    pence: int | None
    received_through: str | None
    recorded_by: str | None
    overturned_by: str | None
    home_authority: str
    subject_id: Annotated[str, Field(description="The application, return or payment it belongs to.")]
    status: FactStatus
    corrected_from: UUID | None

    @classmethod
    def of(cls, entry: TimelineEntry) -> Self:
        return cls(
            **{name: getattr(entry, name) for name in cls.model_fields if name != "reason_codes"},
            reason_codes=list(entry.reason_codes),
        )


class MoneyOut(OutModel):
    """PP+ at the school in the window."""

    paid_pence: int
    accounted_pence: int
    given_back_pence: int
    left_pence: int
    returns_due: int
    returns_in: int
    returns_on_time: int
    chases: int

    @classmethod
    def of(cls, money: Money) -> Self:
        return cls(**{name: getattr(money, name) for name in cls.model_fields})


class FactCountsOut(OutModel):
    """The facts table of the window: counts and pence only."""

    received: int
    answered: list[TallyOut]
    refused_by_reason: list[TallyOut]
    refused_by_ground: list[TallyOut]
    within_10_school_days: int
    within_15_school_days: int
    median_school_days: int | None
    overturned: list[TallyOut]
    admitted: int
    closed: list[TallyOut]
    money: MoneyOut

    @classmethod
    def of(cls, counts: FactCounts) -> Self:
        return cls(
            received=counts.received,
            answered=_tallies(counts.answered),
            refused_by_reason=_tallies(counts.refused_by_reason),
            refused_by_ground=_tallies(counts.refused_by_ground),
            within_10_school_days=counts.within_10_school_days,
            within_15_school_days=counts.within_15_school_days,
            median_school_days=counts.median_school_days,
            overturned=_tallies(counts.overturned),
            admitted=counts.admitted,
            closed=_tallies(counts.closed),
            money=MoneyOut.of(counts.money),
        )


class FactsOut(OutModel):
    """Events newest first, and the facts table of the window."""

    urn: int
    items: list[FactOut]
    next_cursor: str | None
    counts: FactCountsOut
    window: WindowOut
    provisional: Annotated[bool, Field(description="The window has not ended, so the counts may still change.")]
    home: str
    methodology: str
    data_to: datetime | None

    @classmethod
    def of(cls, facts: SchoolFacts, next_cursor: str | None, window: Window, home: str | None) -> Self:
        return cls(
            urn=facts.school.urn,
            items=[FactOut.of(entry) for entry in facts.entries],
            next_cursor=next_cursor,
            counts=FactCountsOut.of(facts.counts),
            window=WindowOut.of(window),
            provisional=window.is_running,
            home=home or "all",
            methodology=METHODOLOGY,
            data_to=facts.data_to,
        )


def _tallies(tally: Tally) -> list[TallyOut]:
    return [TallyOut(code=code, num=num) for code, num in tally]
