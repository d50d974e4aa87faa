"""Letters written as a step writes them, for stories that look at paper."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from factories.exampleshire import EXAMPLESHIRE_CODE, ST_BEDE
from factories.placements_house import BASE_URL, House
from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from placements.actions.desk import Desk, staff
from placements.actions.letter_recipients import challenge_recipients
from placements.actions.take_up import ApplicationFile, read_file
from placements.actions.write_letter import write_letter
from placements.domain.correspondence import LetterAsk
from placements.jobs.render_bundles import render_bundles
from placements.jobs.render_letters import render_letters
from placements.store.letters import Letter
from placements.store.tables.metadata import METADATA

OFFICER = staff("user", "officer", frozenset({"vs_officer"}))


async def refused(house: House, school_urn: int = ST_BEDE, **given: Any) -> dict[str, Any]:
    child = await house.a_child(**given)
    asked = await house.asked(child.id, school_urn)
    officer = await house.officer()
    body = {
        "codes": ["FULL_YEAR_GROUP"],
        "decided_on": "2026-11-09",
        "reasons_dated_on": "2026-11-09",
        "received_through": "email",
        "answer_reference": "mail of today",
        "narrative": "There are 30 in each class.",
    }
    answer = await officer.send_step(f"/v1/applications/{asked['id']}/refusal", body, version=asked["version"])
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def at_the_desk(
    house: House, application_id: str, do: Callable[[Desk, ApplicationFile], Awaitable[Letter]]
) -> Letter:
    """In one transaction of the authority, as a step is."""
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        work = Work(connection=connection, tables=foundation(METADATA), authority=EXAMPLESHIRE_CODE, clock=house.clock)
        desk = await Desk.of(work, OFFICER, BASE_URL)
        return await do(desk, await read_file(desk, UUID(application_id)))


async def a_letter(house: House, application_id: str, key: str, **given: Any) -> Letter:
    async def write(desk: Desk, file: ApplicationFile) -> Letter:
        asks = given.pop("asks", LetterAsk(reply_by=house.clock.today()))
        recipients = given.pop("recipients", None) or await challenge_recipients(desk, file)
        return await write_letter(desk, file, key, recipients=recipients, asks=asks, **given)

    return await at_the_desk(house, application_id, write)


async def printed(house: House) -> int:
    return await render_letters(house.sign_in.runtime(house.database, "placements"))


async def bundled(house: House) -> int:
    return await render_bundles(house.sign_in.runtime(house.database, "placements"), BASE_URL)
