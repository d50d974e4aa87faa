"""Delivery is proved for each recipient, and a second person releases what might give an address away."""

from typing import Any

import pytest

from factories.placements_house import House
from factories.written_letters import a_letter, printed, refused


async def test_pl_814_delivery_is_proved_for_each_recipient(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1")
    officer = await house.officer()
    path = f"/v1/letters/{letter.id}/service"
    body = {"recipient": 0, "method": "hand", "served_on": "2026-11-09", "proof": "signed by the office"}

    served = await officer.send_step(path, body, version=1)
    stale = await officer.send_step(path, body | {"recipient": 1}, version=1)

    assert served.status_code == 200, served.text
    assert (served.json()["status"], served.json()["sent_on"], served.json()["version"]) == ("sent", "2026-11-09", 2)
    assert [one["served"] is not None for one in served.json()["recipients"]] == [True, False]
    assert stale.status_code == 412
    listed = (await officer.get(f"/v1/letters?application_id={application['id']}&template_key=C1")).json()["items"]
    assert [(row["recipients"], row["proved"], row["printed"]) for row in listed] == [(2, 1, False)]
    timeline = (await officer.get(f"/v1/applications/{application['id']}/timeline")).json()["items"]
    assert [row["kind"] for row in timeline][:2] == ["letter_served", "letter_written"]
    assert {row["document_id"] for row in timeline[:2]} == {str(letter.id)}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"recipient": 7}, "/recipient"),
        ({"recipient": None}, "/contact_id"),
        ({"served_on": "2026-11-10"}, "/served_on"),
        ({"served_on": "2026-11-08"}, "/served_on"),
    ],
)
async def test_proof_that_cannot_be_is_refused(house: House, change: dict[str, Any], pointer: str) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1")
    officer = await house.officer()
    body = {"recipient": 0, "method": "post", "served_on": "2026-11-09", "proof": "tracked"} | change

    answer = await officer.send_step(f"/v1/letters/{letter.id}/service", body, version=1)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def protected(house: House, child_id: str) -> None:
    house.ask(
        "insert into placements.child_restricted"
        " (authority, child_id, version, address_protected, address_review_by, carer_address)"
        " select authority, id, 1, true, '2027-01-04', '7 Mossy Lane, Ambleford' from placements.children"
        " where id = %s returning child_id",
        child_id,
    )


async def test_pl_319_a_letter_about_a_protected_child_waits_for_a_second_person(house: House) -> None:
    application = await refused(house)
    await protected(house, application["child"]["id"])
    writer = await house.officer()
    challenged = await writer.send_step(
        f"/v1/applications/{application['id']}/challenge", {}, version=application["version"]
    )
    assert challenged.status_code == 200, challenged.text
    letter = next(one["id"] for one in challenged.json()["letters"] if one["template_key"] == "C1")
    await printed(house)
    path, second = f"/v1/letters/{letter}", await house.officer()
    proof = {"recipient": 0, "method": "hand", "served_on": "2026-11-09", "proof": "signed by the office"}

    content = await second.get(f"{path}/content")
    early = await second.send_step(f"{path}/service", proof, version=1)
    alone = await writer.send_step(f"{path}/release", version=1)
    released = await second.send_step(f"{path}/release", version=1)
    again = await second.send_step(f"{path}/release", version=2)

    assert (content.status_code, content.json()["code"]) == (409, "release_check_required")
    assert (early.status_code, early.json()["code"]) == (409, "release_check_required")
    assert (alone.status_code, alone.json()["code"]) == (403, "second_person_required")
    assert (released.status_code, released.json()["status"]) == (200, "final"), released.text
    assert (again.status_code, again.json()["code"]) == (409, "step_not_allowed")
    assert (await second.get(f"{path}/content")).status_code == 200
    assert (await second.send_step(f"{path}/service", proof, version=2)).json()["status"] == "sent"


async def test_pl_319_what_is_added_may_not_hold_the_address(house: House) -> None:
    application = await refused(house)
    await protected(house, application["child"]["id"])
    officer = await house.officer()

    answer = await officer.send_step(
        f"/v1/applications/{application['id']}/challenge",
        {"additional_text": "The child lives at 7 Mossy Lane, Ambleford."},
        version=application["version"],
    )

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "possible_address")
