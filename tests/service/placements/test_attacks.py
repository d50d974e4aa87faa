"""Attacks on the service as people, schools and files would make them."""

from typing import Any

import httpx
import pytest

from factories.exampleshire import NORTHSTAR_SCHOOL, OAK, ST_BEDE
from factories.placements_house import House
from factories.uploads import Uploads
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id

COLUMNS = "school_urn,role,email,name,phone,reply_address"


@pytest.fixture(scope="module")
def uploads(house: House) -> Uploads:
    return Uploads(house)


def told(answer: httpx.Response) -> tuple[int, dict[str, Any]]:
    return answer.status_code, {name: value for name, value in answer.json().items() if name != "request_id"}


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.SEND_OFFICER])
async def test_pl_202_a_wrong_version_does_not_tell_that_a_request_out_of_reach_exists(
    house: House, role: Role
) -> None:
    foreign = await house.asked((await house.a_child()).id, ST_BEDE)
    steps: dict[Role, tuple[str, dict[str, object]]] = {
        Role.SOCIAL_WORKER: ("withdrawal", {"reason": "child_wish"}),
        Role.SEND_OFFICER: ("refusal", {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "call"}),
    }
    path, body = steps[role]
    stranger = await house.staff(role)

    for version in (foreign["version"], 99):
        hidden = await stranger.send_step(f"/v1/applications/{foreign['id']}/{path}", body, version=version)
        missing = await stranger.send_step(f"/v1/applications/{new_id()}/{path}", body, version=version)
        assert told(hidden) == told(missing)
        assert hidden.status_code == 404


async def test_pl_210_a_reminder_stands_in_the_audit_of_each_child(house: House) -> None:
    children = [await house.a_child(), await house.a_child()]
    asked = [await house.asked(child.id, NORTHSTAR_SCHOOL) for child in children]
    officer = await house.officer()

    sent = await officer.send_step("/v1/reminders", {"application_ids": [one["id"] for one in asked]})

    assert sent.status_code == 200, sent.text
    for child in children:
        assert "send_reminders" in operations_on(house, child.id)


def operations_on(house: House, child_id: object) -> list[str]:
    rows = house.ask(
        "select e.operation from placements.audit_entries e join placements.audit_children c"
        " on c.authority = e.authority and c.seq = e.seq where c.child_id = %s",
        child_id,
    )
    return [operation for (operation,) in rows]


@pytest.mark.parametrize(
    "header",
    [
        f"{COLUMNS},{'x' * 200_000}",
        f'{COLUMNS},"{"x" * 200_000}',
        f"{COLUMNS},a\0b",
        f"{COLUMNS},{'x' * 300}",
        ",".join([COLUMNS, *(f"c{number}" for number in range(2_000))]),
    ],
    ids=["a name without end", "a quote without end", "a zero byte", "a long name", "columns without end"],
)
async def test_a_first_line_that_no_table_has_is_refused_and_stops_no_other_file(uploads: Uploads, header: str) -> None:
    hostile = await uploads.send("contacts", f"{header}\n{OAK},head,a@oak.test,A,,no\n")
    good = await uploads.send("school_facts", "school_urn,academic_year,as_of,source\n")

    await uploads.work()
    await uploads.work()

    refused = await uploads.shown(hostile.json()["id"])
    assert (refused["state"], refused["reports"][0]["refused"]) == ("failed", "bad_format")
    assert "xxx" not in str(refused)
    assert (await uploads.shown(good.json()["id"]))["state"] == "checked"


@pytest.mark.parametrize("end", ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("path", ["changes", "handover"])
async def test_an_instant_beyond_the_calendar_is_an_error_of_the_caller(house: House, path: str, end: str) -> None:
    officer = await house.officer()

    answer = await officer.get(f"/v1/{path}?since={end}")

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == "query/since"


async def test_a_cursor_goes_on_with_its_own_list_alone(house: House) -> None:
    child = await house.a_child()
    officer = await house.officer()
    cursor = (await officer.get("/v1/schools?limit=1")).json()["next_cursor"]

    assert (await officer.get(f"/v1/schools?limit=1&cursor={cursor}")).status_code == 200
    for path in ("applications", "children", "cases", "letters", "alerts", "imports", f"children/{child.id}/timeline"):
        answer = await officer.get(f"/v1/{path}?cursor={cursor}")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "query/cursor"), path


async def test_pl_201_a_second_role_widens_no_reach_of_the_first(house: House) -> None:
    """Admissions reach every request, a social worker the own children: holding both opens no child to change."""
    other = await house.a_child(first_name="Zebedee")
    both = await house.staff(Role.SOCIAL_WORKER, Role.LA_ADMISSIONS)

    read = await both.get(f"/v1/children/{other.id}")
    changed = await both.patch(
        f"/v1/children/{other.id}", json={"preferred_name": "Zeb"}, headers={"If-Match": f'"{other.version}"'}
    )
    listed = await both.get("/v1/children?limit=100")

    assert (read.status_code, changed.status_code) == (404, 404)
    assert "Zebedee" not in listed.text


async def test_se_85_a_protected_address_stays_protected_when_two_records_become_one(house: House) -> None:
    kept, merged = await house.a_child(home_postcode_sector="AB1 2"), await house.a_child()
    head = await house.staff(Role.VSH)
    protection = {"basis_code": "risk_from_family", "review_by": "2027-06-01"}
    for child, told in ((kept, {"risk_notes": "Runs."}), (merged, {"risk_notes": "Is looked for."})):
        given = told if child is kept else told | {"address_protected": protection}
        done = await head.patch(f"/v1/children/{child.id}/restricted", json=given, headers={"If-Match": '"0"'})
        assert done.status_code == 200, done.text

    joined = await head.send_step(
        "/v1/child-merges", {"kept_id": str(kept.id), "merged_id": str(merged.id), "reason": "Registered twice today."}
    )
    held = (await head.get(f"/v1/children/{kept.id}/restricted")).json()
    nearby = await head.get(f"/v1/children/{kept.id}/schools-nearby")

    assert joined.status_code in {200, 201}, joined.text
    assert (held["address_protected"], held["address_basis"]) == (True, "risk_from_family")
    assert held["risk_notes"] == "Runs.\nIs looked for."
    assert (nearby.status_code, nearby.json()["errors"][0]["code"]) == (422, "not_allowed")


async def test_se_85_an_answer_that_a_school_reads_holds_no_protected_address(house: House) -> None:
    child = await house.a_child()
    head = await house.staff(Role.VSH)
    protection = {"basis_code": "risk_from_family", "review_by": "2027-06-01"}
    held = {"carer_address": "14 Harebell Court\nAshby", "address_protected": protection}
    await head.patch(f"/v1/children/{child.id}/restricted", json=held, headers={"If-Match": '"0"'})
    asked = await house.asked(child.id, OAK)
    school = await house.account(school=OAK)
    path = f"/v1/applications/{asked['id']}/question"
    question = await school.send_step(path, {"questions": ["How does the child come?"]}, version=asked["version"])
    version = question.json()["version"]

    told = {"answer": "By taxi from 14 Harebell Court."}
    refused = await head.send_step(f"{path}-answer", told, version=version)
    looked_at = told | {"address_check": {"reason_code": "not_an_address"}}
    taken = await head.send_step(f"{path}-answer", looked_at, version=version)

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "possible_address")
    assert taken.status_code == 200, taken.text
