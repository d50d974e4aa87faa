"""Payment runs: who may release, the file that never changes, the bank's answers, and who sees what."""

import csv
import io
from base64 import b64decode
from hashlib import sha256

from factories.funded import ASHBY_ROAD, Funded, a_child, a_funded_authority, good
from kit.kernel.ids import new_id


async def test_nobody_releases_what_they_decided(funded: Funded) -> None:
    """The virtual school head never releases; and a finance officer who decided could not either."""
    await funded.award(6)
    await funded.decide(await funded.ask())
    batch = good(await funded.finance.send_step("/v1/payment-batches", {}))
    checked = good(
        await funded.finance.send_step(f"/v1/payment-batches/{batch['id']}/check", {}, version=batch["version"])
    )
    approval = f"/v1/payment-batches/{batch['id']}/approval"

    by_the_head = await funded.vsh.send_step(approval, version=checked["version"])
    subject = funded.finance.identity.subject
    await funded.rows(f"update funding.payments set decided_by = '{subject}' returning 1")
    by_the_decider = await funded.finance.send_step(approval, version=checked["version"])

    assert (by_the_head.status_code, by_the_decider.status_code) == (403, 403)
    assert by_the_decider.json()["code"] == "second_person_required"
    assert good(await funded.colleague.send_step(approval, version=checked["version"]))["state"] == "approved"


async def test_a_run_without_codes_stays_a_draft_until_its_failing_lines_are_dropped(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask())
    await funded.rows("delete from funding.finance_codes returning 1")
    batch = good(await funded.finance.send_step("/v1/payment-batches", {}))
    path = f"/v1/payment-batches/{batch['id']}/check"

    failed = good(await funded.finance.send_step(path, {}, version=batch["version"]))
    all_failed = good(await funded.finance.send_step(path, {"drop_failing_lines": True}, version=failed["version"]))

    assert (failed["state"], failed["failures"]) == ("draft", [{"line_no": 1, "code": "coding_missing"}])
    assert all_failed["state"] == "draft"
    approval = f"/v1/payment-batches/{batch['id']}/approval"
    assert (await funded.finance.send_step(approval, version=all_failed["version"])).status_code == 409


async def test_the_file_is_made_once_and_is_the_same_bytes_for_ever(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask())
    batch = await funded.release()
    path = f"/v1/payment-batches/{batch['id']}/file"
    again = good(await funded.finance.send_step(f"/v1/payment-batches/{batch['id']}/export", version=batch["version"]))

    first, second = [await funded.finance.get(path, headers={"Accept": "text/csv"}) for _ in range(2)]

    assert first.content == second.content
    assert again["file_sha256"] == batch["file_sha256"] == sha256(first.content).hexdigest()
    digest = first.headers["repr-digest"].removeprefix("sha-256=:").removesuffix(":")
    assert b64decode(digest).hex() == batch["file_sha256"]
    (row,) = csv.DictReader(io.StringIO(first.text, newline=""))
    assert (row["amount_p"], row["narrative"]) == ("54000", f"PP+ AUT-2025 {ASHBY_ROAD}")
    assert row["payee_name"] == "Ashby Road Primary (demo)"
    assert str(funded.child_id) not in first.text
    assert "T.A." not in first.text


async def test_the_banks_answers_are_taken_row_by_row_and_once(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask())
    batch = await funded.release()
    line = batch["lines"][0]
    paid = {
        "line_no": 1,
        "payment_ref": line["payment_ref"],
        "status": "paid",
        "paid_on": "2025-11-26",
        "paid_pence": 54_000,
    }
    path = f"/v1/payment-batches/{batch['id']}/confirmations"
    rows = [paid | {"paid_pence": 53_999}, paid | {"line_no": 9}, paid, paid, paid | {"paid_on": "2025-11-27"}]

    answer = good(await funded.finance.send_step(path, {"rows": rows}))
    later = good(await funded.finance.send_step(path, {"rows": [paid]}))

    assert [(one["result"], one["code"]) for one in answer["results"]] == [
        ("refused", "amount_differs"),
        ("refused", "unknown_line"),
        ("recorded", None),
        ("replayed", None),
        ("refused", "answered_otherwise"),
    ]
    assert (answer["batch"]["state"], later["results"][0]["result"]) == ("confirmed", "replayed")
    assert await funded.rows("select count(*) from funding.journals where kind = 'J7'") == [{"count": 1}]
    (told,) = await funded.events("pp_allocation.paid")
    assert (told["payload"]["pence"], told["payload"]["paid_on"]) == (54_000, "2025-11-26")
    assert (told["payload"]["phase"], told["payload"]["sen"]) == ("primary", "support")


async def test_a_rejected_line_is_kept_with_its_reason_and_posts_nothing(funded: Funded) -> None:
    await funded.award(6)
    await funded.decide(await funded.ask())
    batch = await funded.release()
    row = {
        "line_no": 1,
        "payment_ref": batch["lines"][0]["payment_ref"],
        "status": "rejected",
        "reason": "account closed",
    }

    answer = good(await funded.finance.send_step(f"/v1/payment-batches/{batch['id']}/confirmations", {"rows": [row]}))

    assert answer["batch"]["lines"][0]["reason"] == "account closed"
    assert good(await funded.finance.get("/v1/payments?state=rejected"))["items"]
    assert await funded.rows("select count(*) from funding.journals where kind = 'J7'") == [{"count": 0}]
    assert await funded.events("pp_allocation.paid") == []


async def test_references_go_on_from_run_to_run(funded: Funded) -> None:
    await funded.award(6)
    refs = []
    for _ in range(2):
        await funded.hear(*a_child(funded.authority, new_id()))
        await funded.decide(await funded.ask(10_000))
        batch = await funded.pay()
        refs += [line["payment_ref"] for line in batch["batch"]["lines"]]

    assert refs == ["PPP-AUT25-000001", "PPP-AUT25-000002"]


async def test_who_may_not_see_or_do_a_thing_is_refused_before_it_is_read(funded: Funded) -> None:
    await funded.award(6)
    request = await funded.ask()

    assert (await funded.finance.get(f"/v1/requests/{request['id']}")).status_code == 403
    assert (await funded.officer.get("/v1/journals")).status_code == 403
    assert (await funded.officer.send_step("/v1/payment-batches", {})).status_code == 403
    assert (await funded.vsh.send_step("/v1/rates", {})).status_code == 403
    async with a_funded_authority(funded.app, funded.sign_in, "898") as elsewhere:
        answers = [
            await elsewhere.officer.get(f"/v1/requests/{request['id']}"),
            await elsewhere.officer.send_step(f"/v1/requests/{request['id']}/submission", version=2),
        ]
    assert {answer.status_code for answer in answers} == {404}


async def test_every_read_of_a_childs_record_is_in_the_audit(funded: Funded) -> None:
    await funded.award(6)
    request = await funded.ask()
    good(await funded.officer.get(f"/v1/requests/{request['id']}"))

    seen = await funded.rows(
        "select e.operation from funding.audit_children c join funding.audit_entries e"
        f" on e.authority = c.authority and e.seq = c.seq where c.child_id = '{funded.child_id}' order by e.seq"
    )

    assert [row["operation"] for row in seen] == ["draft_request", "submit_request", "show_request"]


async def test_lists_page_by_a_cursor_nobody_can_make_up(funded: Funded) -> None:
    await funded.award(6)
    for _ in range(3):
        await funded.ask(1_000)

    first = good(await funded.officer.get("/v1/requests?limit=2"))
    second = good(await funded.officer.get(f"/v1/requests?limit=2&cursor={first['next_cursor']}"))
    forged = await funded.officer.get("/v1/requests?cursor=AAAA")

    assert [len(page["items"]) for page in (first, second)] == [2, 1]
    assert second["next_cursor"] is None
    assert forged.status_code == 422
    one = good(await funded.vsh.get("/v1/journals?limit=1"))
    strays = [
        await funded.officer.get(f"/v1/requests?cursor={one['next_cursor']}"),
        await funded.vsh.get(f"/v1/journals?cursor={first['next_cursor']}"),
        await funded.finance.get(f"/v1/payees?cursor={first['next_cursor']}"),
    ]
    assert {stray.status_code for stray in strays} == {422}
    assert len(good(await funded.vsh.get(f"/v1/journals?cursor={one['next_cursor']}"))["items"]) == 1
