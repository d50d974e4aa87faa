"""Writes at full speed under keys of their own: what gets no answer is repeated under the same key (RE-5, RE-7)."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

import httpx

from factories.exampleshire import OFFICER_POST
from factories.persona_browser import PersonaBrowser
from gateway.actions.seed_demo import seed_demo
from kit.db.audit import GENESIS, AuditKey, entry_hash
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from onroll.house import House
from placements.domain.authority import Authority
from placements.domain.care import CarePeriod, CareStatus
from placements.domain.child import Child, SenStatus, Sex, UpnUnknownReason
from placements.store.authorities import AuthorityStore
from placements.store.child_intervals import IntervalStore
from placements.store.children import ChildStore

AUTHORITY: Final = "998"
PAUSE_SECONDS: Final = 0.05
TRY_AGAIN: Final = frozenset({"idempotency_in_progress", "rate_limited"})
Rows = Callable[..., Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Write:
    """One POST and the key it keeps for life."""

    path: str
    body: Mapping[str, Any]
    key: str = field(default_factory=lambda: new_id().hex)


@dataclass(slots=True)
class Writers:
    """`acknowledged` holds the id that was told for each key; `repeats` counts what had to be sent again,
    and `replayed` the answers that were lost on their first way."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    repeats: int = 0
    replayed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    _milestones: dict[int, asyncio.Event] = field(default_factory=dict)

    async def reach(self, acknowledged: int) -> None:
        """Until so many have been told that it is done."""
        if len(self.acknowledged) < acknowledged:
            await self._milestones.setdefault(acknowledged, asyncio.Event()).wait()

    async def write(self, browser: PersonaBrowser, writes: Sequence[Write], *, at_once: int = 6) -> None:
        """All of them, however often the server dies."""
        waiting = list(reversed(writes))

        async def work() -> None:
            while waiting:
                await self._until_told(browser, waiting.pop())

        await asyncio.gather(*(work() for _ in range(at_once)))

    async def _until_told(self, browser: PersonaBrowser, write: Write) -> None:
        while True:
            try:
                answer = await browser.change("POST", write.path, write.body, **{"Idempotency-Key": write.key})
            except httpx.TransportError:
                self.repeats += 1
            else:
                if answer.status_code == httpx.codes.CREATED:
                    self.acknowledged[write.key] = answer.json()["id"]
                    self.replayed += "idempotent-replay" in answer.headers
                    if (reached := self._milestones.get(len(self.acknowledged))) is not None:
                        reached.set()
                    return
                code = answer.json()["code"]
                self.refused[code] += 1
                if code not in TRY_AGAIN and answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    return
            await asyncio.sleep(PAUSE_SECONDS)


async def people_and_children(house: House, children: int) -> list[UUID]:
    """The personas who write, and children who have no case yet."""
    await seed_demo(house.runtime("gateway").database, house.clock)
    database = house.runtime("placements").database
    async with database.transaction(Context.platform("tests"), limits=JOB) as connection:
        await AuthorityStore(connection).keep([Authority(code=AUTHORITY, name="Littlemere (demo)")])
    made = [_child(number) for number in range(children)]
    in_care = {child.id: [_in_care()] for child in made}
    async with database.transaction(Context.job(AUTHORITY, "tests"), limits=JOB) as connection:
        await ChildStore(connection, AUTHORITY).add(made)
        await IntervalStore(connection, AUTHORITY).keep_care(in_care)
    return [child.id for child in made]


def _child(number: int) -> Child:
    return Child(
        id=new_id(),
        la_child_id=f"C{number:06}",
        first_name="Mason",
        surname="Kerr",
        date_of_birth=date(2014, 3, 1),
        sex=Sex.MALE,
        upn_unknown_reason=UpnUnknownReason.UN4,
        ethnicity="WBRI",
        sen_status=SenStatus.NONE,
        host_authority=AUTHORITY,
        owner_post_id=OFFICER_POST,
    )


def _in_care() -> CarePeriod:
    return CarePeriod(id=new_id(), status=CareStatus.LOOKED_AFTER, from_on=date(2024, 3, 1), source="tests")


def doubled(found: Sequence[str]) -> list[str]:
    """What is there more than once."""
    return [one for one, times in Counter(found).items() if times > 1]


def broken_links(entries: Sequence[Mapping[str, Any]], key: AuditKey) -> list[int]:
    """Numbers of audit entries that do not follow from the one before (SE-101)."""
    broken, before = [], GENESIS
    for place, entry in enumerate(entries, start=1):
        if entry["seq"] != place or entry["prev"] != before or entry["hash"] != entry_hash(dict(entry), key.secret):
            broken.append(place)
        before = entry["hash"]
    return broken


def audit_of(ask: Rows, service: str) -> list[dict[str, Any]]:
    """The chain of the authority in a service, in order."""
    columns = [
        *("authority", "seq", "at", "actor_kind", "actor_id", "client_id", "link_id", "roles", "operation", "purpose"),
        *("reason_code", "outcome", "child_count", "children_hash", "request_id", "prev", "key_id", "hash"),
    ]
    found = ask(
        f"select {', '.join(columns)} from {service}.audit_entries where authority = %s order by seq", AUTHORITY
    )
    return [dict(zip(columns, entry, strict=True)) for entry in found]
