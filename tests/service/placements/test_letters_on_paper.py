"""A letter is written by its step, printed once by a job, and never changes; its delivery is proved by recipient."""

import asyncio
import hashlib
from io import BytesIO
from typing import Any

import psycopg
import pytest
from pypdf import PdfReader

from factories.exampleshire import NORTHSTAR_SCHOOL
from factories.placements_house import House
from factories.written_letters import a_letter, printed, refused
from kit.auth.vocabulary import Role
from kit.kernel.errors import InvalidInput
from placements.domain.letters import PART_HEADINGS
from placements.jobs.render_letters import render_letters


def words_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


async def content(house: House, letter_id: object) -> bytes:
    officer = await house.officer()
    answer = await officer.get(f"/v1/letters/{letter_id}/content", headers={"Accept": "application/pdf"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return bytes(answer.content)


async def test_pl_903_a_letter_is_printed_once_and_is_always_the_same_document(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1")
    officer = await house.officer()
    early = await officer.get(f"/v1/letters/{letter.id}/content")
    assert (early.status_code, early.json()["code"]) == (409, "paper_not_ready")

    await asyncio.gather(*(printed(house) for _ in range(3)))
    first = await content(house, letter.id)
    assert await printed(house) == 0
    house.ask("update placements.paper_orders set done_at = null where subject_id = %s returning id", letter.id)
    assert await printed(house) == 1

    assert await content(house, letter.id) == first
    assert house.ask("select count(*) from placements.documents where subject_id = %s", letter.id) == [(1,)]
    shown = (await officer.get(f"/v1/letters/{letter.id}")).json()
    assert shown["pdf_sha256"] == hashlib.sha256(first).hexdigest()


async def test_a_printed_letter_cannot_be_changed_by_anybody(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1")
    await printed(house)

    for statement in ("update placements.documents set content = ''", "delete from placements.documents"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            house.ask(f"{statement} where subject_id = %s returning id", letter.id)


async def test_a_letter_is_a_tagged_pdf_that_everybody_can_read(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1", additional_text="We could meet on Monday.")
    await printed(house)

    pdf = await content(house, letter.id)

    reader = PdfReader(BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1" in metadata or 'pdfuaid:part="1"' in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == f"Your refusal {application['reference']}: no room"


async def test_the_paper_holds_the_words_of_the_letter(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1", additional_text="#We could *meet* on $Monday$ \\ #eval(1)")
    await printed(house)

    words = words_of(await content(house, letter.id))

    for part in letter.parts.values():
        assert " ".join(part.split()) in words
    for heading in PART_HEADINGS.values():
        assert heading in words
    assert "#We could *meet* on $Monday$ \\ #eval(1)" in words
    assert "“There are 30 in each class.”" in words
    assert application["reference"] in words
    assert "Page 1 of" in words
    assert "School Standards and Framework Act 1998, section 86(3)" in words
    assert "The chair of governors" in words


async def test_pl_905_no_letter_but_a_direction_names_the_child(house: House) -> None:
    application = await refused(house, first_name="Zebedee", surname="Quimby")
    keys = ("L3", *(f"C{number}" for number in range(1, 9)))
    written = [await a_letter(house, application["id"], key) for key in keys]
    await printed(house)

    papers = [words_of(await content(house, letter.id)) for letter in written]

    assert all("Z.Q." in paper for paper in papers)
    assert not [paper for paper in papers if "Zebedee" in paper or "Quimby" in paper]
    for _, _, subject, body in house.mails(application["id"]):
        assert not {"Zebedee", "Quimby", "Z.Q."} & set(f"{subject} {body}".replace(",", " ").split())


async def test_pl_905_what_the_officer_adds_may_not_name_the_child_either(house: House) -> None:
    application = await refused(house, first_name="Zoë", surname="Quimby")

    with pytest.raises(InvalidInput) as refusal:
        await a_letter(house, application["id"], "C1", additional_text="Zoe would like to come.")

    assert (refusal.value.code, refusal.value.pointer) == ("names_child", "/additional_text")


async def test_a_consultation_names_the_child_and_tells_the_story(house: House) -> None:
    application = await refused(house, first_name="Zebedee", surname="Quimby")
    letter = await a_letter(house, application["id"], "D1")
    await printed(house)

    words = words_of(await content(house, letter.id))

    assert letter.names_child
    assert "Zebedee Quimby is a child looked after by Exampleshire, in Year 8" in words
    assert "It refused on 9 November 2026 (" in words
    assert "School Standards and Framework Act 1998, section 97A" in words


async def test_a_character_without_a_font_is_an_empty_square_and_no_lost_letter(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1", additional_text="Written 王 there")
    await printed(house)

    assert "Written □ there" in words_of(await content(house, letter.id))


async def test_every_letter_can_be_read_before_it_is_written(house: House) -> None:
    application = await refused(house, NORTHSTAR_SCHOOL)
    officer = await house.officer()
    templates = (await officer.get("/v1/letter-templates")).json()["items"]
    keys = sorted({template["key"] for template in templates})

    answers = {
        key: await officer.get(f"/v1/applications/{application['id']}/letter-preview?template_key={key}")
        for key in keys
    }

    assert len(keys) == 17
    codes = {key: answer.json().get("code") for key, answer in answers.items() if answer.status_code != 200}
    assert codes == dict.fromkeys(("D2", "D3", "D4", "D5", "L4"), "merge_field_missing")
    missing = {key: [error["pointer"] for error in answers[key].json()["errors"]] for key in codes}
    assert missing == {
        "D2": ["/merge/consultation_result"],
        "D3": ["/merge/notice_result"],
        "D4": ["/merge/bundle_summary"],
        "D5": ["/merge/withdrawal_reason"],
        "L4": ["/merge/placed_on"],
    }
    assert answers["C1"].json()["mail_subject"] is None
    assert answers["L1"].json()["mail_subject"]


async def test_letters_of_another_authority_are_not_there(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "C1")
    neighbour = await house.neighbour()

    for path in (f"/v1/letters/{letter.id}", f"/v1/letters/{letter.id}/content"):
        assert (await neighbour.get(path)).status_code == 404
    assert (await neighbour.get("/v1/letters")).json()["items"] == []


async def test_reading_a_letter_is_audited_and_a_social_worker_may_not(house: House) -> None:
    application = await refused(house)
    letter = await a_letter(house, application["id"], "D1")
    social_worker = await house.staff(Role.SOCIAL_WORKER)

    assert (await social_worker.get(f"/v1/letters/{letter.id}")).status_code == 403
    signatory = await house.staff(Role.LA_SIGNATORY)
    assert (await signatory.get(f"/v1/letters/{letter.id}")).status_code == 200
    read = house.ask(
        "select e.operation from placements.audit_entries e join placements.audit_children c"
        " on c.authority = e.authority and c.seq = e.seq where c.child_id = %s order by e.seq desc limit 1",
        application["child"]["id"],
    )
    assert read == [("show_letter",)]


async def test_re_31_the_press_stops_between_two_papers_and_goes_on_later(house: House) -> None:
    application = await refused(house)
    await printed(house)
    for key in ("C1", "C4"):
        await a_letter(house, application["id"], key)
    runtime, stop = house.sign_in.runtime(house.database, "placements"), asyncio.Event()
    stop.set()

    assert await render_letters(runtime, stop) == 0
    assert await render_letters(runtime) == 2


async def test_a_paper_that_cannot_be_set_stops_no_other(house: House) -> None:
    application = await refused(house)
    broken, whole = [await a_letter(house, application["id"], key) for key in ("C1", "C4")]
    house.ask("update placements.letters set parts = '{}' where id = %s returning id", broken.id)

    await printed(house)

    assert await content(house, whole.id)
    [(tries, waits)] = house.ask(
        "select tries, try_after > asked_at from placements.paper_orders where subject_id = %s", broken.id
    )
    assert (tries, waits) == (1, True)
