"""A school accounts for the money by its link: one page, nothing changed by looking, and never another school's."""

from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from factories.funded import ASHBY_ROAD, BEACON_HILL, Funded, a_child, a_funded_authority, a_mailbox, good
from funding.jobs.chase_returns import chase_returns
from funding.jobs.reissue_links import reissue_links
from kit.kernel.clock import StoppedClock
from kit.kernel.ids import new_id


@pytest.fixture
async def asked(funded: Funded) -> dict[str, Any]:
    """A return that is due, with one agreed item paid."""
    await funded.award(6)
    await funded.decide(await funded.ask(54_000))
    await funded.pay()
    await funded.open_round()
    return dict(good(await funded.officer.get("/v1/returns"))["items"][0])


async def test_the_round_mails_one_link_a_school_and_no_child(funded: Funded, asked: dict[str, Any]) -> None:
    (mail,) = await funded.mails()

    assert (mail["kind"], mail["to_address"]) == ("spend_return", "office@ashbyroad.test")
    assert mail["subject"] == "Pupil Premium Plus, autumn: about one minute a child"
    assert mail["body"].count("/s/") == 1
    assert "T.A." not in mail["body"]
    assert (asked["state"], asked["paid_pence"], asked["accounted_pence"]) == ("due", 54_000, 0)
    assert asked["due_on"] == "2026-01-07"


async def test_opening_the_round_again_asks_nobody_twice(funded: Funded, asked: dict[str, Any]) -> None:
    again = await funded.open_round()

    assert (again["returns_opened"], again["mails_sent"], len(await funded.mails())) == (0, 0, 1)


async def test_a_school_without_a_mailbox_is_named_so_that_somebody_rings(funded: Funded) -> None:
    await funded.award(6)
    await funded.hear(a_mailbox(funded.authority, ASHBY_ROAD, None), *a_child(funded.authority, new_id()))
    await funded.rows("update funding.school_contacts set mailbox = null returning 1")
    await funded.decide(await funded.ask(54_000))
    await funded.pay()

    opened = await funded.open_round()

    assert opened["schools_without_mailbox"] == [{"urn": ASHBY_ROAD, "name": "Ashby Road Primary (demo)"}]
    assert (opened["returns_opened"], opened["mails_sent"]) == (1, 0)


async def test_a_term_without_dates_is_not_guessed(funded: Funded) -> None:
    answer = await funded.officer.send_step("/v1/return-rounds", {"term": "SUM-2026"})

    assert (answer.status_code, answer.json()["code"]) == (422, "calendar_missing")
    assert good(await funded.officer.send_step("/v1/return-rounds", {"term": "SUM-2026", "due_on": "2026-07-01"}))


async def test_looking_changes_nothing_however_often(funded: Funded, asked: dict[str, Any]) -> None:
    before = await funded.events()
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)

        pages = [good(await school.get(f"/v1/returns/{asked['id']}")) for _ in range(10)]

    assert {page["version"] for page in pages} == {1}
    assert await funded.events() == before
    assert pages[0]["allowed_actions"] == ["save_line", "as_agreed", "submit"]
    assert pages[0]["rule"] == {"policy_version": 1, "setting_unspent": "offset", "receipt_threshold_pence": None}


async def test_a_link_reaches_its_own_return_and_nothing_else(funded: Funded, asked: dict[str, Any]) -> None:
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)
        answers = [
            await school.get(f"/v1/returns/{new_id()}"),
            await school.get("/v1/returns"),
            await school.get("/v1/overview"),
            await school.send_step(f"/v1/returns/{asked['id']}/acceptance", {}, version=1),
            await school.send_step(f"/v1/returns/{asked['id']}/reminder", version=1),
        ]

    assert {answer.status_code for answer in answers} == {404}


async def test_a_row_is_kept_as_the_school_goes_and_two_tabs_do_not_cross(
    funded: Funded, asked: dict[str, Any]
) -> None:
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)
        page = good(await school.get(f"/v1/returns/{asked['id']}"))
        path = f"/v1/returns/{asked['id']}/lines/{page['lines'][0]['id']}"
        body = {"charged_to_grant_pence": 50_000, "impact_rating": "partly"}

        saved = await school.patch(path, json=body, headers={"If-Match": '"1"'})
        crossed = await school.patch(path, json=body, headers={"If-Match": '"1"'})
        unguarded = await school.patch(path, json=body)

    assert (good(saved)["version"], saved.json()["unspent_pence"], saved.headers["etag"]) == (2, 4_000, '"2"')
    assert (crossed.status_code, crossed.json()["code"]) == (412, "stale")
    assert unguarded.status_code == 428
    row = good(await funded.vsh.get("/v1/overview"))["returns_not_accounted"][0]
    assert (row["paid_pence"], row["accounted_pence"], row["children"]) == (54_000, 50_000, 1)


async def test_unknown_fields_and_protected_ones_are_refused(funded: Funded, asked: dict[str, Any]) -> None:
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)
        page = good(await school.get(f"/v1/returns/{asked['id']}"))
        path = f"/v1/returns/{asked['id']}/lines/{page['lines'][0]['id']}"
        body = {"charged_to_grant_pence": 1, "impact_rating": "met", "state": "accepted"}

        answer = await school.patch(path, json=body, headers={"If-Match": '"1"'})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown_field"


async def test_a_sent_return_thanks_once_and_is_accepted_once(funded: Funded, asked: dict[str, Any]) -> None:
    path = f"/v1/returns/{asked['id']}"
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)
        sent = good(await school.send_step(f"{path}/as-agreed", {}, version=1))
        again = await school.send_step(f"{path}/as-agreed", {}, version=sent["version"])
        accepted = good(await funded.officer.send_step(f"{path}/acceptance", {}, version=sent["version"]))
        late = await school.send_step(f"{path}/submission", {}, version=accepted["version"])

    assert sent["lines"][0]["impact_rating"] == "too_early"
    assert sent["submitted_by_role"] == "registered_contact"
    assert (again.status_code, again.json()["code"]) == (409, "step_not_allowed")
    assert late.status_code == 409
    assert [mail["kind"] for mail in await funded.mails()] == ["spend_return", "spend_return_receipt"]
    (link,) = await funded.rows("select state from funding.reply_links")
    assert link["state"] == "withdrawn"


async def test_after_the_due_date_it_is_overdue_the_next_payment_is_held_and_the_answer_frees_it(
    funded: Funded, asked: dict[str, Any]
) -> None:
    await funded.decide(await funded.ask(20_000))
    runtime = funded.app.state.runtime
    on_the_day = _at(runtime, "2026-01-07T12:00:00+00:00")
    two_days_on = _at(runtime, "2026-01-09T12:00:00+00:00")

    none_yet = await _overdue_of(funded, on_the_day)
    late = await _overdue_of(funded, two_days_on)
    await chase_returns(two_days_on)

    assert (none_yet, late) == ("due", "overdue")
    held = good(await funded.finance.get("/v1/payments?state=held"))["items"]
    assert [(one["pence"], one["held_for"]) for one in held] == [(20_000, "return_overdue")]
    assert len(await funded.events("pp_return.overdue")) == 1
    async with AsyncExitStack() as stack:
        school = await funded.by_link(asked["id"], stack)
        page = good(await school.get(f"/v1/returns/{asked['id']}"))
        sent = good(await school.send_step(f"/v1/returns/{asked['id']}/as-agreed", {}, version=page["version"]))
    good(await funded.officer.send_step(f"/v1/returns/{asked['id']}/acceptance", {}, version=sent["version"]))
    assert len(good(await funded.finance.get("/v1/payments?state=ready"))["items"]) == 1


async def test_a_reminder_carries_a_new_link_and_the_old_one_ends(funded: Funded, asked: dict[str, Any]) -> None:
    first = (await funded.mails())[0]["body"]

    reminded = good(await funded.officer.send_step(f"/v1/returns/{asked['id']}/reminder", version=asked["version"]))

    second = (await funded.mails())[1]
    assert (reminded["state"], reminded["reminders"], second["kind"]) == ("reminded", 1, "spend_return_reminder")
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(funded.sign_in.client(funded.app, funded.sign_in.service("gateway")))
        old, new = ({"code": _code(body)} for body in (first, second["body"]))
        assert (await gateway.post("/v1/reply-links/open", json=old)).status_code == 410
        assert (await gateway.post("/v1/reply-links/open", json=new)).status_code == 200


async def test_a_school_gets_a_new_link_only_at_its_registered_address(funded: Funded, asked: dict[str, Any]) -> None:
    body = {"code": _code((await funded.mails())[0]["body"])}
    runtime = funded.app.state.runtime
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(funded.sign_in.client(funded.app, funded.sign_in.service("gateway")))
        answers = [(await gateway.post("/v1/reply-links/reissue", json=body)).status_code for _ in range(4)]
        nothing = await gateway.post("/v1/reply-links/reissue", json={"code": "no-such-code-at-all"})

    sent = await reissue_links(runtime, "http://localhost:8000")

    assert (set(answers), nothing.status_code) == ({204}, 204)
    assert sent == 3
    assert {mail["to_address"] for mail in await funded.mails()} == {"office@ashbyroad.test"}


async def test_another_authority_cannot_tell_that_a_return_exists(funded: Funded, asked: dict[str, Any]) -> None:
    async with a_funded_authority(funded.app, funded.sign_in, "899") as other:
        foreign = await other.vsh.get(f"/v1/returns/{asked['id']}")
        missing = await other.vsh.get(f"/v1/returns/{new_id()}")

    assert foreign.status_code == missing.status_code == 404
    assert foreign.json() | {"request_id": ""} == missing.json() | {"request_id": ""}


async def test_money_paid_after_the_round_is_asked_about_in_the_next_one(funded: Funded, asked: dict[str, Any]) -> None:
    await funded.decide(await funded.ask(20_000, term="AUT-2025"))
    await funded.pay()

    spring = await funded.open_round("SPR-2026")

    assert spring["returns_opened"] == 1
    page = good(await funded.officer.get(f"/v1/returns?term=SPR-2026&school_urn={ASHBY_ROAD}"))["items"][0]
    assert page["paid_pence"] == 20_000
    assert good(await funded.officer.get(f"/v1/returns?school_urn={BEACON_HILL}"))["items"] == []


def _at(runtime: Any, instant: str) -> Any:
    return replace(runtime, clock=StoppedClock(datetime.fromisoformat(instant)))


async def _overdue_of(funded: Funded, runtime: Any) -> str:
    await chase_returns(runtime)
    return str(good(await funded.officer.get("/v1/returns"))["items"][0]["state"])


def _code(body: str) -> str:
    return next(line.rsplit("/s/", 1)[1] for line in body.splitlines() if "/s/" in line)
