"""Two people at once: no pot is spent twice, no award posted twice, no payee made twice."""

import asyncio

from factories.funded import Funded, good


async def test_two_decisions_at_once_spend_a_pot_once(funded: Funded) -> None:
    await funded.award(6)
    asked = [await funded.ask(700_000), await funded.ask(700_000)]

    answers = await asyncio.gather(
        *(
            funded.vsh.send_step(
                f"/v1/requests/{one['id']}/decision",
                {"lines": [{"line_id": one["lines"][0]["id"], "outcome": "approved", "approved_pence": 700_000}]},
                version=one["version"],
            )
            for one in asked
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 422]
    assert good(await funded.vsh.post("/v1/ledger/verification"))["verified"] is True
    assert len(await funded.rows("select 1 from funding.payees")) == 1


async def test_two_first_awards_at_once_are_one_award(funded: Funded) -> None:
    body = {"scheme": "LAC", "financial_year": "2025-26", "kind": "provisional", "children_count": 6, "source": "DfE"}
    drafts = [good(await funded.finance.send_step("/v1/awards", body)) for _ in range(2)]

    answers = await asyncio.gather(
        *(funded.vsh.send_step(f"/v1/awards/{one['id']}/posting", version=one["version"]) for one in drafts)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    balances = good(await funded.vsh.get("/v1/balances?financial_year=2025-26"))
    assert (balances["reconciled"], balances["award_pence"]) == (True, 1_578_000)


async def test_a_round_opened_by_two_at_once_asks_every_school_once(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask())
    await funded.pay()

    answers = await asyncio.gather(
        *(funded.officer.send_step("/v1/return-rounds", {"term": "AUT-2025"}) for _ in range(2))
    )

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len(await funded.mails()) == 1


async def test_a_batch_takes_a_payment_once(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask())

    answers = await asyncio.gather(*(funded.finance.send_step("/v1/payment-batches", {}) for _ in range(2)))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert await funded.rows("select count(*) from funding.payment_batch_lines") == [{"count": 1}]


async def test_one_answer_wins_when_two_tabs_send(funded: Funded) -> None:
    await funded.award(6)
    sent = await funded.ask()
    lines = [{"line_id": sent["lines"][0]["id"], "outcome": "approved", "approved_pence": 54_000}]
    path = f"/v1/requests/{sent['id']}/decision"

    answers = await asyncio.gather(
        *(funded.vsh.send_step(path, {"lines": lines}, version=sent["version"]) for _ in range(4))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    assert await funded.rows("select count(*) from funding.journals where kind = 'J5'") == [{"count": 1}]
