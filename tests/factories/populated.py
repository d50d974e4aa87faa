"""An authority with a bit of everything: children, requests in several states, money, returns, a school's figures."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import psycopg
from fastapi import FastAPI

from accountability.main import build as build_accountability
from accountability.main import consumers as accountability_readers
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
from factories.funded import ASHBY_ROAD, SAMPLES, Funded, a_funded_authority, good
from factories.funded import a_calendar as a_funding_calendar
from factories.placements_house import BASE_URL, House
from factories.told_schools import LARKFIELD, AskedFor, a_calendar, a_school, money_paid
from funding.main import build as build_funding
from gateway.actions.seed_demo import seed_demo
from kit.kernel.events import ReceivedEvent
from kit.testing.postgres import ClonedDatabase, OpenDatabase
from kit.testing.sign_in import SignIn
from placements.main import build as build_placements
from placements.settings import Settings

AUTHORITY: Final = EXAMPLESHIRE_CODE
TODAY: Final = date(2026, 11, 23)
BY_LETTER: Final = {"received_through": "letter", "answer_reference": "post book 7"}
AUTUMN: Final = [("autumn", "2026-09-01", "2026-10-23"), ("autumn", "2026-11-02", "2026-12-18")]

_IDS: Final = {
    "application_id": "select id, version from placements.applications",
    "child_id": "select id, version from placements.children union all select id, 1 from funding.children",
    "case_id": "select id, version from placements.cases",
    "award_id": "select id, version from funding.awards",
    "batch_id": "select id, version from funding.payment_batches",
    "import_id": "select id, version from funding.ssda903_counts",
    "line_id": "select id, 1 from funding.return_lines",
    "payee_id": "select id, version from funding.payees",
    "rate_id": "select id, version from funding.rates",
    "receipt_id": "select id, version from funding.grant_receipts",
    "request_id": "select id, version from funding.requests",
    "return_id": "select id, version from funding.returns",
    "policy_id": "select id, 1 from funding.policies",
}


@dataclass(frozen=True)
class Populated:
    """Ids of what is there with their versions, and the links that schools were mailed (letter of the kind, code)."""

    ids: Mapping[str, Sequence[tuple[str, int]]]
    urns: Sequence[int]
    codes: Sequence[tuple[str, str]]
    asked_link: tuple[str, str]
    return_link: tuple[str, str]


async def populate(clone: ClonedDatabase, open_database: OpenDatabase) -> Populated:
    """Through the services' own doors, on one Monday in term."""
    clock = MovableClock(TODAY)
    sign_in = SignIn(clock)

    def ask(question: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1)) as connection:
            return connection.execute(question, values).fetchall()

    await seed_demo(open_database("gateway"), clock)
    async with AsyncExitStack() as stack:
        house = House(open_database("placements"), clock, sign_in, _placements(open_database, sign_in), ask, stack)
        asked = await _ask_schools(house)
        opened = await house.open_link(house.code_of(asked))
        clock.set(TODAY.isoformat())
        funded = await stack.enter_async_context(_funded(open_database, sign_in))
        due = await _follow_money(funded)
        codes = [("r", house.code_of(asked)), ("s", await _code_of(funded))]
        gateway = await stack.enter_async_context(sign_in.client(funded.app, sign_in.service("gateway")))
        spend = good(await gateway.post("/v1/reply-links/open", json={"code": codes[1][1]}))
    await _tell_figures(open_database, sign_in)
    return Populated(
        ids={name: [(str(row[0]), int(row[1])) for row in ask(question)] for name, question in _IDS.items()},
        urns=(ST_BEDE, NORTHSTAR_SCHOOL, OAK, ASHBY_ROAD, LARKFIELD),
        codes=codes,
        asked_link=(opened["link_id"], asked),
        return_link=(spend["link_id"], due),
    )


def _placements(open_database: OpenDatabase, sign_in: SignIn) -> FastAPI:
    return build_placements(sign_in.runtime(open_database("placements"), "placements"), Settings(base_url=BASE_URL))


async def _ask_schools(house: House) -> str:
    """One request drafted, one ready, two open, one offered, one refused; gives an open one."""
    await fill_registers(house.database)
    await fill_authority(house.database, AUTHORITY)
    children = [await house.a_child(first_name=name) for name in ("Ada", "Ben", "Cy", "Di", "Ed")]
    await house.drafted(children[0].id, OAK)
    draft = await house.drafted(children[0].id, NORTHSTAR_SCHOOL)
    await house.step(draft, "readiness", {})
    await house.asked(children[1].id, ST_BEDE)
    offered = await house.asked(children[2].id, ST_BEDE)
    refused = await house.asked(children[3].id, OAK)
    asked = await house.asked(children[4].id, OAK)
    house.clock.set("2026-11-16")
    await house.step(offered, "offer", {"start_on": "2026-11-30", **BY_LETTER})
    await house.step(refused, "refusal", {"codes": ["BEHAVIOUR"], **BY_LETTER})
    return str(asked["id"])


@asynccontextmanager
async def _funded(open_database: OpenDatabase, sign_in: SignIn) -> AsyncIterator[Funded]:
    app = build_funding(sign_in.runtime(open_database("funding"), "funding"))
    async with a_funded_authority(app, sign_in, AUTHORITY) as funded:
        yield funded


async def _follow_money(funded: Funded) -> str:
    """An award posted, one request paid and accounted for, one that waits; gives the return."""
    await funded.settle()
    await funded.hear(_calendar_of_this_year())
    body = {
        "scheme": "LAC",
        "financial_year": "2026-27",
        "effective_from": "2026-04-01",
        "pence": 268_000,
        "source": "DfE",
    }
    rate = good(await funded.finance.send_step("/v1/rates", body))
    good(await funded.vsh.send_step(f"/v1/rates/{rate['id']}/confirmation", version=rate["version"]))
    await funded.award(year="2026-27")
    files = {name: (f"{name}.csv", (SAMPLES / f"{name}.csv").read_bytes()) for name in ("header", "episodes")}
    data = {"return_year_end": "2026-03-31"}
    counted = await funded.officer.post(
        "/v1/ssda903-imports", files=files, data=data, headers={"Idempotency-Key": "count"}
    )
    assert counted.status_code in {201, 422}, counted.text
    await funded.decide(await funded.ask(**_this_autumn(funded)))
    await funded.pay()
    await funded.ask(**_this_autumn(funded))
    await funded.open_round("AUT-2026")
    due = good(await funded.officer.get("/v1/returns?state=due"))["items"][0]
    return str(due["id"])


def _calendar_of_this_year() -> ReceivedEvent:
    told = a_funding_calendar(AUTHORITY, AUTUMN)
    covers = {"academic_year": "2026-27", "covers_from": "2026-08-01", "covers_to": "2027-07-31"}
    return replace(told, payload={**told.payload, **covers, "school_days": ["2026-11-23", "2026-11-24"]})


def _this_autumn(funded: Funded) -> dict[str, Any]:
    (line,) = funded.request_body()["lines"]
    return {"term": "AUT-2026", "lines": [line | {"start_on": "2026-11-24", "end_on": "2026-12-11"}]}


async def _code_of(funded: Funded) -> str:
    body = (await funded.mails())[-1]["body"]
    return str(next(line.rsplit("/s/", 1)[1] for line in body.splitlines() if "/s/" in line))


async def _tell_figures(open_database: OpenDatabase, sign_in: SignIn) -> None:
    app = build_accountability(sign_in.runtime(open_database("accountability"), "accountability"))
    asked = [AskedFor(date(2026, 3, day)).answered("refused", date(2026, 3, 20), "CANNOT_MEET_NEED") for day in (2, 3)]
    placements = [a_school(), a_calendar("2025-26"), a_calendar("2026-27"), *(e for one in asked for e in one.events)]
    feeds = {
        "placements": ToldFeed(placements, name="placements"),
        "funding": ToldFeed([money_paid(asked[0].child, 90_000, date(2026, 3, 20))], name="funding"),
    }
    for reader in accountability_readers(app.state.runtime, feeds):
        await reader.catch_up()
