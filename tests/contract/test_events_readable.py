"""What one service tells, its readers can read: every type is known, every payload fits (RE-12, PL-1101).

The payloads are those of real steps: registers read in, a school asked and answering, a child enrolled, money paid and
accounted for. They reach the readers over the real feeds.
"""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from fastapi import FastAPI

from accountability.feeds.subscriptions import FUNDING as ACCOUNTABILITY_OF_FUNDING
from accountability.feeds.subscriptions import PLACEMENTS as ACCOUNTABILITY_OF_PLACEMENTS
from accountability.main import consumers as accountability_consumers
from factories.corrected_answers import answers_are_corrected
from factories.escalating import consulted, noticed, refused, unwilling
from factories.exampleshire import (
    EXAMPLESHIRE_CODE,
    NORTHSTAR_SCHOOL,
    OAK,
    ST_BEDE,
    MovableClock,
    fill_authority,
    fill_registers,
)
from factories.feeds import ToldFeed
from factories.funded import Funded, a_funded_authority, good
from factories.house_records import case_now, send
from factories.placements_house import BASE_URL, House
from factories.registers import a_record, register
from funding.feeds.placements import SUBSCRIPTION as FUNDING_OF_PLACEMENTS
from funding.main import consumers as funding_consumers
from kit.auth.vocabulary import Role, Scope
from kit.feed.consumer import Consumer
from kit.feed.source import EventSource, Feed
from kit.feed.subscription import Subscription
from kit.kernel.clock import StoppedClock
from kit.testing.plugin import NOON
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from kit.testing.sign_in import AUDIT_KEY, SignIn
from kit.web.app import with_edge
from placements.domain.child import SenStatus
from placements.imports.calendars import import_calendars
from placements.imports.contacts import import_contacts
from placements.imports.schools import import_register
from placements.jobs.count_case_days import count_case_days
from placements.settings import Settings

SAMPLES: Final = Path(__file__).parents[2] / "infra" / "samples"
READERS: Final[Mapping[str, Mapping[str, Subscription]]] = {
    "placements": {"funding": FUNDING_OF_PLACEMENTS, "accountability": ACCOUNTABILITY_OF_PLACEMENTS},
    "funding": {"accountability": ACCOUNTABILITY_OF_FUNDING},
}
ENTITIES: Final = (
    "child|case|application|consultation|refusal|school|calendar|ask|event|legal_rule|timetable|exclusion"
    "|pp_return|pp_allocation|pp_spend|pp_evidence|pp_outcome|pep|policy"
)
EVENT_TYPE: Final = re.compile(rf'"((?:{ENTITIES})\.[a-z_]+)"')
READING_SIDE: Final = ("feeds", "migrations")


def types_told_by(producer: str) -> set[str]:
    """Event types that stand in the producer's own code, outside the part that reads others."""
    package = Path(str(files(producer)))
    own = (path for path in package.rglob("*.py") if path.relative_to(package).parts[0] not in READING_SIDE)
    return {kind for path in own for kind in EVENT_TYPE.findall(path.read_text())}


@pytest.mark.parametrize("producer", READERS)
def test_every_type_a_producer_names_is_known_to_its_readers(producer: str) -> None:
    told = types_told_by(producer)

    assert len(told) >= 8
    for reader, subscription in READERS[producer].items():
        unknown = sorted(kind for kind in told if not subscription.knows(kind))
        assert not unknown, f"{reader} does not know {unknown}"


async def feed_of(app: FastAPI, sign_in: SignIn, reader: str) -> EventSource:
    """The producer's feed as this reader gets it: with a token for events and nothing else (SE-47)."""
    identity = replace(sign_in.service(reader), scopes=frozenset({Scope.EVENTS_READ}))
    async with sign_in.client(app, identity) as client:
        bearer = client.headers["Authorization"].removeprefix("Bearer ")

    async def token() -> str:
        return bearer

    return EventSource.in_process(app.state.name, with_edge(app), token)


async def parked_by(consumer: Consumer) -> list[tuple[str, str]]:
    await consumer.catch_up()
    return [(letter.type, letter.code) for letter in await consumer.dead_letters()]


@pytest.fixture(scope="module")
async def house(clone: ClonedDatabase, open_database: OpenDatabase) -> AsyncIterator[House]:
    clock = MovableClock(date(2026, 11, 9))
    database = open_database("placements")
    sign_in = SignIn(clock)
    runtime = sign_in.runtime(database, "placements")
    app = import_module("placements.main").build(runtime, Settings(base_url=BASE_URL))
    await fill_registers(database)
    await fill_authority(database, EXAMPLESHIRE_CODE)

    def ask(question: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
            return connection.execute(question, values).fetchall()

    async with AsyncExitStack() as stack:
        yield House(database, clock, sign_in, app, ask, stack)


async def records_change(house: House) -> None:
    """A child is registered by hand, moves, is excluded, has fewer hours, is joined with its twin; a case ends."""
    known = {"date_of_birth": "2014-03-01", "sex": "F", "upn_unknown_reason": "UN4", "surname": "Cole"}
    house.clock.set("2026-11-24")
    care = {"status": "looked_after", "from_on": "2026-10-01"}
    child = good(await send(house, "/v1/children", known | {"first_name": "Amira", "care": care}))
    path = f"/v1/children/{child['id']}"
    out = good(await send(house, f"{path}/exclusions", {"school_urn": OAK, "on": "2026-11-16"}, child["version"]))
    fewer = {"school_urn": OAK, "from_on": "2026-11-16", "hours_per_week": 12, "agreed": True}
    cut = good(await send(house, f"{path}/reduced-timetables", fewer, out["version"]))
    move = {"moved_on": "2026-11-17", "host_authority": EXAMPLESHIRE_CODE, "why": "The carer is ill.", "can_stay": "no"}
    moved = good(await send(house, f"{path}/moves", move, cut["version"]))
    good(await send(house, f"{path}/moves", move | {"moved_on": "2026-11-19"}, moved["version"]))
    said = {"child_id": child["id"], "school_urn": OAK, "noted_on": "2026-11-10", "codes": ["FAITH"]}
    good(await send(house, "/v1/informal-refusals", said))
    case = await case_now(house, moved["case"]["id"])
    closure = {"closed_reason": "no_longer_needed"}
    good(await send(house, f"/v1/cases/{case['id']}/closure", closure, case["version"]))
    twin = good(await send(house, "/v1/children", known | {"first_name": "Amirah"}))
    merger = {"kept_id": child["id"], "merged_id": twin["id"], "reason": "Registered twice."}
    good(await send(house, "/v1/child-merges", merger, role=Role.VSH))
    house.clock.set("2026-12-01")
    await count_case_days(house.sign_in.runtime(house.database, "placements"), BASE_URL)


@pytest.fixture(scope="module")
async def placements_lived(house: House) -> House:
    """Registers, and a child's way from the first request to the roll; another request is withdrawn, one lapses."""
    read = {"apply": True, "clock": StoppedClock(NOON), "progress": lambda _done, _total: None}
    await import_register(
        house.database,
        SAMPLES / "schools_official.csv",
        SAMPLES / "school_links.csv",
        **read,  # type: ignore[arg-type]
    )
    for taking, file in ((import_calendars, "calendars.csv"), (import_contacts, "contacts.csv")):
        report = await taking(house.database, "201", SAMPLES / file, audit_key=AUDIT_KEY, **read)  # type: ignore[arg-type]
        assert report.applied
    await register(house.database, "201", a_record(on_roll_of=990005))

    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    sibling = await house.asked(child.id, NORTHSTAR_SCHOOL)
    withdrawn = await house.asked((await house.a_child()).id, OAK)
    await house.step(withdrawn, "withdrawal", {"reason": "entered_in_error"})
    await house.asked((await house.a_child()).id, OAK)
    house.clock.set("2026-11-19")
    refusing = await house.school(sibling["id"])
    good(await refusing.send_step("/v1/reply", {"answer": "refuse", "reason_code": "BEHAVIOUR"}))
    offering = await house.school(asked["id"])
    good(await offering.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-24"}))
    offered = await house.shown(asked["id"])
    accepted = await house.step(offered, "acceptance", {"accepted_by": "social_worker"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-24"})
    house.clock.set("2026-11-24")
    await house.step(agreed, "enrolment", {"first_day_on": "2026-11-24"})
    await _escalate(house)
    await records_change(house)
    await answers_are_corrected(house)
    return house


async def _escalate(house: House) -> None:
    """A school is consulted and given notice, then offers; another one replies on a plan and is named."""
    no = await refused(house, await house.a_child(), asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    await house.step(served, "offer", {"start_on": "2026-11-24", "answer_reference": "mail"})
    planned = await house.a_child(sen_status=SenStatus.EHCP, ehc_authority=EXAMPLESHIRE_CODE)
    ready = await house.step(await house.drafted(planned.id, ST_BEDE), "readiness", {})
    consulting = await house.step(ready, "ehcp-consultation", {}, role=Role.SEND_OFFICER)
    met = await house.step(consulting, "ehcp-reply", {"reply": "can_meet"}, role=Role.SEND_OFFICER)
    await house.step(met, "ehcp-naming", {"named_on": "2026-11-19"}, role=Role.SEND_OFFICER)


async def test_funding_and_accountability_read_everything_placements_tells(
    placements_lived: House, open_database: OpenDatabase
) -> None:
    house = placements_lived
    told = {row[0] for row in house.ask("select distinct type from placements.outbox")}
    readers = {"funding": funding_consumers, "accountability": accountability_consumers}

    for name, consumers in readers.items():
        feed = await feed_of(house.app, house.sign_in, name)
        sources: dict[str, Feed] = {"placements": feed, "funding": ToldFeed([], name="nothing")}
        reader = consumers(house.sign_in.runtime(open_database(name), name), sources)[0]
        assert await parked_by(reader) == [], name
        await feed.close()

    assert told >= {
        "school.changed",
        "school.link_changed",
        "school.contact_changed",
        "calendar.published",
        "child.registered",
        "child.care_changed",
        "child.roll_changed",
        "case.opened",
        "case.placed",
        "case.care_moved",
        "case.closed",
        "case.days_counted",
        "child.merged",
        "exclusion.recorded",
        "timetable.reduced",
        "refusal.informal_noted",
        "application.submitted",
        "application.decided",
        "application.on_roll",
        "application.condition_lifted",
        "application.challenged",
        "event.retracted",
        "application.closed",
        "application.direction_step",
        "consultation.answered",
        "consultation.named",
        "ask.sent",
        "ask.answered",
    }


@pytest.fixture(scope="module")
async def funded(open_database: OpenDatabase) -> AsyncIterator[Funded]:
    sign_in = SignIn(StoppedClock(datetime(2025, 11, 24, 12, 0, tzinfo=UTC)))
    app = import_module("funding.main").build(sign_in.runtime(open_database("funding"), "funding"))
    async with a_funded_authority(app, sign_in, "301") as authority:
        await authority.settle()
        yield authority


async def test_accountability_reads_everything_funding_tells(funded: Funded, open_database: OpenDatabase) -> None:
    await funded.award()
    await funded.decide(await funded.ask())
    await funded.pay()
    await funded.open_round()
    asked = good(await funded.officer.get("/v1/returns?state=due"))["items"][0]
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)
        page = good(await school.get(f"/v1/returns/{asked['id']}"))
        body = {"ratings": [{"line_id": page["lines"][0]["id"], "impact_rating": "met"}], "note": "Caught up."}
        sent = good(await school.send_step(f"/v1/returns/{asked['id']}/as-agreed", body, version=page["version"]))
    good(await funded.vsh.send_step(f"/v1/returns/{asked['id']}/acceptance", {}, version=sent["version"]))

    feed = await feed_of(funded.app, funded.sign_in, "accountability")
    runtime = funded.sign_in.runtime(open_database("accountability"), "accountability")
    reader = accountability_consumers(runtime, {"placements": ToldFeed([], name="nothing"), "funding": feed})[1]

    assert await parked_by(reader) == []
    assert {event["type"] for event in await funded.events()} >= {
        "pp_allocation.paid",
        "pp_return.requested",
        "pp_return.received",
        "pp_return.accepted",
        "pp_spend.recorded",
        "pp_outcome.recorded",
        "pp_evidence.decided",
        "ask.sent",
        "ask.answered",
    }
    await feed.close()
