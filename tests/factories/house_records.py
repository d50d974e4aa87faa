"""Steps on children and cases over HTTP, as the tests of their records take them."""

from datetime import date
from typing import Any

import httpx

from factories.exampleshire import EXAMPLESHIRE_CODE
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from placements.domain.care import CarePeriod, CareStatus
from placements.domain.child import Child
from placements.store.child_intervals import IntervalStore


async def send(
    house: House, path: str, body: Any, version: int | None = None, role: Role = Role.VS_OFFICER
) -> httpx.Response:
    return await (await house.staff(role)).send_step(path, body, version=version)


async def change(
    house: House, method: str, path: str, body: Any, version: int, role: Role = Role.VS_OFFICER
) -> httpx.Response:
    client = await house.staff(role)
    return await client.request(method, path, json=body, headers={"If-Match": f'"{version}"'})


def fault(answer: httpx.Response) -> tuple[str, str]:
    """Where and why, of the one field that is not right."""
    [error] = answer.json()["errors"]
    return error["pointer"], error["code"]


async def child_now(house: House, child: Child) -> dict[str, Any]:
    answer = await (await house.officer()).get(f"/v1/children/{child.id}")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def in_care_since(house: House, child: Child, day: str) -> None:
    period = CarePeriod(id=new_id(), status=CareStatus.LOOKED_AFTER, from_on=date.fromisoformat(day), source="tests")
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        await IntervalStore(connection, EXAMPLESHIRE_CODE).keep_care({child.id: [period]})


async def opened(house: House, child: Child, **given: Any) -> dict[str, Any]:
    facts = {"child_id": str(child.id), "reason": "new_to_care", "need_from": "2026-11-02"}
    answer = await send(house, "/v1/cases", {**facts, **given})
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json()
    return case


async def case_now(house: House, case_id: str) -> dict[str, Any]:
    answer = await (await house.officer()).get(f"/v1/cases/{case_id}")
    case: dict[str, Any] = answer.json()
    return case


async def asked_on(house: House, child: Child, urn: int, on: str, **given: Any) -> dict[str, Any]:
    """A request that is with a school since a day, whatever it lacks."""
    house.clock.set(on)
    return await submitted(house, await house.drafted(child.id, urn, **given))


async def submitted(house: House, draft: dict[str, Any]) -> dict[str, Any]:
    ready = await house.step(draft, "readiness", {})
    return await house.step(ready, "submission", {"incomplete_reason": "The rest follows by the end of the week."})


def due(thing: dict[str, Any], key: str) -> Any:
    """Due date of a clock, None where it does not run."""
    return next((clock["due_on"] for clock in thing["clocks"] if clock["key"] == key), None)
