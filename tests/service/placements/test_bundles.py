"""An evidence bundle: twelve sections from the log, the same in PDF and JSON, and never changed (section 15)."""

import hashlib
import json
from io import BytesIO
from typing import Any

import psycopg
import pytest
from pypdf import PdfReader

from factories.exampleshire import NORTHSTAR_SCHOOL, ST_BEDE
from factories.placements_house import House
from factories.written_letters import a_letter, bundled
from kit.auth.vocabulary import Role
from placements.domain.bundles import TITLES, digest

NAMES = {"first_name": "Zebedee", "surname": "O'Quimby"}
NOTHING = [{"section": 10, "because": "the child has been at a tuition centre since the first day"}]


async def a_story(house: House, **given: Any) -> dict[str, Any]:
    """Asked, refused with words that name the child, challenged."""
    child = await house.a_child(**NAMES)
    asked = await house.asked(child.id, given.pop("school", NORTHSTAR_SCHOOL), **given)
    officer = await house.officer()
    body = {
        "codes": ["FULL_YEAR_GROUP", "BEHAVIOUR"],
        "decided_on": "2026-11-09",
        "received_through": "email",
        "answer_reference": "mail of today",
        "narrative": "Zebedee’s past worries us. Young O’Quimby is known here.",
    }
    answer = await officer.send_step(f"/v1/applications/{asked['id']}/refusal", body, version=asked["version"])
    assert answer.status_code == 200, answer.text
    await a_letter(house, asked["id"], "C3")
    return dict(answer.json())


async def ordered(house: House, application_id: str, **given: Any) -> Any:
    officer = await house.officer()
    body = {"kind": "complaint"} | given
    return await officer.send_step(f"/v1/applications/{application_id}/bundles", body)


async def made(house: House, application_id: str, **given: Any) -> dict[str, Any]:
    answer = await ordered(house, application_id, **given)
    assert answer.status_code == 202, answer.text
    assert answer.json()["status"] == "ordered"
    await bundled(house)
    return dict(answer.json())


async def fetched(house: House, bundle_id: str, accept: str) -> bytes:
    officer = await house.officer()
    answer = await officer.get(f"/v1/bundles/{bundle_id}/content", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, accept), answer.text
    return bytes(answer.content)


async def as_json(house: House, bundle_id: str) -> dict[str, Any]:
    return dict(json.loads(await fetched(house, bundle_id, "application/json")))


async def as_words(house: House, bundle_id: str) -> str:
    pages = PdfReader(BytesIO(await fetched(house, bundle_id, "application/pdf"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def section(bundle: dict[str, Any], number: int) -> dict[str, Any]:
    return next(one for one in bundle["sections"] if one["number"] == number)


async def test_the_chronology_is_the_log_line_for_line(house: House) -> None:
    application = await a_story(house)
    bundle = await made(house, application["id"])

    [chronology] = section(await as_json(house, bundle["id"]), 1)["listings"]

    log = house.ask(
        "select h.id::text from placements.history h where h.case_id = %s"
        " and (h.application_id = %s or h.application_id is null) order by h.id",
        application["case_id"],
        application["id"],
    )
    officer = await house.officer()
    timeline = (await officer.get(f"/v1/applications/{application['id']}/timeline")).json()["items"]
    told = dict(zip(chronology["ids"], (row[2] for row in chronology["rows"]), strict=True))
    assert list(told) == [row[0] for row in log]
    assert [told[line["id"]] for line in timeline] == [line["text"] for line in timeline]
    assert len(timeline) >= 6


async def test_twelve_sections_say_the_same_on_paper_and_to_a_program(house: House) -> None:
    application = await a_story(house)
    bundle = await made(house, application["id"])

    content, words = await as_json(house, bundle["id"]), await as_words(house, bundle["id"])

    assert [one["number"] for one in content["sections"]] == list(TITLES)
    for number, title in TITLES.items():
        assert f"{number}. {title}" in words
    for one in content["sections"]:
        for line in one["said"]:
            assert " ".join(line["text"].split()) in words
        for listing in one["listings"]:
            assert listing["caption"] in words
    assert content["letters"][0]["template_key"] == "L1"
    assert content["rule_versions"]["cwsa_s61"] >= 1


async def test_the_manifest_proves_every_part(house: House) -> None:
    application = await a_story(house)
    bundle = await made(house, application["id"])

    content = await as_json(house, bundle["id"])

    manifest = {one["part"]: one["sha256"] for one in content["manifest"]}
    assert {f"section {one['number']}": digest(one) for one in content["sections"]}.items() <= manifest.items()
    officer = await house.officer()
    for letter in content["letters"]:
        paper = await officer.get(f"/v1/letters/{letter['id']}/content")
        assert manifest[f"letter {letter['template_key']}, {letter['id']}"] == hashlib.sha256(paper.content).hexdigest()
    shown = (await officer.get(f"/v1/bundles/{bundle['id']}")).json()
    pdf = await fetched(house, bundle["id"], "application/pdf")
    assert (shown["status"], shown["pdf_sha256"]) == ("ready", hashlib.sha256(pdf).hexdigest())


async def test_initials_stand_for_the_name_also_in_what_people_typed(house: House) -> None:
    application = await a_story(house)
    bundle = await made(house, application["id"])

    content, words = await as_json(house, bundle["id"]), await as_words(house, bundle["id"])

    [quoted] = [one["text"] for one in section(content, 3)["said"] if one["label"] == "The school's words"]
    assert quoted == "Z.O.’s past worries us. Young Z.O. is known here."
    assert not [name for name in ("Zebedee", "Quimby") if name in words or name in json.dumps(content)]


async def test_the_name_goes_out_with_a_reason_only(house: House) -> None:
    application = await a_story(house)

    refused = await ordered(house, application["id"], names=True)
    bundle = await made(house, application["id"], names=True, reason="The adjudicator has to know the child.")

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/reason")
    assert (await as_json(house, bundle["id"]))["child"] == "Zebedee O'Quimby"
    assert "Zebedee" in await as_words(house, bundle["id"])


async def test_pl_908_what_is_missing_for_the_secretary_of_state_is_named(house: House) -> None:
    application = await a_story(house)

    refused = await ordered(house, application["id"], kind="secretary_of_state")
    left_out = await ordered(house, application["id"], kind="secretary_of_state", none_because=NOTHING, omit=[6])
    answered = await ordered(house, application["id"], kind="secretary_of_state", none_because=NOTHING)

    assert (refused.status_code, refused.json()["code"]) == (409, "bundle_incomplete")
    assert refused.json()["sections"] == "10"
    assert left_out.json()["sections"] == "6"
    assert answered.status_code == 202, answered.text
    await bundled(house)
    assert f"None, because {NOTHING[0]['because']}" in await as_words(house, answered.json()["id"])


async def test_a_reason_for_nothing_has_ten_characters(house: House) -> None:
    application = await a_story(house)

    answer = await ordered(house, application["id"], none_because=[{"section": 10, "because": "none"}])

    assert answer.status_code == 422


async def test_sections_left_out_are_said_to_be_left_out(house: House) -> None:
    application = await a_story(house)
    bundle = await made(house, application["id"], omit=[9, 12])
    chronology = await made(house, application["id"], kind="chronology")

    content = await as_json(house, bundle["id"])
    assert [one["number"] for one in content["sections"] if one["status"] == "omitted"] == [9, 12]
    assert "This section was left out of the bundle" in await as_words(house, bundle["id"])
    alone = await as_json(house, chronology["id"])
    assert [one["number"] for one in alone["sections"] if one["status"] != "omitted"] == [1]


async def test_pl_909_a_bundle_never_changes_and_a_newer_one_stands_first(house: House) -> None:
    application = await a_story(house)
    first = await made(house, application["id"])
    before = await fetched(house, first["id"], "application/json")
    await a_letter(house, application["id"], "C4")
    second = await made(house, application["id"])
    house.ask("update placements.paper_orders set done_at = null where subject_id = %s returning id", first["id"])
    assert await bundled(house) == 1

    officer = await house.officer()
    assert await fetched(house, first["id"], "application/json") == before
    assert await fetched(house, second["id"], "application/json") != before
    assert (await officer.get(f"/v1/bundles/{first['id']}")).json()["superseded_by"] == second["id"]
    assert (await officer.get(f"/v1/bundles/{second['id']}")).json()["superseded_by"] is None
    with pytest.raises(psycopg.errors.RestrictViolation):
        house.ask("update placements.bundles set names = true, reason = 'x' where id = %s returning id", first["id"])


async def test_pl_909_restricted_facts_never_enter(house: House) -> None:
    application = await a_story(house)
    columns = house.ask(
        "select column_name from information_schema.columns where table_schema = 'placements'"
        " and table_name = 'child_restricted' and column_name = any(%s) order by 1",
        ["reason_for_care", "carer_name", "risk_notes", "carer_address"],
    )
    assert columns == [("carer_address",), ("carer_name",), ("reason_for_care",), ("risk_notes",)]
    names = ", ".join(name for (name,) in columns)
    house.ask(
        f"insert into placements.child_restricted (authority, child_id, version, address_protected, {names})"
        " select authority, id, 1, false, 'Mossy Lane 7', 'Mrs Mossy', 'Mossy past', 'Mossy risk'"
        " from placements.children where id = %s returning child_id",
        application["child"]["id"],
    )

    bundle = await made(house, application["id"], names=True, reason="The adjudicator has to know the child.")

    assert "Mossy" not in json.dumps(await as_json(house, bundle["id"]))
    assert "Mossy" not in await as_words(house, bundle["id"])


async def test_a_bundle_is_a_tagged_pdf(house: House) -> None:
    application = await a_story(house, school=ST_BEDE)
    bundle = await made(house, application["id"])

    reader = PdfReader(BytesIO(await fetched(house, bundle["id"], "application/pdf")))

    root: Any = reader.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert len(reader.outline[1]) >= 12


async def test_nobody_else_reads_a_bundle(house: House) -> None:
    application = await a_story(house)
    bundle = await made(house, application["id"])
    neighbour, social_worker = await house.neighbour(), await house.staff(Role.SOCIAL_WORKER)

    for path in (f"/v1/bundles/{bundle['id']}", f"/v1/bundles/{bundle['id']}/content"):
        assert (await neighbour.get(path)).status_code == 404
        assert (await social_worker.get(path)).status_code == 403


async def test_numbers_of_a_year_group_stand_with_source_and_date_in_letter_and_bundle(house: House) -> None:
    officer = await house.officer()
    row = {"academic_year": "2026-27", "year_group": "8", "pan": 180, "nor": 171, "classes": 6, "largest_class": 29}
    facts = {"year_groups": [row | {"as_of": "2026-10-01", "source": "school's own census"}]}
    kept = await officer.put(f"/v1/schools/{ST_BEDE}/facts", json=facts, headers={"If-Match": '"0"'})
    assert kept.status_code == 200, kept.text
    application = await a_story(house, school=ST_BEDE)
    letter = await a_letter(house, application["id"], "C1")

    bundle = await as_json(house, (await made(house, application["id"]))["id"])

    assert (
        "Year 8: admission number 180, on roll 171, classes 6 (school's own census, 1 October 2026)"
        in (letter.parts["facts"])
    )
    listing = next(one for one in section(bundle, 6)["listings"] if one["caption"] == "By year group")
    assert listing["rows"] == [["Year 8", "180", "171", "6", "29", "school's own census", "1 October 2026"]]
