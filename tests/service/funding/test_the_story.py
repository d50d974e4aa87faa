"""Step 6 of the first morning: from the count of a return to an accepted account of the money."""

from contextlib import AsyncExitStack

from factories.funded import ASHBY_ROAD, SAMPLES, Funded, good


async def test_from_the_count_of_the_return_to_the_accepted_account(funded: Funded) -> None:
    counted = good(
        await funded.officer.post(
            "/v1/ssda903-imports",
            files={name: (f"{name}.csv", (SAMPLES / f"{name}.csv").read_bytes()) for name in ("header", "episodes")},
            data={"return_year_end": "2025-03-31"},
            headers={"Idempotency-Key": "count-1"},
        )
    )
    applied = good(
        await funded.officer.send_step(
            f"/v1/ssda903-imports/{counted['id']}/application", {}, version=counted["version"]
        )
    )
    final = applied["without_short_breaks"]["awards"][0]
    assert (final["financial_year"], final["children_count"], final["award_pence"]) == ("2025-26", 6, 1_578_000)

    award = await funded.award(children=final["children_count"], kind="final")
    assert (award["award_pence"], award["central_pence"], award["devolved_pence"]) == (1_578_000, 315_600, 1_262_400)

    request = await funded.decide(await funded.ask(54_000))
    assert (request["state"], request["approved_pence"]) == ("committed", 54_000)
    confirmed = await funded.pay()
    assert confirmed["batch"]["state"] == "confirmed"

    opened = await funded.open_round()
    assert (opened["returns_opened"], opened["mails_sent"]) == (1, 1)
    asked = good(await funded.officer.get("/v1/returns?state=due"))["items"][0]
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)
        page = good(await school.get(f"/v1/returns/{asked['id']}"))
        assert [(line["child"]["initials"], line["paid_pence"]) for line in page["lines"]] == [("T.A.", 54_000)]
        body = {"ratings": [{"line_id": page["lines"][0]["id"], "impact_rating": "met"}], "note": "Caught up."}
        sent = good(await school.send_step(f"/v1/returns/{asked['id']}/as-agreed", body, version=page["version"]))
    assert (sent["state"], sent["as_agreed"], sent["charged_pence"]) == ("submitted", True, 54_000)

    accepted = good(await funded.vsh.send_step(f"/v1/returns/{asked['id']}/acceptance", {}, version=sent["version"]))
    assert (accepted["state"], accepted["lines"][0]["evidenced_pence"]) == ("accepted", 54_000)

    overview = good(await funded.vsh.get("/v1/overview?financial_year=2025-26"))
    assert (overview["paid_pence"], overview["evidenced_pence"], overview["advanced_pence"]) == (54_000, 54_000, 0)
    assert overview["free_pence"] == 1_578_000 - 54_000
    balances = good(await funded.vsh.get("/v1/balances?financial_year=2025-26"))
    assert (balances["reconciled"], balances["award_pence"]) == (True, 1_578_000)
    verified = good(await funded.vsh.post("/v1/ledger/verification"))
    assert (verified["verified"], verified["checked"], verified["balances_rebuilt"]) == (True, 7, True)
    shown = good(await funded.officer.get(f"/v1/requests/{request['id']}"))
    assert (shown["state"], shown["paid_pence"]) == ("evidenced", 54_000)
    told = [event["type"] for event in await funded.events()]
    assert told == [
        "pp_allocation.paid",
        "pp_return.requested",
        "ask.sent",
        "pp_return.received",
        "pp_spend.recorded",
        "pp_outcome.recorded",
        "ask.answered",
        "pp_return.accepted",
        "pp_evidence.decided",
    ]
    assert {event["payload"].get("school_urn") for event in await funded.events()} == {ASHBY_ROAD}
