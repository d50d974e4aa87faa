"""Asks the pages of placements one by one, and adds up what the database took for each.

`python national_pages.py` in the environment of a running, filled product prints one JSON object: `millis` by page,
and `asked`: the questions by page with a token for each, to be asked again from outside.
"""

import asyncio
import json
import os
import random
import sys
import time
from datetime import timedelta
from typing import Any, LiteralString

import httpx
import psycopg
import structlog
from sqlalchemy import event
from starlette.types import ASGIApp

from kit.auth.keys import load
from kit.auth.principal import Identity, Organisation
from kit.auth.rights import load as load_rights
from kit.auth.tokens import TokenMinter
from kit.auth.vocabulary import ActorKind, Method, OrganisationKind, Role
from onroll.process import opened_house
from onroll.settings import Settings

TIMES = 4
"""Questions of each page for each authority."""
BASE = "/api/placements/v1"
EXAMPLES: LiteralString = """
select authority, case_id, id, school_urn
from (select *, row_number() over (partition by authority order by id) as nth from placements.applications
      where closed_on is null and reference like 'N-%%') as open
where nth <= %s
"""


class Meter:
    """Seconds between sending a statement and having its rows."""

    def __init__(self, engine: Any) -> None:
        self.seconds = 0.0
        self._began = 0.0
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)

    def _before(self, *_: object) -> None:
        self._began = time.perf_counter()

    def _after(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._began


async def main() -> None:
    settings = Settings.read()
    async with opened_house(settings) as house:
        asked = questions(settings)
        app: ASGIApp = house.app("placements")
        meter = Meter(house.runtime("placements").database.engine.sync_engine)
        millis = {page: [await measured(app, meter, *one) for one in found] for page, found in asked.items()}
    sys.stdout.write(json.dumps({"millis": millis, "asked": asked}))


async def measured(app: ASGIApp, meter: Meter, path: str, token: str) -> float:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        meter.seconds = 0.0
        (await client.get(path, headers={"Authorization": f"Bearer {token}"})).raise_for_status()
    return meter.seconds * 1000


def questions(settings: Settings) -> dict[str, list[tuple[str, str]]]:
    """For every authority: the morning, the overdue list, a case, an application, and a school with its requests."""
    rows = examples()
    minter = TokenMinter(load(settings.key_folder).current, settings.base_url, settings.clock())
    chance = random.Random(7)
    asked: dict[str, list[tuple[str, str]]] = {}
    for authority, case_id, application_id, urn in rows:
        token = minter.mint(head_of(authority, settings), "placements", timedelta(minutes=5)).text
        for page, path in {
            "Today": "/today?scope=team",
            "overdue": "/applications?past_date=true&limit=50",
            "children": "/children?limit=50",
            "case": f"/cases/{case_id}",
            "application": f"/applications/{application_id}",
            "school": f"/schools/{urn}",
            "requests to a school": f"/applications?school_urn={urn}&limit=50",
        }.items():
            asked.setdefault(page, []).append((BASE + path, token))
    for found in asked.values():
        chance.shuffle(found)
    return asked


def examples() -> list[tuple[str, ...]]:
    """Some open requests of each authority; BENCH_ADMIN names the database and somebody who may see all of it."""
    with psycopg.connect(os.environ["BENCH_ADMIN"]) as connection:
        rows = connection.execute(EXAMPLES, (TIMES,)).fetchall()
    return [tuple(str(value) for value in row) for row in rows]


def head_of(authority: str, settings: Settings) -> Identity:
    return Identity(
        kind=ActorKind.USER,
        subject="bench",
        client_id="onroll-web",
        session="bench",
        organisation=Organisation(OrganisationKind.AUTHORITY, authority),
        roles=(Role.VSH,),
        scopes=load_rights().scopes_of([Role.VSH]),
        amr=(Method.DEMO,),
        auth_time=settings.clock().now(),
    )


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    asyncio.run(main())
