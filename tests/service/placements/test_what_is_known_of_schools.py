"""What an authority writes down beside the register: who decides, numbers, how others want to be asked, vacancies."""

from dataclasses import dataclass
from typing import Any

import pytest

from factories.exampleshire import CLOSED_SCHOOL, EXAMPLESHIRE_CODE, NORTHSTAR_SCHOOL, OAK, ST_BEDE, WESTBOROUGH_CODE
from factories.placements_house import BASE_URL, House
from kit.auth.vocabulary import Role
from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from placements.actions.describe_school import conflicts_with_facts
from placements.actions.desk import SYSTEM, Desk
from placements.actions.keep_profile import check_attachments
from placements.domain.school import AdmissionAuthorityType
from placements.store.tables.metadata import METADATA

REASON = "The governing body took this over in September."
YEAR_8 = {"academic_year": "2026-27", "year_group": "8", "as_of": "2026-10-01", "source": "Census"}


@dataclass(frozen=True)
class Paper:
    key: str
    signed: bool = False


async def put(house: House, path: str, body: dict[str, Any], version: int = 0, role: Role = Role.VS_OFFICER) -> Any:
    return await (await house.staff(role)).put(path, json=body, headers={"If-Match": f'"{version}"'})


async def at_the_desk(house: House, authority: str, ask: Any) -> Any:
    """What a step of this authority would be told."""
    async with house.database.transaction(Context.job(authority, "tests"), limits=JOB) as connection:
        work = Work(connection=connection, tables=foundation(METADATA), authority=authority, clock=house.clock)
        return await ask(await Desk.of(work, SYSTEM, BASE_URL))


async def decides_at(house: House, urn: int, authority: str = EXAMPLESHIRE_CODE) -> AdmissionAuthorityType | None:
    school = await at_the_desk(house, authority, lambda desk: desk.schools.get(urn))
    [among_others] = (await at_the_desk(house, authority, lambda desk: desk.schools.many([urn]))).values()
    assert among_others == school
    kind: AdmissionAuthorityType | None = school.admission_authority_type
    return kind


async def test_where_the_register_is_wrong_the_word_of_the_authority_counts_for_itself_alone(house: House) -> None:
    """PL-305."""
    path = f"/v1/schools/{OAK}/admission-authority"

    kept = await put(house, path, {"admission_authority_type": "governing_body", "reason": REASON})

    assert kept.status_code == 200, kept.text
    told = kept.json()
    assert (told["version"], told["reason"], told["admission_authority_type"]) == (1, REASON, "governing_body")
    assert told["set_by"]
    assert await decides_at(house, OAK) is AdmissionAuthorityType.GOVERNING_BODY
    assert await decides_at(house, OAK, WESTBOROUGH_CODE) is AdmissionAuthorityType.AUTHORITY
    shown = (await (await house.officer()).get(f"/v1/schools/{OAK}")).json()
    assert shown["admission_authority_type"] == "governing_body"
    back = await put(house, path, {"admission_authority_type": None, "reason": REASON}, 1)
    assert back.json()["version"] == 2
    assert await decides_at(house, OAK) is AdmissionAuthorityType.AUTHORITY
    assert house.ask("select count(*) from placements.admission_authority_overrides where urn = %s", OAK) == [(2,)]


@pytest.mark.parametrize(
    ("urn", "changes", "version", "role", "status", "code"),
    [
        (ST_BEDE, {"reason": "Too short."}, 0, Role.VS_OFFICER, 422, "validation_failed"),
        (ST_BEDE, {"admission_authority_type": "bishop"}, 0, Role.VS_OFFICER, 422, "validation_failed"),
        (ST_BEDE, {}, 3, Role.VS_OFFICER, 412, "stale"),
        (123456, {}, 0, Role.VS_OFFICER, 404, "not_found"),
        (ST_BEDE, {}, 0, Role.SOCIAL_WORKER, 403, "forbidden_role"),
    ],
)
async def test_an_override_needs_a_reason_a_school_and_the_version_that_was_read(
    house: House, urn: int, changes: dict[str, Any], version: int, role: Role, status: int, code: str
) -> None:
    body = {"admission_authority_type": "trust", "reason": REASON} | changes

    refused = await put(house, f"/v1/schools/{urn}/admission-authority", body, version, role)

    assert (refused.status_code, refused.json()["code"]) == (status, code)


async def test_facts_are_kept_row_by_row_with_date_and_source(house: House) -> None:
    """PL-309: what is not named stays, and every version does."""
    path = f"/v1/schools/{ST_BEDE}/facts"
    inspection = {"inspection_framework": "graded", "overall_grade": 4, "as_of": "2026-10-01", "source": "Ofsted"}

    await put(house, path, {"year_groups": [YEAR_8 | {"pan": 180, "nor": 178}], "inspection": inspection})
    second = await put(
        house,
        path,
        {"year_groups": [YEAR_8 | {"pan": 180, "nor": 180}, YEAR_8 | {"year_group": "9", "pan": 180}]},
        1,
    )

    assert second.status_code == 200, second.text
    facts = second.json()
    assert (facts["version"], facts["inspection"]["overall_grade"]) == (2, 4)
    assert [(row["year_group"], row["nor"]) for row in facts["year_groups"]] == [("8", 180), ("9", None)]
    shown = (await (await house.officer()).get(f"/v1/schools/{ST_BEDE}")).json()
    assert shown["facts"] == facts
    assert (await (await house.neighbour()).get(f"/v1/schools/{ST_BEDE}")).json()["facts"]["version"] == 0
    stale = await put(house, path, {"year_groups": []}, 1)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert house.ask("select version from placements.school_facts where urn = %s order by 1", ST_BEDE) == [(1,), (2,)]


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"pan": -1}, "/year_groups/0/pan"),
        ({"year_group": "15"}, "/year_groups/0/year_group"),
        ({"academic_year": "2026"}, "/year_groups/0/academic_year"),
        ({"source": ""}, "/year_groups/0/source"),
        ({"as_of": "soon"}, "/year_groups/0/as_of"),
    ],
)
async def test_a_row_that_is_not_in_order_is_not_taken(house: House, row: dict[str, Any], pointer: str) -> None:
    refused = await put(house, f"/v1/schools/{OAK}/facts", {"year_groups": [YEAR_8 | row]})

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_full_while_the_numbers_show_room_is_a_hint(house: House) -> None:
    rows = [YEAR_8 | {"pan": 30, "nor": 28}, YEAR_8 | {"year_group": "9", "pan": 30, "nor": 30}]
    await put(house, f"/v1/schools/{NORTHSTAR_SCHOOL}/facts", {"year_groups": rows})

    async def conflict(code: str, group: str, authority: str = EXAMPLESHIRE_CODE) -> bool:
        found: bool = await at_the_desk(
            house, authority, lambda desk: conflicts_with_facts(desk, NORTHSTAR_SCHOOL, [code], "2026-27", group)
        )
        return found

    assert await conflict("FULL_YEAR_GROUP", "8") is True
    assert await conflict("FULL_YEAR_GROUP", "9") is False
    assert await conflict("FULL_YEAR_GROUP", "10") is False
    assert await conflict("BEHAVIOUR", "8") is False
    assert await conflict("FULL_YEAR_GROUP", "8", WESTBOROUGH_CODE) is False


async def test_what_the_host_wants_else_the_maintaining_authority_is_checked_against_the_request(house: House) -> None:
    """PL-302: no profile is a warning and no obstacle."""
    profile = {
        "coordinates_in_year": "yes",
        "required_attachments": [
            {"key": "pep", "label": "Latest personal education plan"},
            {"key": "form", "label": "In-year form", "signed": True},
        ],
        "in_year_portal": "https://admissions.example/in-year",
    }

    async def check(host: str, maintaining: str, *papers: Paper) -> Any:
        return await at_the_desk(
            house, EXAMPLESHIRE_CODE, lambda desk: check_attachments(desk, host, maintaining, papers)
        )

    before = await check(WESTBOROUGH_CODE, EXAMPLESHIRE_CODE)
    path = f"/v1/admissions-profiles/{EXAMPLESHIRE_CODE}"
    assert (await (await house.officer()).get(path)).status_code == 404
    kept = await put(house, path, profile)

    assert (before.known, before.missing) == (False, ())
    assert kept.status_code == 200, kept.text
    assert (await (await house.officer()).get(path)).json() == kept.json()
    missing = await check(WESTBOROUGH_CODE, EXAMPLESHIRE_CODE, Paper("pep"), Paper("form"))
    assert [one.key for one in missing.missing] == ["form"]
    assert (await check(EXAMPLESHIRE_CODE, WESTBOROUGH_CODE, Paper("pep"), Paper("form", signed=True))).missing == ()
    await put(house, f"/v1/admissions-profiles/{WESTBOROUGH_CODE}", profile | {"required_attachments": []})
    assert (await check(WESTBOROUGH_CODE, EXAMPLESHIRE_CODE)).missing == ()


@pytest.mark.parametrize(
    ("code", "changes", "version", "status"),
    [
        (EXAMPLESHIRE_CODE, {}, 0, 412),
        ("799", {}, 0, 404),
        (EXAMPLESHIRE_CODE, {"in_year_portal": "http://plain.example"}, 1, 422),
        (EXAMPLESHIRE_CODE, {"admissions_contact_id": "00000000-0000-7000-8000-000000000000"}, 1, 422),
        (EXAMPLESHIRE_CODE, {"required_attachments": [{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]}, 1, 422),
        (EXAMPLESHIRE_CODE, {"coordinates_in_year": "perhaps"}, 1, 422),
    ],
)
async def test_a_profile_that_is_not_in_order_is_refused(
    house: House, code: str, changes: dict[str, Any], version: int, status: int
) -> None:
    body = {"coordinates_in_year": "no", "required_attachments": []} | changes

    refused = await put(house, f"/v1/admissions-profiles/{code}", body, version)

    assert refused.status_code == status


async def asked_about(house: House, urn: int = ST_BEDE, **given: Any) -> dict[str, Any]:
    officer = await house.officer()
    answer = await officer.send_step("/v1/vacancy-requests", {"school_urn": urn, "year_group": "7"} | given)
    assert answer.status_code == 201, answer.text
    asked: dict[str, Any] = answer.json()
    return asked


async def reply(house: House, asked: dict[str, Any], body: dict[str, Any], role: Role = Role.LA_ADMISSIONS) -> Any:
    client = await house.staff(role)
    return await client.send_step(f"/v1/vacancy-requests/{asked['id']}/reply", body, version=asked["version"])


async def test_a_school_asked_for_vacancies_has_two_school_days(house: House) -> None:
    """Code 2.23: sent Thursday 26 November; Friday is a training day, so due Tuesday."""
    house.clock.set("2026-11-26")
    asked = await asked_about(house)

    assert (asked["sent_on"], asked["due_on"], asked["state"]) == ("2026-11-26", "2026-12-01", "open")
    assert (asked["calendar_owner"], asked["inherited"]) == (f"authority:{EXAMPLESHIRE_CODE}", True)
    house.clock.set("2026-12-02")
    officer = await house.officer()
    [missed] = (await officer.get("/v1/vacancy-requests", params={"school_urn": ST_BEDE, "answered": False})).json()[
        "items"
    ]
    assert missed["state"] == "missed"

    answered = await reply(house, asked, {"places": 2, "pan": 180, "nor": 178, "replied_on": "2026-12-01"})
    again = await reply(house, answered.json(), {"places": 1})

    assert answered.status_code == 200, answered.text
    assert (answered.json()["state"], answered.json()["in_time"], answered.json()["places"]) == ("answered", True, 2)
    assert (again.status_code, again.json()["code"]) == (409, "step_not_allowed")
    facts = (await (await house.officer()).get(f"/v1/schools/{ST_BEDE}")).json()["facts"]
    [row] = [one for one in facts["year_groups"] if one["year_group"] == "7"]
    assert (row["pan"], row["nor"], row["as_of"]) == (180, 178, "2026-12-01")
    assert (await (await house.neighbour()).get("/v1/vacancy-requests")).json()["items"] == []


async def test_a_closure_moves_an_open_question_and_leaves_a_missed_one(house: House) -> None:
    house.clock.set("2026-11-09")
    missed = await asked_about(house, OAK, sent_on="2026-11-03")
    running = await asked_about(house, OAK)
    officer = await house.officer()

    closed = await officer.send_step(
        f"/v1/calendars/school/{OAK}/2026-27/closures", {"days": [{"on": "2026-11-10"}]}, version=0
    )

    assert closed.status_code == 200, closed.text
    listed = (await officer.get("/v1/vacancy-requests", params={"school_urn": OAK})).json()["items"]
    assert {one["id"]: one["due_on"] for one in listed} == {running["id"]: "2026-11-12", missed["id"]: "2026-11-05"}
    assert running["due_on"] == "2026-11-11"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"school_urn": 123456}, "school_unknown"),
        ({"school_urn": CLOSED_SCHOOL}, "school_closed"),
        ({"sent_on": "2030-01-01"}, "validation_failed"),
        ({"year_group": "99"}, "validation_failed"),
    ],
)
async def test_a_question_that_cannot_be_asked_is_refused(house: House, changes: dict[str, Any], code: str) -> None:
    officer = await house.officer()
    body = {"school_urn": ST_BEDE, "year_group": "7"} | changes

    refused = await officer.send_step("/v1/vacancy-requests", body)

    assert refused.json()["code"] == code


async def test_an_answer_is_not_dated_before_the_question_or_taken_from_a_stale_page(house: House) -> None:
    house.clock.set("2026-11-09")
    asked = await asked_about(house)

    early = await reply(house, asked, {"places": 1, "replied_on": "2026-11-06"})
    stale = await reply(house, asked | {"version": 9}, {"places": 1})
    elsewhere = await (await house.neighbour()).send_step(
        f"/v1/vacancy-requests/{asked['id']}/reply", {"places": 1}, version=1
    )

    assert (early.status_code, [error["pointer"] for error in early.json()["errors"]]) == (422, ["/replied_on"])
    assert (stale.status_code, elsewhere.status_code) == (412, 404)
