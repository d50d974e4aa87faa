"""Plays case plans out, day by day, the way they would have happened."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final

from kit.auth.principal import Identity
from onroll.demo.hands import Hands
from onroll.demo.plans import AskPlan, CasePlan, Offered, Refused

AT_ONCE: Final = 4
"""Below the connections of a pool, so that nobody waits for one."""
_EMERGENCY: Final = "The placement ended overnight and could not be planned."
_VIEWS: Final = {
    "child_view": "Wants a school near the new home and to keep up with friends.",
    "carer_view": "Would like the child to start soon and to visit first.",
}
_INCOMPLETE: Final = "The child has no school place; what is missing follows."
WITHOUT_PLAN: Final = 11
"""Every so many schools begin without a plan, so that the alert has something to say."""
_HELPS: Final = "Short clear tasks, a named adult, knowing the day's plan in the morning."


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that somebody does on a day."""

    on: date
    act: Callable[[], Awaitable[None]]


@dataclass(slots=True)
class CasePlay:
    """One case as it grows; keeps the ids and versions that the services gave."""

    plan: CasePlan
    hands: Hands
    officer: Identity
    case_id: str = ""
    applications: dict[int, dict[str, Any]] = field(default_factory=dict)

    def moves(self) -> Iterator[Move]:
        """In order; the first opens the case."""
        first = min([self.plan.need_from, *(ask.asked_on for ask in self.plan.asks)])
        yield Move(first, self._open)
        for ask in self.plan.asks:
            yield Move(ask.asked_on, partial(self._ask, ask))
            yield from self._answers(ask)

    def _answers(self, ask: AskPlan) -> Iterator[Move]:
        answer = ask.answer
        if isinstance(answer, Refused):
            yield Move(answer.on, partial(self._refuse, ask, answer))
        if isinstance(answer, Offered):
            yield Move(answer.on, partial(self._offer, ask, answer))
            if answer.accepted_on:
                yield Move(answer.accepted_on, partial(self._accept, ask, answer))
            if answer.enrolled_on:
                yield Move(answer.enrolled_on, partial(self._enrol, ask, answer))

    async def _open(self) -> None:
        plan = self.plan
        body = {
            "child_id": str(plan.child.child.id),
            "reason": plan.reason,
            "need_from": plan.need_from.isoformat(),
            "emergency": plan.emergency,
            "emergency_reason": _EMERGENCY if plan.emergency else None,
            **_VIEWS,
        }
        opened = await self.hands.post(self.officer, "placements/v1/cases", body)
        self.case_id = opened["id"]

    async def _ask(self, ask: AskPlan) -> None:
        body = {
            "child_id": str(self.plan.child.child.id),
            "school_urn": ask.school_urn,
            "case_id": self.case_id,
            "why_this_school": "It is near the new home and has room in the year group.",
            "strengths": "Curious, kind to younger children.",
            "interests": "Animals, football, building things.",
            "what_helps": ask.what_helps or _HELPS,
        }
        drafted = await self.hands.post(self.officer, "placements/v1/applications", body)
        self.applications[ask.school_urn] = drafted
        await self._step(ask, "readiness")
        missing = self.applications[ask.school_urn]["incomplete"]
        await self._step(ask, "submission", **({"incomplete_reason": _INCOMPLETE} if missing else {}))

    async def _offer(self, ask: AskPlan, answer: Offered) -> None:
        await self._step(
            ask, "offer", decided_on=answer.on.isoformat(), start_on=answer.start_on.isoformat(), **_heard(ask)
        )

    async def _refuse(self, ask: AskPlan, answer: Refused) -> None:
        narrative = {"narrative": answer.evidence} if answer.evidence else {}
        await self._step(
            ask, "refusal", decided_on=answer.on.isoformat(), codes=[answer.code], **narrative, **_heard(ask)
        )

    async def _accept(self, ask: AskPlan, answer: Offered) -> None:
        await self._step(ask, "acceptance", accepted_by="virtual_school")
        await self._step(ask, "start", start_on=answer.start_on.isoformat())

    async def _enrol(self, ask: AskPlan, answer: Offered) -> None:
        await self._step(ask, "enrolment", first_day_on=answer.start_on.isoformat())
        if ask.school_urn % WITHOUT_PLAN:
            await self._plan_education(answer)

    async def _plan_education(self, answer: Offered) -> None:
        """The personal education plan is there when the child begins, at most schools."""
        held = await self.hands.get(self.officer, f"placements/v1/cases/{self.case_id}")
        fact = {"on": answer.start_on.isoformat()}
        path = f"placements/v1/cases/{self.case_id}/facts/pep_in_place"
        await self.hands.put(self.officer, path, fact, version=held["version"])

    async def _step(self, ask: AskPlan, step: str, **body: Any) -> None:
        held = self.applications[ask.school_urn]
        path = f"placements/v1/applications/{held['id']}/{step}"
        self.applications[ask.school_urn] = await self.hands.post(self.officer, path, body, version=held["version"])


async def play(plays: Sequence[CasePlay], hands: Hands) -> None:
    """All of them side by side, one day after the other."""
    dated = sorted(
        ((move.on, n, move) for n, one in enumerate(plays) for move in one.moves()), key=lambda item: item[:2]
    )
    places = asyncio.Semaphore(AT_ONCE)
    for day, of_day in groupby(dated, key=lambda item: item[0]):
        hands.clock.move_to(day)
        cases = [[item[2] for item in of_case] for _, of_case in groupby(of_day, key=lambda item: item[1])]
        async with asyncio.TaskGroup() as group:
            for moves in cases:
                group.create_task(_in_turn(moves, places))


async def _in_turn(moves: Iterable[Move], places: asyncio.Semaphore) -> None:
    async with places:
        for move in moves:
            await move.act()


def _heard(ask: AskPlan) -> dict[str, str]:
    return {
        "received_through": "email",
        "answer_reference": f"E-mail of the school, {ask.asked_on:%Y}/{ask.school_urn % 1000}",
    }
