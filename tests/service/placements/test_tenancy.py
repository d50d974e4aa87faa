"""Nothing of one authority can be told to exist by another, and events and logs name no child (PL-S21)."""

from typing import Any

import httpx

from factories.exampleshire import ST_BEDE, WESTBOROUGH_CODE, WORKER_POST, a_draft
from factories.placements_house import House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id


def told(answer: httpx.Response) -> tuple[int, dict[str, Any]]:
    """All of an answer but its own id."""
    body: dict[str, Any] = answer.json()
    body.pop("request_id")
    return answer.status_code, body


async def test_pl_s21_another_authority_cannot_tell_that_the_application_exists(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    neighbour = await house.neighbour()

    for path in ("", "/timeline", "/letter-preview"):
        foreign = await neighbour.get(f"/v1/applications/{asked['id']}{path}")
        missing = await neighbour.get(f"/v1/applications/{new_id()}{path}")
        assert told(foreign) == told(missing)
        assert foreign.status_code == 404


async def test_pl_s21_another_authority_can_take_no_step(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    neighbour = await house.neighbour()
    steps: dict[str, dict[str, Any]] = {
        "readiness": {},
        "submission": {},
        "offer": {"start_on": "2026-11-16", "answer_reference": "call"},
        "refusal": {"codes": ["BEHAVIOUR"], "answer_reference": "call"},
        "acceptance": {"accepted_by": "carer"},
        "start": {"start_on": "2026-11-16"},
        "enrolment": {"first_day_on": "2026-11-16"},
        "withdrawal": {"reason": "child_wish"},
    }

    for path, body in steps.items():
        foreign = await neighbour.send_step(f"/v1/applications/{asked['id']}/{path}", body, version=asked["version"])
        missing = await neighbour.send_step(f"/v1/applications/{new_id()}/{path}", body, version=asked["version"])
        assert told(foreign) == told(missing)
        assert foreign.status_code == 404

    assert (await house.shown(asked["id"]))["version"] == asked["version"]


async def test_pl_s21_another_authority_cannot_see_or_use_case_and_child(house: House) -> None:
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    neighbour = await house.neighbour()

    case = await neighbour.get(f"/v1/cases/{asked['case_id']}")
    opened = await neighbour.send_step(
        "/v1/cases", {"child_id": str(child.id), "reason": "other", "need_from": "2026-11-02"}
    )
    drafted = await neighbour.send_step("/v1/applications", a_draft(child.id, ST_BEDE))
    reminded = await neighbour.send_step("/v1/reminders", {"application_ids": [asked["id"]]})

    assert [answer.status_code for answer in (case, opened, drafted, reminded)] == [404] * 4


async def test_lists_and_today_hold_the_callers_own_rows_only(house: House) -> None:
    child = await house.a_child()
    foreign = await house.a_child(WESTBOROUGH_CODE)
    asked = await house.asked(child.id, ST_BEDE)
    neighbour = await house.neighbour()

    applications = (await neighbour.get("/v1/applications?limit=100")).json()["items"]
    cases = (await neighbour.get("/v1/cases?limit=100")).json()["items"]
    today = (await neighbour.get("/v1/today")).json()

    assert applications == []
    assert cases == []
    assert [row["child"]["id"] for row in today["without_place"]["items"]] == [str(foreign.id)]
    assert asked["id"] not in str(today)


async def test_pl_202_a_social_worker_knows_of_no_request_for_another_child(house: House) -> None:
    own = await house.a_child(social_worker_post_id=WORKER_POST)
    other = await house.a_child()
    mine = await house.asked(own.id, ST_BEDE)
    foreign = await house.asked(other.id, ST_BEDE)
    worker = await house.staff(Role.SOCIAL_WORKER)

    for path in ("", "/timeline"):
        hidden = await worker.get(f"/v1/applications/{foreign['id']}{path}")
        missing = await worker.get(f"/v1/applications/{new_id()}{path}")
        assert told(hidden) == told(missing)
    refused = await worker.send_step(
        f"/v1/applications/{foreign['id']}/withdrawal", {"reason": "child_wish"}, version=foreign["version"]
    )
    case = await worker.get(f"/v1/cases/{foreign['case_id']}")
    applications = (await worker.get("/v1/applications?limit=100")).json()["items"]
    cases = (await worker.get("/v1/cases?limit=100")).json()["items"]
    today = (await worker.get("/v1/today")).json()

    assert (refused.status_code, case.status_code) == (404, 404)
    assert [row["id"] for row in applications] == [mine["id"]]
    assert [row["id"] for row in cases] == [mine["case_id"]]
    assert today["without_place"]["total"] == 1
    assert str(other.id) not in str(today)


async def test_a_case_of_the_own_authority_cannot_be_used_for_another_child(house: House) -> None:
    first, second = await house.a_child(), await house.a_child()
    asked = await house.asked(first.id, ST_BEDE)
    officer = await house.officer()

    refused = await officer.send_step("/v1/applications", a_draft(second.id, ST_BEDE, case_id=asked["case_id"]))

    assert refused.status_code == 404


async def test_pl_1102_no_event_holds_a_value_of_the_childs_record(house: House) -> None:
    child = await house.a_child(
        first_name="Zebedee", surname="Quimby", upn="H801200001001", upn_unknown_reason=None, la_child_id="QX12345"
    )
    asked = await house.asked(child.id, ST_BEDE)
    school = await house.school(asked["id"])
    await school.send_step("/v1/reply", {"answer": "offer", "start_on": "2026-11-16", "comment": "For Zebedee"})
    accepted = await house.step(await house.shown(asked["id"]), "acceptance", {"accepted_by": "carer"})
    agreed = await house.step(accepted, "start", {"start_on": "2026-11-16"})
    await house.step(agreed, "enrolment", {"first_day_on": "2026-11-16"})

    payloads = house.ask("select type, payload::text from placements.outbox")

    for secret in ("Zebedee", "Quimby", "H801200001001", "QX12345", "2014-03-01", "looked", "cousins", "quiet place"):
        assert [kind for kind, payload in payloads if secret in payload] == []


async def test_every_read_and_change_of_a_childs_record_is_in_the_audit(house: House) -> None:
    """PL-210."""
    child = await house.a_child()
    asked = await house.asked(child.id, ST_BEDE)
    head = await house.staff(Role.VSH)
    await head.get(f"/v1/applications/{asked['id']}")

    operations = [
        operation
        for (operation,) in house.ask(
            "select e.operation from placements.audit_entries e join placements.audit_children c"
            " on c.authority = e.authority and c.seq = e.seq where c.child_id = %s order by e.seq",
            child.id,
        )
    ]

    assert operations == ["draft_application", "make_ready", "submit_application", "show_application"]
