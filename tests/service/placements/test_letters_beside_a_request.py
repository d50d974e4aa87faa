"""A place is accepted in writing, and the authority where the child lives is told (L3, L4)."""

from datetime import date
from typing import Any

from factories.exampleshire import EXAMPLESHIRE_CODE, ST_BEDE, WESTBOROUGH_CODE
from factories.placements_house import House
from factories.written_letters import printed
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from placements.domain.care import CarePlacement
from placements.domain.child import Child
from placements.store.child_intervals import IntervalStore


async def lives_in_westborough(house: House, since: date) -> Child:
    child = await house.a_child(host_authority=WESTBOROUGH_CODE)
    home = CarePlacement(id=new_id(), from_on=since, host_authority=WESTBOROUGH_CODE)
    async with house.database.transaction(Context.job(EXAMPLESHIRE_CODE, "tests"), limits=JOB) as connection:
        await IntervalStore(connection, EXAMPLESHIRE_CODE).keep_homes({child.id: [home]})
    return child


async def letters_of(house: House, application_id: str, key: str) -> list[dict[str, Any]]:
    officer = await house.officer()
    listed = await officer.get(f"/v1/letters?application_id={application_id}&template_key={key}")
    assert listed.status_code == 200, listed.text
    return list(listed.json()["items"])


async def test_an_accepted_place_is_accepted_in_writing(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    asked = await house.asked(child.id, ST_BEDE)
    offered = await house.step(
        asked, "offer", {"start_on": "2026-11-16", "answer_reference": "mail", "decided_on": "2026-11-09"}
    )

    accepted = await house.step(offered, "acceptance", {"accepted_by": "social_worker"})

    [letter] = await letters_of(house, accepted["id"], "L3")
    assert (letter["status"], letter["names_child"]) == ("final", False)
    officer = await house.officer()
    shown = (await officer.get(f"/v1/letters/{letter['id']}")).json()
    words = " ".join(part["text"] for part in shown["parts"])
    assert "Z.Q." in words
    assert "16 November 2026" in words
    assert "Quimby" not in words
    assert await letters_of(house, accepted["id"], "L4") == []


async def test_a24_the_host_authority_is_told_once_and_its_clock_stands_when_it_has_the_letter(house: House) -> None:
    child = await lives_in_westborough(house, date(2026, 11, 6))

    asked = await house.asked(child.id, ST_BEDE, on="2026-11-09")

    [letter] = await letters_of(house, asked["id"], "L4")
    officer = await house.officer()
    shown = (await officer.get(f"/v1/letters/{letter['id']}")).json()
    facts = next(part["text"] for part in shown["parts"] if part["part"] == "facts")
    assert "has lived in the area of Westborough since 6 November 2026" in facts
    assert [one["roles"] for one in shown["recipients"]] == [["host_authority"]]
    body = {"recipient": 0, "method": "post", "served_on": "2026-11-09", "proof": "tracked"}
    served = await officer.send_step(f"/v1/letters/{letter['id']}/service", body, version=1)
    assert served.status_code == 200, served.text
    told = house.ask('select fact, "on" from placements.case_facts where case_id = %s', asked["case_id"])
    assert told == [("host_told", date(2026, 11, 9))]
    offered = await house.step(asked, "offer", {"start_on": "2026-11-16", "answer_reference": "mail"})
    await house.step(offered, "acceptance", {"accepted_by": "social_worker"})
    assert len(await letters_of(house, asked["id"], "L4")) == 1
    assert await printed(house) >= 3


async def test_a_letter_that_never_went_out_ends_with_its_request(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    offered = await house.step(asked, "offer", {"start_on": "2026-11-16", "answer_reference": "mail"})
    accepted = await house.step(offered, "acceptance", {"accepted_by": "social_worker"})

    await house.step(accepted, "withdrawal", {"reason": "child_wish"})

    [unsent] = await letters_of(house, asked["id"], "L3")
    [sent] = await letters_of(house, asked["id"], "L1")
    assert (unsent["status"], sent["status"]) == ("void", "sent")
    officer = await house.officer()
    body = {"recipient": 0, "method": "post", "served_on": "2026-11-09", "proof": "tracked"}
    late = await officer.send_step(f"/v1/letters/{unsent['id']}/service", body, version=unsent["version"])
    assert (late.status_code, late.json()["code"]) == (409, "step_not_allowed")
