"""Two people recommend and sign, and what waits for a signature stands in one list (PL-209, O62)."""

import asyncio
from datetime import date
from typing import Any

from factories.escalating import (
    ADVICE,
    consultation,
    ended_care,
    noticed,
    recommended,
    refused,
    signed,
    unwilling,
)
from factories.exampleshire import ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role
from placements.api.settings_schemas import SettingsIn

DIRECTION = {"adjudicator_checked": True}


async def test_recommending_and_signing_are_two_people(house: House) -> None:
    """PL-209."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    both = house.sign_in.user(Role.VSH, Role.LA_SIGNATORY, authority="800")
    one = await house.client(both)
    put = await one.send_step(f"/v1/applications/{no['id']}/recommendation", ADVICE, version=no["version"])
    assert put.status_code == 200, put.text
    alone = await one.send_step(
        f"/v1/applications/{no['id']}/consultation", consultation("2026-11-03"), version=put.json()["version"]
    )
    head = await house.refused_step(put.json(), "consultation", consultation("2026-11-03"), role=Role.VSH)

    assert (alone.status_code, alone.json()["code"]) == (403, "second_person_required")
    assert (head[0], head[1]["code"]) == (403, "forbidden_role")


async def test_a_recommendation_sent_back_carries_no_signature(house: House) -> None:
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    put = await recommended(house, no)
    back = await signed(house, put, "recommendation-return", {"question": "What does the child want?"})

    status, problem = await house.refused_step(back, "consultation", consultation("2026-11-03"), role=Role.LA_SIGNATORY)

    assert back["recommendation"]["question"] == "What does the child want?"
    assert (status, problem["code"]) == (409, "recommendation_required")


async def waiting(house: House, application_id: str, role: Role = Role.LA_SIGNATORY) -> list[dict[str, Any]]:
    person = await house.staff(role)
    answer = await person.get("/v1/signatures")
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["items"] if one["application_id"] == application_id]


async def test_what_waits_for_the_signatory_stands_in_one_list_with_its_last_safe_day(house: House) -> None:
    """O62: the consultation, then nothing while others have their time, then the notice, then the direction."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    assert await waiting(house, no["id"]) == []
    house.clock.set("2026-11-10")
    put = await recommended(house, no)
    [asked] = await waiting(house, no["id"])
    consulting = await signed(house, put, "consultation", consultation("2026-11-10"))
    while_open = await waiting(house, no["id"])
    replied = await unwilling(house, consulting, "2026-11-17")
    [to_notice] = await waiting(house, no["id"])
    await noticed(house, replied, "2026-11-19")
    before_its_day = await waiting(house, no["id"])
    house.clock.set("2026-11-27")
    [to_direct] = await waiting(house, no["id"])

    assert (asked["what"], asked["asked_by"], asked["since"], asked["last_safe_on"]) == (
        "consultation",
        "vsh",
        "2026-11-10",
        "2026-11-12",
    )
    assert (while_open, before_its_day) == ([], [])
    assert (to_notice["action"], to_notice["since"], to_notice["last_safe_on"]) == (
        "serve_notice",
        "2026-11-17",
        "2026-11-18",
    )
    assert (to_direct["action"], to_direct["last_safe_on"], to_direct["is_late"]) == (
        "direct_admission",
        "2026-12-01",
        False,
    )
    assert await waiting(house, no["id"], Role.VSH) == []
    await ended_care(house, child, date(2026, 11, 27))
    [to_withdraw] = await waiting(house, no["id"])
    assert to_withdraw["what"] == "withdrawal"


async def test_an_approval_waits_for_whoever_gives_it(house: House) -> None:
    child = await house.a_child(date_of_birth=date(2011, 3, 1))
    draft = await house.drafted(child.id, ST_BEDE, case={"reason": "care_move", "need_from": "2026-10-05"})
    officer = await house.officer()
    case = (await officer.get(f"/v1/cases/{draft['case_id']}")).json()
    answer = await officer.send_step(f"/v1/cases/{case['id']}/approvals", {"kind": "ks4_move"}, version=case["version"])
    assert answer.status_code == 201, answer.text

    signatory, head = await house.staff(Role.LA_SIGNATORY), await house.staff(Role.VSH)
    for_signatory = (await signatory.get("/v1/signatures")).json()["items"]
    for_head = (await head.get("/v1/signatures")).json()["items"]

    approval_id = answer.json()["id"]
    assert approval_id in [one["approval_id"] for one in for_signatory]
    assert approval_id not in [one["approval_id"] for one in for_head]


async def test_a_head_signs_where_the_authority_says_so_and_the_record_tells_it(house: House) -> None:
    """PL-209: `direction_signatories` holds `vsh`."""
    await set_signatories(house, ["la_signatory", "vsh"])
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    head = await house.client(house.sign_in.user(Role.VSH, authority="800", subject="the-head"))
    put = await head.send_step(f"/v1/applications/{no['id']}/recommendation", ADVICE, version=no["version"])
    signed_alone = await head.send_step(
        f"/v1/applications/{no['id']}/consultation", consultation("2026-11-03"), version=put.json()["version"]
    )
    await set_signatories(house, ["la_signatory"])

    assert signed_alone.status_code == 200, signed_alone.text
    assert signed_alone.json()["direction"]["consultation"]["signature"] == {"role": "vsh", "same_person": True}
    officer = await house.officer()
    lines = (await officer.get(f"/v1/applications/{no['id']}/timeline")).json()["items"]
    assert any("recommended and signed by one person" in line["text"] for line in lines)


async def set_signatories(house: House, roles: list[str]) -> None:
    head = await house.staff(Role.VSH)
    held = (await head.get("/v1/settings")).json()
    body = {name: value for name, value in held.items() if name in SettingsIn.model_fields}
    answer = await head.put(
        "/v1/settings", json=body | {"direction_signatories": roles}, headers={"If-Match": f'"{held["version"]}"'}
    )
    assert answer.status_code == 200, answer.text


async def test_of_two_signatures_at_once_one_counts(house: House) -> None:
    """PL-709."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    put = await recommended(house, no)
    signatories = [await house.staff(Role.LA_SIGNATORY) for _ in range(4)]

    answers = await asyncio.gather(
        *(
            one.send_step(
                f"/v1/applications/{put['id']}/consultation", consultation("2026-11-03"), version=put["version"]
            )
            for one in signatories
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    assert [one["step"] for one in house.events("application.direction_step", put["id"])] == ["consulting"]


async def test_the_school_itself_replies_signed_in_and_signs_nothing(house: House) -> None:
    """T13."""
    child = await house.a_child()
    no = await refused(house, child, asked_on="2026-10-14", on="2026-11-03")
    put = await recommended(house, no)
    consulting = await signed(house, put, "consultation", consultation("2026-11-03"))
    head_teacher = await house.client(house.sign_in.user(Role.SCHOOL_HEAD, school=ST_BEDE))
    path = f"/v1/applications/{consulting['id']}"

    replied = await head_teacher.send_step(
        f"{path}/consultation-reply", {"willing": True}, version=consulting["version"]
    )
    notice = await head_teacher.send_step(f"{path}/notice", {"recipients": []}, version=consulting["version"] + 1)

    assert replied.status_code == 200, replied.text
    assert "direction" not in replied.json()
    assert notice.status_code == 403
    shown = await house.shown(consulting["id"])
    assert (shown["state"], shown["direction"]["consultation"]["willing"]) == ("consulting", True)
