"""Three terms of school places asked for and answered, so that the evidence has something to show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from kit.kernel.days import Calendar
from onroll.demo.children import DemoChild
from onroll.demo.places import LARKFIELD
from onroll.demo.plans import AskPlan, CasePlan, Offered, Refused, leaves_school, school_day
from placements.domain.school import Phase, School

SEED: Final = 2018
"""The year of the guidance in force for virtual school heads."""
CASES: Final = 62
_OLDEST: Final = timedelta(days=330)
_YOUNGEST: Final = timedelta(days=48)
_LARKFIELD_ASKED: Final = 11
_LARKFIELD_REFUSED: Final = 6
"""With the story of Mason that makes twelve answers, seven of them no."""
_REASONS: Final = {"care_move": 48, "emergency_move": 22, "new_to_care": 20, "school_breakdown": 10}
_GROUNDS: Final = {
    "FULL_YEAR_GROUP": 34,
    "PREJUDICE_OTHER": 14,
    "BEHAVIOUR": 12,
    "CANNOT_MEET_NEED": 12,
    "AWAITING_INFO": 8,
    "OUT_OF_AREA": 6,
    "PREV_SUSPENSIONS_ATTENDANCE": 6,
    "SHORT_PLACEMENT": 4,
    "NO_REASON": 4,
}
_YES_AT_FIRST: Final = 0.66
_PRIMARY_GROUPS: Final = frozenset({"2", "3", "4", "5", "6"})
_APPROVAL_GROUPS: Final = frozenset({"10", "11"})
"""A move in these years needs a signatory's approval first (PL-509): that is a story of its own."""
_NOT_YET_AT_SCHOOL: Final = frozenset({"R", "1"})


@dataclass(frozen=True, slots=True)
class _Scene:
    rng: Random
    calendar: Calendar
    by_phase: dict[Phase, list[School]]


def history_plans(
    today: date, calendar: Calendar, children: Sequence[DemoChild], schools: Sequence[School]
) -> Iterator[CasePlan]:
    """Cases that all ended on a roll, oldest first; each child has one."""
    phases = {phase: [s for s in schools if s.phase is phase] for phase in (Phase.PRIMARY, Phase.SECONDARY)}
    scene = _Scene(Random(SEED), calendar, phases)
    moved = [child for child in children if not child.key and child.group not in _NOT_YET_AT_SCHOOL][:CASES]
    older = [child for child in moved if child.group not in _PRIMARY_GROUPS]
    at_larkfield = {child.child.id: n < _LARKFIELD_REFUSED for n, child in enumerate(older[:_LARKFIELD_ASKED])}
    span = (_OLDEST - _YOUNGEST) / len(moved)
    for n, child in enumerate(moved):
        need_from = school_day(calendar, today - _OLDEST + n * span, 1)
        yield _case(scene, child, need_from, at_larkfield.get(child.child.id))


def _case(scene: _Scene, child: DemoChild, need_from: date, larkfield_refuses: bool | None) -> CasePlan:
    reason = _drawn(scene.rng, _REASONS) if child.group not in _APPROVAL_GROUPS else "new_to_care"
    schools = _asked(scene, child, larkfield_refuses)
    first_says_no = larkfield_refuses if larkfield_refuses is not None else scene.rng.random() > _YES_AT_FIRST
    asks = []
    asked_on = school_day(scene.calendar, need_from, scene.rng.randint(1, 3))
    if first_says_no:
        refused_on = school_day(scene.calendar, asked_on, scene.rng.randint(5, 16))
        asks.append(AskPlan(schools[0].urn, asked_on, Refused(refused_on, _drawn(scene.rng, _GROUNDS))))
        asked_on = school_day(scene.calendar, refused_on, scene.rng.randint(1, 2))
        schools = schools[1:]
    asks.append(AskPlan(schools[0].urn, asked_on, _yes(scene, asked_on)))
    return CasePlan(leaves_school(child, need_from), reason, need_from, tuple(asks), reason == "emergency_move")


def _asked(scene: _Scene, child: DemoChild, larkfield: bool | None) -> list[School]:
    """Two schools for the child's age; Larkfield first where the history wants it, and never by chance."""
    phase = Phase.PRIMARY if child.group in _PRIMARY_GROUPS else Phase.SECONDARY
    others = [s for s in scene.by_phase[phase] if s.urn not in (LARKFIELD, child.school_urn)]
    chosen = scene.rng.sample(others, 2)
    named = [s for s in scene.by_phase[phase] if s.urn == LARKFIELD and larkfield is not None]
    return [*named, *chosen]


def _yes(scene: _Scene, asked_on: date) -> Offered:
    offered_on = school_day(scene.calendar, asked_on, scene.rng.randint(2, 12))
    accepted_on = school_day(scene.calendar, offered_on, 1)
    start_on = school_day(scene.calendar, accepted_on, scene.rng.randint(2, 6))
    return Offered(offered_on, start_on, accepted_on, start_on)


def _drawn(rng: Random, shares: dict[str, int]) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]
