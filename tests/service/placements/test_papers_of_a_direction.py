"""What a direction leaves on paper: its letters, and the bundle that proves each delivery (PL-S04, PL-S05)."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader

from factories.escalating import (
    ADVICE,
    PROOF,
    consultation,
    consulted,
    noticed,
    recommended,
    refused,
    signed,
    unwilling,
)
from factories.exampleshire import NORTHSTAR_SCHOOL
from factories.placements_house import House
from factories.written_letters import bundled, printed
from kit.auth.vocabulary import Role

ROLES = ("admission authority", "governing body", "head", "maintaining authority")


def words_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


async def paper(house: House, path: str) -> str:
    signatory = await house.staff(Role.LA_SIGNATORY)
    answer = await signatory.get(path, headers={"Accept": "application/pdf"})
    assert answer.status_code == 200, answer.text
    return words_of(answer.content)


async def bundle_of(house: House, application: dict[str, Any], **given: Any) -> dict[str, Any]:
    """The JSON of a bundle that is made now."""
    head = await house.staff(Role.VSH)
    body = {"kind": "adjudicator"} | given
    answer = await head.send_step(f"/v1/applications/{application['id']}/bundles", body)
    assert answer.status_code == 202, answer.text
    await bundled(house)
    content = await head.get(f"/v1/bundles/{answer.json()['id']}/content", headers={"Accept": "application/json"})
    return dict(content.json())


async def test_pl_s04_the_bundle_lists_all_four_recipient_roles_with_proof(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-27")
    body = {"adjudicator_checked": True, "signed_on": "2026-11-27"}
    directed = await signed(house, served, "direction", body)
    await printed(house)

    content = await bundle_of(house, directed)

    seventh = content["sections"][6]
    [letters] = seventh["listings"]
    columns = letters["columns"]
    notice = [dict(zip(columns, row, strict=True)) for row in letters["rows"] if row[0].startswith("D2")]
    proved = {role for row in notice if row["Proof"] == PROOF for role in row["As"].split(", ")}
    assert proved == set(ROLES)
    assert {row["Delivered"] for row in notice} == {"19 November 2026, by hand"}
    told = [(line["label"], line["text"]) for line in seventh["said"]]
    assert ("Consultation served", f"10 November 2026, by hand: {PROOF}") in told
    assert ("Answer", "17 November 2026: not willing. We are full.") in told
    assert ("Direction possible from", "27 November 2026") in told
    assert {one["template_key"] for one in content["letters"]} >= {"L1", "D1", "D2", "D3"}
    assert all(len(one["sha256"]) == 64 for one in content["manifest"])


async def test_a_direction_says_who_what_and_by_what_right(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-27")
    body = {"adjudicator_checked": True, "signed_on": "2026-11-27"}
    directed = await signed(house, served, "direction", body)
    await printed(house)
    letters = {one["template_key"]: one["id"] for one in directed["letters"]}

    consultation, notice, direction = [
        await paper(house, f"/v1/letters/{letters[key]}/content") for key in ("D1", "D2", "D3")
    ]

    for words in (consultation, notice, direction):
        assert "Zebedee Quimby" in words
    assert "Your answer has to reach us by Tuesday 17 November 2026, the limit set by law" in consultation
    assert "A reference has to be made by Thursday 26 November 2026" in notice
    assert "may sign the direction from Friday 27 November 2026" in notice
    assert "It answered on 17 November 2026 that it is not willing to admit the child." in notice
    for role in ("(admission authority, governing body)", "(head teacher)", "(maintaining authority)"):
        assert role in notice
    assert "The authority directs that St Bede" in direction
    assert "School Standards and Framework Act 1998, section 97A" in direction
    assert "none is known, and the adjudicator's office has been asked" in direction.replace("’", "'")


async def test_pl_s05_a_request_to_the_secretary_of_state_waits_for_its_bundle(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    codes = ["BEHAVIOUR", "REFER_FAP"]
    no = await refused(house, child, NORTHSTAR_SCHOOL, asked_on="2026-11-02", on="2026-11-10", codes=codes)
    challenged = await house.step(no, "challenge", {})
    house.clock.set("2026-11-23")
    advised = await house.step(challenged, "recommendation", ADVICE, role=Role.VSH)

    status, problem = await house.refused_step(
        advised, "secretary-of-state-request", {"sent_on": "2026-11-23"}, role=Role.LA_SIGNATORY
    )
    because = [{"section": 10, "because": "tuition is arranged and has not begun"}]
    bundle = await bundle_of(house, advised, kind="secretary_of_state", none_because=because)
    asked = await signed(house, advised, "secretary-of-state-request", {"sent_on": "2026-11-23"})

    assert (status, problem["code"]) == (409, "bundle_incomplete")
    assert asked["state"] == "sos_requested"
    answered = bundle["sections"][3]
    assert any("School Admissions Code 2021, paragraph 3.12" in one["text"] for one in answered["said"])
    await printed(house)
    letter = next(one["id"] for one in asked["letters"] if one["template_key"] == "D4")
    words = await paper(house, f"/v1/letters/{letter}/content")
    assert "an evidence bundle of 23 November 2026 with the sections chronology; the request as it was sent" in words
    challenge = next(one["id"] for one in asked["letters"] if one["template_key"] == "C3")
    argued = await paper(house, f"/v1/letters/{challenge}/content")
    assert "section 85ZA" in argued
    assert "Zebedee" not in argued
    assert argued.count(", copy)") == 1


async def test_the_signatory_reads_each_letter_before_signing_it(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    replied = await unwilling(house, await consulted(house, no, "2026-11-10"), "2026-11-17")
    house.clock.set("2026-11-19")

    notice = await previewed(house, replied, "D2")
    served = await noticed(house, replied, "2026-11-19")
    house.clock.set("2026-11-27")
    direction = await previewed(house, served, "D3")

    assert "It answered on 17 November 2026 that it is not willing" in notice
    assert "may sign the direction from Friday 27 November 2026" in notice
    assert "Notice of this direction was served on 19 November 2026" in direction


async def previewed(house: House, application: dict[str, Any], key: str) -> str:
    signatory = await house.staff(Role.LA_SIGNATORY)
    answer = await signatory.get(f"/v1/applications/{application['id']}/letter-preview?template_key={key}")
    assert answer.status_code == 200, answer.text
    return " ".join(part["text"] for part in answer.json()["parts"])


async def test_no_letter_is_dated_after_it_arrived(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    house.clock.set("2026-11-12")
    put = await recommended(house, no)

    consulting = await signed(house, put, "consultation", consultation("2026-11-10"))

    letter = next(one["id"] for one in consulting["letters"] if one["template_key"] == "D1")
    signatory = await house.staff(Role.LA_SIGNATORY)
    shown = (await signatory.get(f"/v1/letters/{letter}")).json()
    assert (shown["written_on"], shown["sent_on"], shown["status"]) == ("2026-11-10", "2026-11-10", "sent")
    assert "10 November 2026" in shown["parts"][5]["text"]


async def test_a_withdrawal_cites_the_law_of_what_is_not_pursued(house: House) -> None:
    child = await house.a_child(first_name="Zebedee", surname="Quimby")
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    consulting = await consulted(house, no, "2026-11-10")

    withdrawn = await signed(house, consulting, "withdrawal", {"reason": "other_school_chosen"})

    letter = next(one["id"] for one in withdrawn["letters"] if one["template_key"] == "D5")
    signatory = await house.staff(Role.LA_SIGNATORY)
    shown = (await signatory.get(f"/v1/letters/{letter}")).json()
    words = " ".join(part["text"] for part in shown["parts"])
    assert shown["legal_basis"] == ["School Standards and Framework Act 1998, section 97A"]
    assert "Reason: another school has been chosen." in words
    assert not {"Zebedee", "Quimby"} & set(words.replace(",", " ").split())
