"""Rules of the law and of clocks as people and programs read them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from kit.web.fields import InModel, IsoDate, Line, Lines, OutModel
from placements.domain.clock_units import CalendarRole, Force, Unit

Note = Annotated[Lines, Field(min_length=1, max_length=500)]


class LegalRuleIn(InModel):
    """What a dated rule says from now on."""

    value: Annotated[Line, Field(max_length=40)] | None = Field(default=None, description="Such as an edition.")
    effective_from: IsoDate | None = Field(default=None, description="Not given: not in force.")
    note: Note
    source: Annotated[Line, Field(min_length=1, max_length=200, description="Where the date stands.")]
    confirmed: Annotated[bool, Field(strict=True)] = False


class RuleWishOut(OutModel):
    """A change that waits for a second person."""

    value: str | None
    effective_from: date | None
    note: str
    source: str
    confirmed: bool
    wished_on: date


class LegalRuleOut(OutModel):
    """A rule of law that begins on a date."""

    key: str
    version: int
    value: str | None
    effective_from: date | None
    in_force: Annotated[bool, Field(description="Today.")]
    note: str
    source: str
    confirmed: Annotated[bool, Field(description="False: the date has not been verified.")]
    wish: Annotated[RuleWishOut | None, Field(description="Waits for a second person.")]


class LegalRulesOut(OutModel):
    """The dated rules, by key."""

    items: Sequence[LegalRuleOut]


class LegalRefOut(OutModel):
    """Where a rule comes from."""

    key: str
    instrument: str
    paragraph: Annotated[str | None, Field(description="Null while its number has not been verified.")]
    printed: str
    says: str
    effective_from: date | None
    effective_to: date | None
    confirmed: bool


class LegalRefsOut(OutModel):
    """The sources that letters and screens print."""

    version: int
    items: Sequence[LegalRefOut]


class ClockRuleDetailOut(OutModel):
    """A clock: how long, in which days, from when, and how binding. Only `must` may be called a legal limit."""

    key: str
    n: int
    unit: Annotated[Unit, Field(description="As your authority has set it, where it is a setting.")]
    anchor: str
    inclusive: Annotated[bool, Field(description="Whether the day of the anchor is the first day.")]
    calendar: CalendarRole | None
    not_before: Annotated[bool, Field(description="The first day a step is allowed, instead of a due date.")]
    force: Force
    stopped_by: Sequence[str]
    may_be_shortened: bool
    repeats: bool
    display_only: bool
    local_n: int | None
    local_unit: Unit | None
    reference: str | None
    version: int


class ClockRulesOut(OutModel):
    """The clocks of section 10."""

    version: int
    items: Sequence[ClockRuleDetailOut]
