"""Planted faults: what the app's own role tries by direct SQL, the database refuses (IN-1 to IN-4, IN-10, IN-12)."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from factories.funded import Funded, good
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from kit.testing.postgres import ClonedDatabase, as_owner

JOURNAL = text(
    "insert into funding.journals (authority, id, seq, kind, posted_at, effective_on, source_type, source_id, actor_id,"
    " idempotency_key, body_hash, prev_hash, hash, reverses_journal_id) values (:authority, :id, :seq, :kind, now(),"
    " :on, 'request', :id, 'intruder', :key, 'x', 'x', 'x', :reverses)"
)
LINE = text(
    "insert into funding.journal_lines (authority, journal_id, line_no, account, pence, financial_year, scheme, tx)"
    " values (:authority, :id, :line, :account, :pence, :year, 'LAC',"
    " coalesce(cast(:tx as xid8), pg_current_xact_id()))"
)


async def _journal(connection: AsyncConnection, authority: str, *lines: tuple[str, int, str], **more: Any) -> Any:
    journal_id = new_id()
    values = {"seq": 10_000, "kind": "J4", "on": "2025-11-24", "key": str(journal_id), "reverses": None} | more
    await connection.execute(JOURNAL, {"authority": authority, "id": journal_id} | values)
    await _lines(connection, authority, journal_id, lines)
    return journal_id


async def _lines(
    connection: AsyncConnection, authority: str, journal_id: Any, lines: Any, first: int = 1, tx: str | None = None
) -> None:
    for number, (account, pence, year) in enumerate(lines, start=first):
        row = {"authority": authority, "id": journal_id, "line": number, "account": account, "pence": pence}
        await connection.execute(LINE, row | {"year": year, "tx": tx})


def _refusal(error: DBAPIError) -> tuple[str | None, str | None]:
    orig: Any = error.orig
    return orig.sqlstate, orig.diag.constraint_name or orig.diag.message_primary


async def _refused(funded: Funded, *lines: tuple[str, int, str], **more: Any) -> tuple[str | None, str | None]:
    database = funded.app.state.runtime.database
    with pytest.raises(DBAPIError) as refused:
        async with database.transaction(Context.job(funded.authority, "fault")) as connection:
            await _journal(connection, funded.authority, *lines, **more)
    return _refusal(refused.value)


YEAR = "2025-26"
BALANCED = (("DEVOLVED_POT", 5, YEAR), ("CHILD_BUDGET", -5, YEAR))


async def test_a_journal_that_is_sound_is_taken(funded: Funded) -> None:
    await funded.award(6)
    database = funded.app.state.runtime.database

    async with database.transaction(Context.job(funded.authority, "fault")) as connection:
        await _journal(connection, funded.authority, *BALANCED)

    assert await funded.rows("select count(*) from funding.journals where kind = 'J4'") == [{"count": 1}]


@pytest.mark.parametrize(
    "lines",
    [
        (("DEVOLVED_POT", 5, YEAR), ("CHILD_BUDGET", -4, YEAR)),
        (("DEVOLVED_POT", 5, YEAR),),
        (("DEVOLVED_POT", 5, YEAR), ("CHILD_BUDGET", -5, "2026-27")),
        (),
    ],
)
async def test_an_unbalanced_journal_never_reaches_the_books(funded: Funded, lines: Any) -> None:
    await funded.award(6)
    await _open(funded, "2026-27")

    assert await _refused(funded, *lines) == ("23514", "journals_balance")


async def test_a_journal_takes_no_line_after_its_transaction(funded: Funded) -> None:
    await funded.award(6)
    database = funded.app.state.runtime.database
    (posted,) = await funded.rows("select id, tx::text from funding.journals where kind = 'J1'")

    for tx in (None, posted["tx"]):
        with pytest.raises(DBAPIError) as refused:
            async with database.transaction(Context.job(funded.authority, "fault")) as connection:
                await _lines(connection, funded.authority, posted["id"], BALANCED, first=5, tx=tx)
        assert _refusal(refused.value) == ("23503", "fk_journal_lines_journal")


@pytest.mark.parametrize("table", ["journals", "journal_lines"])
@pytest.mark.parametrize("verb", ["update funding.{} set authority = authority", "delete from funding.{}"])
async def test_the_app_may_not_even_try_to_change_what_was_posted(funded: Funded, table: str, verb: str) -> None:
    await funded.award(6)
    database = funded.app.state.runtime.database

    with pytest.raises(DBAPIError) as refused:
        async with database.transaction(Context.job(funded.authority, "fault")) as connection:
            await connection.execute(text(verb.format(table)))

    assert _refusal(refused.value)[0] == "42501"


@pytest.mark.parametrize("table", ["journals", "journal_lines"])
@pytest.mark.parametrize(
    "verb",
    ["update funding.{} set authority = authority", "delete from funding.{}", "truncate funding.{} cascade"],
)
async def test_nobody_changes_what_was_posted_not_even_the_owner(
    funded: Funded, clone: ClonedDatabase, table: str, verb: str
) -> None:
    await funded.award(6)

    with pytest.raises(DBAPIError) as refused, as_owner(clone.admin_url, "funding") as connection:
        connection.execute(text("alter table funding.journals no force row level security"))
        connection.execute(text("alter table funding.journal_lines no force row level security"))
        connection.execute(text(verb.format(table)))

    assert _refusal(refused.value) == ("23001", "append_only")


@pytest.mark.parametrize(
    ("state", "kind", "on", "taken"),
    [
        (None, "J4", "2025-11-24", False),
        ("planned", "J1", "2025-11-24", False),
        ("closed", "J8", "2025-11-24", False),
        ("soft_closed", "J4", "2026-03-31", False),
        ("soft_closed", "J5", "2026-03-31", False),
        ("soft_closed", "J10", "2026-03-31", False),
        ("soft_closed", "J6", "2026-03-31", True),
        ("soft_closed", "J6", "2026-04-01", False),
        ("soft_closed", "J8", "2026-06-30", True),
        ("open", "J4", "2026-06-30", True),
    ],
)
async def test_a_year_takes_only_what_its_state_allows(
    funded: Funded, state: str | None, kind: str, on: str, taken: bool
) -> None:
    if state is not None:
        await _open(funded, YEAR, state)
    database = funded.app.state.runtime.database
    if taken:
        async with database.transaction(Context.job(funded.authority, "fault")) as connection:
            await _journal(connection, funded.authority, *BALANCED, kind=kind, on=on)
    else:
        assert await _refused(funded, *BALANCED, kind=kind, on=on) == ("23001", "journal_lines_period")


async def test_a_late_posting_of_the_service_itself_is_told_as_a_closed_period(funded: Funded) -> None:
    await funded.award(6)
    sent = await funded.ask()
    await funded.rows("update funding.periods set state = 'closed' returning 1")
    lines = [{"line_id": sent["lines"][0]["id"], "outcome": "approved", "approved_pence": 54_000}]

    answer = await funded.vsh.send_step(
        f"/v1/requests/{sent['id']}/decision", {"lines": lines}, version=sent["version"]
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "period_closed")


async def test_keys_places_and_reversals_are_used_once(funded: Funded) -> None:
    await funded.award(6)
    (first,) = await funded.rows("select id, idempotency_key from funding.journals where seq = 1")

    assert await _refused(funded, *BALANCED, key=first["idempotency_key"]) == ("23505", "uq_journals_key")
    assert await _refused(funded, *BALANCED, seq=1) == ("23505", "uq_journals_seq")
    database = funded.app.state.runtime.database
    async with database.transaction(Context.job(funded.authority, "fault")) as connection:
        await _journal(connection, funded.authority, *BALANCED, reverses=first["id"])
    twice = await _refused(funded, *BALANCED, seq=10_001, reverses=first["id"])
    assert twice == ("23505", "uq_journals_reversed")


async def test_the_balances_follow_whoever_writes(funded: Funded) -> None:
    await funded.award(6)
    database = funded.app.state.runtime.database
    async with database.transaction(Context.job(funded.authority, "fault")) as connection:
        await _journal(connection, funded.authority, *BALANCED)

    verified = good(await funded.vsh.post("/v1/ledger/verification"))

    assert verified["balances_rebuilt"] is True
    assert (verified["verified"], verified["first_bad_seq"]) == (False, 3)


async def test_a_balance_that_was_tampered_with_is_found(funded: Funded) -> None:
    await funded.award(6)
    await funded.rows("update funding.balances set pence = pence + 1 where account = 'CASH' returning 1")
    await funded.rows("update funding.balances set pence = pence + 1 where account = 'DEVOLVED_POT' returning 1")

    verified = good(await funded.vsh.post("/v1/ledger/verification"))

    assert (verified["balances_rebuilt"], verified["verified"]) == (False, False)


async def test_an_edited_line_is_found_by_the_chain(funded: Funded, clone: ClonedDatabase) -> None:
    await funded.award(6)
    with as_owner(clone.admin_url, "funding") as connection:
        for table in ("journals", "journal_lines"):
            connection.execute(text(f"alter table funding.{table} no force row level security"))
        connection.execute(text("alter table funding.journal_lines disable trigger user"))
        edit = "update funding.journal_lines set pence = pence * 2 where authority = :authority and account in"
        connection.execute(text(f"{edit} ('UNALLOCATED', 'DFE_RECEIVABLE')"), {"authority": funded.authority})
        connection.execute(text("alter table funding.journal_lines enable trigger user"))
        for table in ("journals", "journal_lines"):
            connection.execute(text(f"alter table funding.{table} force row level security"))

    verified = good(await funded.vsh.post("/v1/ledger/verification"))

    assert (verified["verified"], verified["first_bad_seq"]) == (False, 1)


async def test_every_line_has_a_year(funded: Funded) -> None:
    await funded.award(6)

    refused = await _refused(funded, ("DEVOLVED_POT", 5, None))  # type: ignore[arg-type]

    assert refused[0] == "23502"


async def _open(funded: Funded, year: str, state: str = "open") -> None:
    database = funded.app.state.runtime.database
    async with database.transaction(Context.job(funded.authority, "fault")) as connection:
        await connection.execute(
            text(
                "insert into funding.periods (authority, financial_year, state) values (:authority, :year, :state)"
                " on conflict (authority, financial_year) do update set state = excluded.state"
            ),
            {"authority": funded.authority, "year": year, "state": state},
        )
