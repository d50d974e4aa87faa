"""The way from a refusal to a direction, as tests walk it: bodies that are valid, and the people who send them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert

from factories.exampleshire import EXAMPLESHIRE_CODE, ST_BEDE, register_child
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from placements.domain.care import CareBasis, CarePeriod, CareStatus
from placements.domain.child import Child
from placements.store.child_intervals import IntervalStore
from placements.store.tables.child_records import EXCLUSIONS

Body = dict[str, Any]
ADVICE: Final[Body] = {
    "reason": "There is room in the year group, and every other school is too far away.",
    "evidence": ["school_answer", "alternatives", "views"],
}
PROOF: Final = "signed for at reception"


def consultation(served_on: str, **given: Any) -> Body:
    return {"served_on": served_on, "method": "hand", "proof": PROOF, **given}


def notice(served_on: str, *more: Mapping[str, Any]) -> Body:
    """To an aided school: the governing body decides on admissions."""
    rows = [
        {"roles": ["admission_authority", "governing_body"], "name": "The chair of governors"},
        {"roles": ["head"], "name": "The head teacher"},
        {"roles": ["maintaining_authority"], "name": "The admissions team"},
    ]
    served = {"method": "hand", "served_on": served_on, "proof": PROOF}
    return {"recipients": [{**row, **served} for row in rows] + [dict(row) for row in more]}


async def refused(
    house: House, child: Child, urn: int = ST_BEDE, *, asked_on: str, on: str, codes: list[str] | None = None
) -> Body:
    """A request that a school has said no to."""
    asked = await house.asked(child.id, urn, on=asked_on)
    house.clock.set(on)
    body = {"codes": codes or ["FULL_YEAR_GROUP"], "answer_reference": "letter", "decided_on": on}
    return await house.step(asked, "refusal", body)


async def recommended(house: House, application: Body, **given: Any) -> Body:
    return await house.step(application, "recommendation", ADVICE | given, role=Role.VSH)


async def signed(house: House, application: Body, path: str, body: Body) -> Body:
    return await house.step(application, path, body, role=Role.LA_SIGNATORY)


async def consulted(house: House, application: Body, on: str, **given: Any) -> Body:
    house.clock.set(on)
    put = await recommended(house, application)
    return await signed(house, put, "consultation", consultation(on, **given))


async def unwilling(house: House, application: Body, on: str) -> Body:
    house.clock.set(on)
    return await house.step(application, "consultation-reply", {"willing": False, "representations": "We are full."})


async def noticed(house: House, application: Body, on: str) -> Body:
    house.clock.set(on)
    return await signed(house, application, "notice", notice(on))


async def ended_care(house: House, child: Child, on: date, *, previously: bool = False) -> None:
    """The child is no longer looked after from a day on; home again, or under an order."""
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        intervals = IntervalStore(connection, EXAMPLESHIRE_CODE)
        [period] = await intervals.care_of(child.id)
        ended = CarePeriod(
            id=period.id, status=period.status, from_on=period.from_on, to_on=on, end_reason="E4A", source="tests"
        )
        after = [_previously(on)] if previously else []
        await intervals.keep_care({child.id: [ended, *after]})


async def a_previously_looked_after_child(house: House, basis: CareBasis, **given: Any) -> Child:
    child = await register_child(house.database, in_care=False, **given)
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        await IntervalStore(connection, EXAMPLESHIRE_CODE).keep_care({child.id: [_previously(date(2023, 1, 9), basis)]})
    return child


def _previously(on: date, basis: CareBasis = CareBasis.SPECIAL_GUARDIANSHIP) -> CarePeriod:
    return CarePeriod(id=new_id(), status=CareStatus.PREVIOUSLY_LOOKED_AFTER, from_on=on, basis=basis, source="tests")


async def excluded(house: House, child_id: UUID, urn: int, on: date) -> None:
    """A permanent exclusion that was upheld."""
    row = {
        "authority": EXAMPLESHIRE_CODE,
        "id": new_id(),
        "child_id": child_id,
        "school_urn": urn,
        "on": on,
        "status": "upheld",
    }
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        await connection.execute(insert(EXCLUSIONS), row)


def clocks(application: Body) -> dict[str, Body]:
    return {one["key"]: one for one in application["clocks"]}


def offered_steps(application: Body) -> dict[str, tuple[bool, str | None, str | None]]:
    return {one["action"]: (one["enabled"], one["reason"], one["from_on"]) for one in application["allowed_actions"]}


async def bundled(house: House, application: Body) -> None:
    """Papers for the Secretary of State with every section filled or marked."""
    officer = await house.officer()
    marks = [{"section": number, "because": "nothing of this kind is held"} for number in range(2, 12)]
    answer = await officer.send_step(
        f"/v1/applications/{application['id']}/bundles", {"kind": "secretary_of_state", "none_because": marks}
    )
    assert answer.status_code == 202, answer.text
