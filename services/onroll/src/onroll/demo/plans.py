"""What happened to a child who needed a school place, as the demo wants it: plain values, played out later."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kit.kernel.days import Calendar, add_school_days
from kit.kernel.ids import new_id
from onroll.demo.children import DemoChild
from placements.domain.roll import Roll, RollEndReason


@dataclass(frozen=True, slots=True)
class Offered:
    """The school said yes; with `enrolled_on` the child also began there."""

    on: date
    start_on: date
    accepted_on: date | None = None
    enrolled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    on: date
    code: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class AskPlan:
    """One school asked for a place. Without an answer the request is still open; `link_code` is a readable code."""

    school_urn: int
    asked_on: date
    answer: Offered | Refused | None = None
    what_helps: str = ""
    link_code: str | None = None


@dataclass(frozen=True, slots=True)
class CasePlan:
    """A child's need for a place and the schools asked, in the order of asking."""

    child: DemoChild
    reason: str
    need_from: date
    asks: Sequence[AskPlan] = field(default=())
    emergency: bool = False


class NotCovered(Exception):
    """The invented calendar does not reach as far as a plan."""


def school_day(calendar: Calendar, after: date, n: int) -> date:
    """The nth school day after a day; the plans never leave the calendar."""
    found = add_school_days(after, n, calendar) if n > 0 else after
    if found is None:
        raise NotCovered
    return found


def school_days_ago(calendar: Calendar, today: date, n: int) -> date:
    """The school day on which n school days, today's included, were still to come."""
    past = [day for day in calendar.school_days if day <= today]
    return past[-n - 1]


def leaves_school(child: DemoChild, last_day_on: date, urn: int | None = None) -> DemoChild:
    """The child's last registration ends because the care placement moved."""
    last = child.rolls[-1]
    ended = Roll(
        id=new_id(),
        school_urn=urn or last.school_urn,
        first_day_on=min(last.first_day_on, last_day_on),
        last_day_on=last_day_on,
        end_reason=RollEndReason.CARE_MOVE,
    )
    return replace(child, rolls=(*child.rolls[:-1], ended))
