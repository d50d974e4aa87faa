"""The numbered scenarios of the funding specification that this path covers, over HTTP."""

from contextlib import AsyncExitStack
from typing import Any

import httpx

from factories.funded import ASHBY_ROAD, FAR_AWAY, Funded, a_child, good
from kit.kernel.ids import new_id


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def pots(funded: Funded) -> dict[str, int]:
    body = good(await funded.vsh.get("/v1/balances?financial_year=2025-26"))
    return {row["account"]: row["pence"] for row in body["balances"]}


async def test_fu_s01_provisional_then_final(funded: Funded) -> None:
    await funded.award(400)
    first = good(await funded.finance.get("/v1/grant-receipts"))["items"][0]
    body = {"received_on": "2025-07-31", "received_pence": 26_300_000, "reference": "DFE Q1"}
    good(await funded.finance.send_step(f"/v1/grant-receipts/{first['id']}/receipt", body, version=first["version"]))
    before = await pots(funded)

    final = await funded.award(388, kind="final")

    after = await pots(funded)
    assert (before["CENTRAL_POT"], before["DEVOLVED_POT"]) == (21_040_000, 84_160_000)
    assert (after["CENTRAL_POT"], after["DEVOLVED_POT"], after["DFE_RECEIVABLE"]) == (
        20_408_800,
        81_635_200,
        75_744_000,
    )
    assert [receipt["expected_pence"] for receipt in final["receipts"]] == [26_300_000] * 3 + [23_144_000]
    assert [award["state"] for award in good(await funded.vsh.get("/v1/awards"))["items"]] == ["posted", "superseded"]


async def test_fu_s01_a_cut_that_a_pot_cannot_bear_is_refused_whole(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask(1_200_000))
    before = await pots(funded)
    body = {"scheme": "LAC", "financial_year": "2025-26", "kind": "final", "children_count": 3, "source": "DfE"}
    entered = good(await funded.finance.send_step("/v1/awards", body))

    answer = await funded.vsh.send_step(f"/v1/awards/{entered['id']}/posting", version=entered["version"])

    assert problem(answer) == (422, "pot_short")
    assert answer.json()["devolved_shortfall_pence"] == str(1_200_000 - 3 * 263_000 * 8 // 10)
    assert await pots(funded) == before


async def test_fu_s05_a_school_that_overspends(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask(60_000))
    await funded.pay()
    await funded.open_round()
    one = good(await funded.officer.get("/v1/returns"))["items"][0]
    sent = await _sent_with(funded, one["id"], 71_250)

    done = good(await funded.officer.send_step(f"/v1/returns/{one['id']}/acceptance", {}, version=sent["version"]))

    assert (await pots(funded))["SPENT"] == 60_000
    assert done["lines"][0]["school_contribution_pence"] == 11_250
    late = funded.request_body(11_250)
    late["lines"][0]["already_started"] = True
    draft = good(await funded.officer.send_step("/v1/requests", late))
    answer = await funded.officer.send_step(f"/v1/requests/{draft['id']}/submission", version=draft["version"])
    assert problem(answer) == (422, "retrospective_not_allowed")


async def _sent_with(funded: Funded, return_id: str, pence: int) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        school = await funded.by_link(return_id, stack)
        page = good(await school.get(f"/v1/returns/{return_id}"))
        line = page["lines"][0]
        saved = good(
            await school.patch(
                f"/v1/returns/{return_id}/lines/{line['id']}",
                json={"charged_to_grant_pence": pence, "impact_rating": "met"},
                headers={"If-Match": f'"{page["version"]}"'},
            )
        )
        return good(await school.send_step(f"/v1/returns/{return_id}/submission", {}, version=saved["version"]))


async def test_fu_s07_pooled_money_of_three_children(funded: Funded) -> None:
    await funded.award(400)
    children = [new_id() for _ in range(3)]
    for child_id in children:
        await funded.hear(*a_child(funded.authority, child_id))
    shares = [{"child_id": str(child_id)} for child_id in children]

    decided = await funded.decide(await funded.ask(100_000, kind="pooled", child_id=None, shares=shares))

    assert decided["approved_pence"] == 100_000
    payments = good(await funded.finance.get("/v1/payments"))["items"]
    assert sorted(payment["pence"] for payment in payments) == [33_333, 33_333, 33_334]
    by_child = good(await funded.vsh.get("/v1/balances?financial_year=2025-26&account=COMMITTED&by=child_id"))
    assert sum(row["pence"] for row in by_child["balances"]) == 100_000


async def test_fu_s08_a_year_without_a_rate_takes_no_award_until_two_people_gave_one(funded: Funded) -> None:
    body = {"scheme": "LAC", "financial_year": "2026-27", "kind": "provisional", "children_count": 6, "source": "own"}
    refused = await funded.finance.send_step("/v1/awards", body)
    rate = {
        "scheme": "LAC",
        "financial_year": "2026-27",
        "effective_from": "2026-04-01",
        "pence": 263_000,
        "source": "demo figure, not a DfE rate",
    }
    entered = good(await funded.finance.send_step("/v1/rates", rate))
    still = await funded.finance.send_step("/v1/awards", body)
    good(await funded.vsh.send_step(f"/v1/rates/{entered['id']}/confirmation", version=entered["version"]))

    award = good(await funded.finance.send_step("/v1/awards", body))

    assert problem(refused) == problem(still) == (422, "rate_not_set")
    assert (refused.json()["scheme"], refused.json()["financial_year"]) == ("LAC", "2026-27")
    assert award["award_pence"] == 1_578_000


async def test_fu_s08_sessions_across_31_march_need_the_second_year_open(funded: Funded) -> None:
    await funded.award(6)
    body = funded.request_body(45_000)
    body["lines"][0] |= {
        "sessions": 10,
        "unit_cost_pence": 4_500,
        "start_on": "2026-03-01",
        "end_on": "2026-04-30",
        "sessions_by_financial_year": [
            {"financial_year": "2025-26", "sessions": 7},
            {"financial_year": "2026-27", "sessions": 3},
        ],
    }
    draft = good(await funded.officer.send_step("/v1/requests", body))
    sent = good(await funded.officer.send_step(f"/v1/requests/{draft['id']}/submission", version=draft["version"]))
    lines = [{"line_id": sent["lines"][0]["id"], "outcome": "approved", "approved_pence": 45_000}]

    answer = await funded.vsh.send_step(
        f"/v1/requests/{sent['id']}/decision", {"lines": lines}, version=sent["version"]
    )

    assert problem(answer) == (422, "financial_year_not_open")
    assert answer.json()["financial_year"] == "2026-27"


async def test_fu_s09_an_out_of_area_school_waits_for_its_supplier_number(funded: Funded) -> None:
    await funded.award(6)
    await funded.hear(*a_child(funded.authority, funded.child_id, school=FAR_AWAY))
    await funded.decide(await funded.ask(60_000, school_urn=FAR_AWAY))
    waiting = good(await funded.finance.get("/v1/payments?state=awaiting_supplier"))["items"]
    nothing = await funded.finance.send_step("/v1/payment-batches", {})
    number = {"kind": "school", "school_urn": FAR_AWAY, "supplier_no": "S998"}
    entered = good(await funded.finance.send_step("/v1/payees", number))
    own = await funded.finance.send_step(f"/v1/payees/{entered['id']}/verification", version=entered["version"])

    good(await funded.colleague.send_step(f"/v1/payees/{entered['id']}/verification", version=entered["version"]))

    assert (len(waiting), waiting[0]["channel"]) == (1, "bacs")
    assert problem(nothing) == (409, "nothing_to_pay")
    assert problem(own) == (403, "second_person_required")
    batch = await funded.release()
    assert (batch["lines"][0]["supplier_no"], batch["lines"][0]["payment_ref"]) == ("S998", "PPP-AUT25-000001")


async def test_fu_s11_the_same_step_twice_posts_once(funded: Funded) -> None:
    await funded.award(6)
    request = await funded.ask(60_000)
    lines = [{"line_id": request["lines"][0]["id"], "outcome": "approved", "approved_pence": 60_000}]
    path, version = f"/v1/requests/{request['id']}/decision", request["version"]

    first = await funded.vsh.send_step(path, {"lines": lines}, version=version, key="decide-1")
    again = await funded.vsh.send_step(path, {"lines": lines}, version=version, key="decide-1")
    other = await funded.vsh.send_step(
        path, {"lines": [lines[0] | {"approved_pence": 60_001}]}, version=version, key="decide-1"
    )

    assert first.json() == again.json()
    assert problem(other) == (409, "idempotency_key_reused")
    kinds = await funded.rows("select kind, count(*) from funding.journals group by kind")
    assert {row["kind"]: row["count"] for row in kinds} == {"J1": 1, "J3": 1, "J4": 1, "J5": 1}
    batch = good(await funded.finance.send_step("/v1/payment-batches", {}))
    checked = good(
        await funded.finance.send_step(f"/v1/payment-batches/{batch['id']}/check", {}, version=batch["version"])
    )
    approval = f"/v1/payment-batches/{batch['id']}/approval"
    for _ in range(2):
        good(await funded.finance.send_step(approval, version=checked["version"], key="release-1"))
    assert await funded.rows("select count(*) from funding.journals where kind = 'J6'") == [{"count": 1}]


async def test_fu_s13_a_sum_above_the_limit_goes_to_the_virtual_school_head(funded: Funded) -> None:
    await funded.award(6)
    body = funded.request_body(150_000)
    body["lines"].append(body["lines"][0] | {"spend_code": "ep_report", "total_pence": 35_000})
    draft = good(await funded.vsh.send_step("/v1/requests", body))
    sent = good(await funded.vsh.send_step(f"/v1/requests/{draft['id']}/submission", version=draft["version"]))
    tuition, report = sent["lines"]
    path = f"/v1/requests/{sent['id']}/decision"
    everything = [
        {"line_id": line["id"], "outcome": "approved", "approved_pence": line["asked_pence"]}
        for line in (tuition, report)
    ]

    above = await funded.officer.send_step(path, {"lines": everything}, version=sent["version"])
    own = await funded.vsh.send_step(path, {"lines": everything}, version=sent["version"])

    assert problem(above) == (403, "above_limit")
    assert above.json()["role"] == "vsh"
    assert problem(own) == (403, "second_person_required")
    shown = good(await funded.officer.get(f"/v1/requests/{sent['id']}"))
    assert (shown["state"], shown["allowed_actions"]) == ("submitted", [])


async def test_fu_s13_a_part_is_approved_and_the_rest_declined_with_its_reason(funded: Funded) -> None:
    await funded.award(6)
    body = funded.request_body(150_000)
    body["lines"].append(body["lines"][0] | {"spend_code": "ep_report", "total_pence": 35_000})
    draft = good(await funded.officer.send_step("/v1/requests", body))
    sent = good(await funded.officer.send_step(f"/v1/requests/{draft['id']}/submission", version=draft["version"]))
    answers = [
        {"line_id": sent["lines"][0]["id"], "outcome": "approved", "approved_pence": 150_000},
        {
            "line_id": sent["lines"][1]["id"],
            "outcome": "declined",
            "approved_pence": 0,
            "reason_code": "ehcp_overlap",
            "reason": "The plan pays for the report.",
        },
    ]

    decided = good(
        await funded.vsh.send_step(f"/v1/requests/{sent['id']}/decision", {"lines": answers}, version=sent["version"])
    )

    assert (decided["outcome"], decided["approved_pence"], decided["asked_pence"]) == (
        "part_approved",
        150_000,
        185_000,
    )
    assert decided["lines"][1]["decision"]["reason_code"] == "ehcp_overlap"


async def test_money_that_is_not_there_cannot_be_promised(funded: Funded) -> None:
    await funded.award(6)
    sent = await funded.ask(1_262_401)
    lines = [{"line_id": sent["lines"][0]["id"], "outcome": "approved", "approved_pence": 1_262_401}]

    answer = await funded.vsh.send_step(
        f"/v1/requests/{sent['id']}/decision", {"lines": lines}, version=sent["version"]
    )

    assert problem(answer) == (422, "pot_short")
    assert answer.json()["devolved_shortfall_pence"] == "1"
    assert good(await funded.officer.get(f"/v1/requests/{sent['id']}"))["state"] == "submitted"
    assert good(await funded.finance.get("/v1/payments"))["items"] == []


async def test_a_child_nobody_told_of_cannot_be_asked_for(funded: Funded) -> None:
    answer = await funded.officer.send_step("/v1/requests", funded.request_body(child_id=str(new_id())))

    assert problem(answer) == (404, "not_found")


async def test_text_that_would_name_a_child_is_refused(funded: Funded) -> None:
    answer = await funded.officer.send_step("/v1/requests", funded.request_body(need="born 01/09/2014"))

    assert problem(answer) == (422, "personal_data_in_text")


async def test_the_overview_adds_up_to_the_award(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask(54_000))
    await funded.pay()
    await funded.decide(await funded.ask(36_000))
    await funded.ask(20_000)

    seen = good(await funded.finance.get("/v1/overview"))

    parts = seen["paid_pence"], seen["agreed_pence"], seen["asked_pence"], seen["free_pence"]
    assert parts == (54_000, 36_000, 20_000, 1_578_000 - 110_000)
    assert sum(parts) == seen["award"]["award_pence"]
    assert seen["left_pence"] == seen["free_pence"] + seen["asked_pence"]
    assert seen["requests_to_decide"] == {"count": 1, "pence": 20_000}
    assert seen["payments_ready"] == {"count": 1, "pence": 36_000}
    assert (seen["policy_version"], seen["must_be_allocated_by"]) == (1, "2026-03-31")
    assert ASHBY_ROAD not in [row["school_urn"] for row in seen["returns_not_accounted"]]


async def test_an_authority_without_an_award_sees_an_empty_year(funded: Funded) -> None:
    seen = good(await funded.vsh.get("/v1/overview?financial_year=2024-25"))

    assert (seen["award"], seen["free_pence"], seen["policy_version"]) == (None, 0, None)
