"""Files of an authority's own records: who may have one, who has to agree, and what stands in it (SE-86)."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from factories.exampleshire import ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.db.locked import lock, unlock
from kit.testing.sign_in import SignedInClient
from placements.domain.exports import ExportKind
from placements.jobs.run_exports import drop_exports, run_exports

WHY = "The annual check of our records."


@pytest.fixture(scope="module", autouse=True)
async def children(house: House) -> None:
    for first, surname in (("=Mia", "Odd"), ("Leo", "Plain")):
        child = await house.a_child(first_name=first, surname=surname)
        asked = await house.asked(child.id, ST_BEDE, on="2026-11-09")
    await house.step(asked, "refusal", {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter"})
    await house.a_child(authority="801", first_name="Elsewhere")
    house.clock.set("2026-11-20")


async def wanted(client: SignedInClient, **body: Any) -> dict[str, Any]:
    answer = await client.send_step("/v1/exports", body)
    assert answer.status_code == 202, answer.text
    export: dict[str, Any] = answer.json()
    return export


async def made(house: House) -> int:
    return await run_exports(house.sign_in.runtime(house.database, "placements"))


async def test_a_list_of_children_holds_initials_and_no_cell_that_calculates(house: House) -> None:
    officer = await house.officer()
    export = await wanted(officer, kind="children")
    assert (export["state"], export["downloads_left"]) == ("queued", 3)
    assert (await officer.get(f"/v1/exports/{export['id']}/content")).json()["code"] == "export_not_ready"

    assert await made(house) == 1
    assert await made(house) == 0
    answer = await officer.get(f"/v1/exports/{export['id']}/content")

    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert sorted(row["initials"] for row in rows[:-1]) == ["'=O", "LP"]
    assert "surname" not in rows[0]
    assert "Elsewhere" not in answer.text
    assert export["id"] in rows[-1]["id"]
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("kind", [kind.value for kind in ExportKind if kind is not ExportKind.FULL])
async def test_every_kind_comes_as_a_table_and_as_lines_with_the_same_rows_and_its_children(
    house: House, kind: str
) -> None:
    clerk = await house.client(house.sign_in.user(Role.VS_OFFICER, authority="800"))
    table, lines = await wanted(clerk, kind=kind), await wanted(clerk, kind=kind, format="json_lines")
    assert await made(house) == 2

    as_table = await clerk.get(f"/v1/exports/{table['id']}/content")
    as_lines = await clerk.get(f"/v1/exports/{lines['id']}/content")

    shown = (await clerk.get(f"/v1/exports/{table['id']}")).json()
    rows = list(csv.DictReader(io.StringIO(as_table.text.removeprefix("\ufeff"))))[:-1]
    *parts, last = map(json.loads, as_lines.text.splitlines())
    assert len(rows) == len(parts) == shown["rows"] == sum(part["rows"] for part in last["manifest"])
    assert [set(part["row"]) for part in parts] == [set(rows[0])] * len(rows)
    assert shown["children"] == (1 if kind == "decisions" else 2)


async def test_it_is_fetched_three_times_within_seven_days_by_the_one_who_asked(house: House) -> None:
    person = house.sign_in.user(Role.VS_OFFICER, authority="800")
    officer, head = await house.client(person), await house.staff(Role.VSH)
    export = await wanted(officer, kind="cases", format="json_lines")
    await made(house)
    path = f"/v1/exports/{export['id']}/content"

    assert (await head.get(path)).status_code == 404
    assert [(await officer.get(path)).status_code for _ in range(4)] == [200, 200, 200, 410]
    assert (await (await house.neighbour()).get(path)).status_code == 404

    other = await wanted(officer, kind="cases")
    await made(house)
    house.clock.instant += timedelta(days=7)
    later = await house.client(person)
    assert (await later.get(f"/v1/exports/{other['id']}/content")).json()["code"] == "export_gone"
    assert await drop_exports(house.sign_in.runtime(house.database, "placements")) >= 2
    assert house.ask("select count(*) from placements.export_files") == [(0,)]
    house.clock.set("2026-11-20")


async def test_each_child_in_a_file_stands_in_the_audit_when_it_is_fetched(house: House) -> None:
    officer = await house.officer()
    export = await wanted(officer, kind="applications")
    await made(house)
    assert (await officer.get(f"/v1/exports/{export['id']}/content")).status_code == 200

    [(count,)] = house.ask(
        "select child_count from placements.audit_entries where operation = 'show_export_content'"
        " order by seq desc limit 1"
    )
    assert count == 2


async def test_names_want_a_reason_and_a_second_person(house: House) -> None:
    head, officer = await house.staff(Role.VSH), await house.officer()
    bare = await officer.send_step("/v1/exports", {"kind": "children", "names": True})
    assert [(one["pointer"], one["code"]) for one in bare.json()["errors"]] == [("/reason", "missing")]
    export = await wanted(officer, kind="children", names=True, reason=WHY)
    assert export["state"] == "waiting_approval"
    assert (await officer.get(f"/v1/exports/{export['id']}/content")).json()["code"] == "approval_required"
    assert (await officer.send_step(f"/v1/exports/{export['id']}/approval", {})).status_code == 403

    agreed = await head.send_step(f"/v1/exports/{export['id']}/approval", {})
    assert (agreed.status_code, agreed.json()["state"]) == (200, "queued")
    assert await made(house) == 1
    assert "Plain" in (await officer.get(f"/v1/exports/{export['id']}/content")).text

    own = await wanted(head, kind="children", names=True, reason=WHY)
    refused = await head.send_step(f"/v1/exports/{own['id']}/approval", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "second_person_required")


async def test_everything_comes_as_lines_with_a_manifest_and_only_with_names(house: House) -> None:
    head, signatory = await house.staff(Role.VSH), await house.staff(Role.LA_SIGNATORY)
    for body in ({"names": False, "format": "json_lines"}, {"names": True, "format": "csv"}):
        assert (await head.send_step("/v1/exports", {"kind": "full", "reason": WHY, **body})).status_code == 422
    export = await wanted(head, kind="full", names=True, format="json_lines", reason=WHY)
    await signatory.send_step(f"/v1/exports/{export['id']}/approval", {})
    await made(house)

    lines = (await head.get(f"/v1/exports/{export['id']}/content")).text.splitlines()

    last = json.loads(lines[-1])
    parts = {part["part"]: part["rows"] for part in last["manifest"]}
    assert parts["children"] == 2
    assert parts["applications"] == 2
    assert sum(parts.values()) == len(lines) - 1
    assert not {"audit_entries", "mail_outbox", "reply_links", "export_files"} & set(parts)


async def test_the_file_lies_locked_in_the_database(house: House) -> None:
    await wanted(await house.officer(), kind="children", format="json_lines")
    await made(house)

    [(content,)] = house.ask("select content from placements.export_files order by export_id desc limit 1")
    assert b"la_child_id" not in bytes(content)


def test_a_locked_file_opens_with_its_own_key_and_name_alone() -> None:
    locked = lock(b"content", b"secret", "one")

    assert unlock(locked, b"secret", "one") == b"content"
    for secret, name in ((b"other", "one"), (b"secret", "two")):
        with pytest.raises(InvalidTag):
            unlock(locked, secret, name)


async def test_ten_a_day_and_no_more(house: House) -> None:
    worker = await house.client(house.sign_in.user(Role.VS_OFFICER, authority="800"))
    answers = [await worker.send_step("/v1/exports", {"kind": "decisions"}) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [202] * 10 + [429]


async def test_a_social_worker_has_no_exports(house: House) -> None:
    worker = await house.staff(Role.SOCIAL_WORKER)

    assert (await worker.send_step("/v1/exports", {"kind": "children"})).status_code == 403
