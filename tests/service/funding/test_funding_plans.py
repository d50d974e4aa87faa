"""Lists and sums stay quick at national size: nothing reads the rows of other authorities."""

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.payments.payment import PaymentState
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Season, Term
from funding.store.payments import PaymentFilter
from funding.store.records import Records
from funding.store.requests import RequestFilter
from funding.store.returns import ReturnFilter
from kit.db.database import JOB
from kit.db.tenancy import Context
from kit.testing.postgres import ClonedDatabase

AUTHORITY = "417"
YEAR = FinancialYear(2025)
AN_ID = UUID(int=7)
_AUTHORITIES = "(400 + n % 120)::text"
_PER_AUTHORITY = "select (400 + a)::text as authority from generate_series(0, 119) a"
FILL = (
    "set session_replication_role = replica",
    f"""
    insert into funding.children (authority, id, initials, year_group, academic_year)
    select {_AUTHORITIES}, gen_random_uuid(), 'A.B.', '5', '2025-26' from generate_series(1, 20000) n
    """,
    """
    insert into funding.requests (authority, id, kind, scheme, financial_year, term, child_id, shares, school_urn,
      pay_to, fund, lines, asked_pence, state, asked_by)
    select authority, gen_random_uuid(), 'topup', 'LAC', '2025-26', 'AUT-2025', id, '[]', 100000 + (random() * 9)::int,
      'school', 'devolved', '[]', 54000, case when random() < 0.1 then 'submitted' else 'paid' end, 'x'
    from funding.children
    """,
    """
    insert into funding.commitments (authority, id, request_id, line_id, child_id, financial_year, pence)
    select authority, gen_random_uuid(), id, gen_random_uuid(), child_id, financial_year, 54000 from funding.requests
    """,
    """
    insert into funding.payees (authority, id, kind, school_urn, name, state, entered_by)
    select authority, gen_random_uuid(), 'school', 100000 + k, md5(k::text), 'verified', 'x'
    from (select distinct authority from funding.requests) a cross join generate_series(0, 60) k
    """,
    """
    insert into funding.payments (authority, id, request_id, commitment_id, line_id, payee_id, child_id, school_urn,
      scheme, financial_year, term, posting_type, fund, pay_to, channel, pence, state, batch_id, batch_line_id,
      decided_by)
    select c.authority, gen_random_uuid(), c.request_id, c.id, c.line_id, p.id, c.child_id, p.school_urn, 'LAC',
      '2025-26', 'AUT-2025', 'topup', 'devolved', 'school', 'bacs', 54000,
      case when random() < 0.1 then 'ready' else 'paid' end,
      gen_random_uuid(), gen_random_uuid(), 'x'
    from funding.commitments c join funding.payees p on p.authority = c.authority and p.school_urn = 100003
    """,
    f"""
    insert into funding.return_rounds (authority, id, term, opens_on, due_on, opened_by)
    select authority, gen_random_uuid(), 'AUT-2025', '2025-12-19', '2026-01-09', 'x' from ({_PER_AUTHORITY}) a
    """,
    """
    insert into funding.returns (authority, id, round_id, school_urn, term, due_on, state, asked_on, reminders,
      overdue_reminders, escalations)
    select authority, gen_random_uuid(), id, 100000 + k, term, due_on,
      case when k % 9 = 0 then 'overdue' else 'accepted' end, opens_on, 0, 0, 0
    from funding.return_rounds cross join generate_series(0, 60) k
    """,
    """
    insert into funding.return_lines (authority, id, return_id, position, child_id, request_id, request_line_id, scheme,
      financial_year, service_from, service_to, spend_code, description, paid_pence, charged_to_grant_pence, receipts,
      saved, state, evidenced_pence)
    select authority, gen_random_uuid(), id, k, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'LAC',
      '2025-26', due_on, due_on, 'music', 'x', 1, 1, 0, false, 'open', 0
    from funding.returns cross join generate_series(1, 3) k
    """,
    f"""
    insert into funding.journals (authority, id, seq, kind, posted_at, effective_on, source_type, source_id, actor_id,
      idempotency_key, body_hash, prev_hash, hash)
    select {_AUTHORITIES}, gen_random_uuid(), n, 'J6', now(), '2025-11-24', 'payment', gen_random_uuid(), 'x', n::text,
      'x', 'x', 'x'
    from generate_series(1, 40000) n
    """,
    """
    insert into funding.journal_lines (authority, journal_id, line_no, account, pence, financial_year, scheme, child_id,
      school_urn)
    select authority, id, k, case when k = 1 then 'ADVANCED' else 'PAYABLE' end, case when k = 1 then 5 else -5 end,
      '2025-26', 'LAC', gen_random_uuid(), 100000 + (seq % 60)::int
    from funding.journals cross join generate_series(1, 2) k
    """,
    """
    insert into funding.balances (authority, id, financial_year, scheme, account, child_id, school_urn, pence)
    select authority, gen_random_uuid(), financial_year, scheme, account, child_id, school_urn, pence
    from funding.journal_lines
    """,
    "analyze",
)
_SMALL = {"calendars", "calendar_terms", "periods", "schools", "policies", "rates", "return_rounds", "ledger_heads"}
"""A few rows for each authority, or none in this test."""

Asked = Callable[[Records], Awaitable[Any]]
QUESTIONS: dict[str, Asked] = {
    "requests": lambda records: records.requests.page(RequestFilter(), None, 51),
    "requests to decide": lambda records: records.requests.page(RequestFilter(state="submitted"), AN_ID, 51),
    "requests of a child": lambda records: records.requests.page(RequestFilter(child_id=AN_ID), None, 51),
    "requests waiting": lambda records: records.requests.waiting(YEAR, Scheme.LAC),
    "payments": lambda records: records.payments.page(PaymentFilter(), None, 51),
    "payments of a school": lambda records: records.payments.page(PaymentFilter(school_urn=100_003), None, 51),
    "payments ready": lambda records: records.payments.ready_to_change(Scheme.LAC),
    "payments of a batch": lambda records: records.payments.of_batch(AN_ID),
    "payments of requests": lambda records: records.payments.of_requests([AN_ID]),
    "payments held": lambda records: records.payments.of_school_to_change(100_003, PaymentState.HELD),
    "payees": lambda records: records.payees.page(None, ("a", AN_ID), 51),
    "returns": lambda records: records.returns.page(ReturnFilter(), None, 51),
    "returns overdue": lambda records: records.returns.page(ReturnFilter(state="overdue"), None, 51),
    "returns not sent": lambda records: records.returns.not_sent(),
    "items asked": lambda records: records.returns.items_asked(),
    "schools asked": lambda records: records.returns.schools_asked(Term(2025, Season.AUTUMN)),
    "journals": lambda records: records.journal_pages.page(None, None, 51),
    "journals of a payment": lambda records: records.journal_pages.page(AN_ID, None, 51),
    "sums": lambda records: records.books.sums(),
    "balances by school": lambda records: records.books.balances((YEAR, Scheme.LAC), "school_urn", {}),
    "advances of a school": lambda records: records.books.advances(100_003),
    "budgets of a child": lambda records: records.books.budgets([AN_ID]),
    "children": lambda records: records.children.some([AN_ID]),
}


@pytest.fixture(scope="module", autouse=True)
def national(clone: ClonedDatabase, app: FastAPI) -> None:
    """20,000 requests and payments, 7,000 returns and 40,000 journals of 120 authorities."""
    del app
    with psycopg.connect(clone.admin_url.replace("+psycopg", "", 1), autocommit=True) as connection:
        for statement in FILL:
            connection.execute(statement.encode())


@pytest.mark.parametrize("question", sorted(QUESTIONS))
async def test_no_question_reads_another_authoritys_rows(app: FastAPI, question: str) -> None:
    database = app.state.runtime.database
    async with database.transaction(Context.job(AUTHORITY, "plans"), limits=JOB) as connection:
        with asked_of(connection) as statements:
            await QUESTIONS[question](Records(connection, AUTHORITY))

        scans = [scan for statement in statements for scan in await _sequential(connection, *statement)]

    assert statements
    assert scans == []


async def test_a_question_without_an_index_would_be_seen(app: FastAPI) -> None:
    database = app.state.runtime.database
    async with database.transaction(Context.job(AUTHORITY, "plans"), limits=JOB) as connection:
        for way in ("indexscan", "indexonlyscan", "bitmapscan"):
            await connection.exec_driver_sql(f"set local enable_{way} = off")
        scans = await _sequential(connection, "select * from funding.requests", {})

    assert scans == ["requests"]


@contextmanager
def asked_of(connection: AsyncConnection) -> Iterator[list[tuple[str, Any]]]:
    """The statements that reach the database, as they are sent."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection.sync_connection, "before_cursor_execute", note)


async def _sequential(connection: AsyncConnection, statement: str, parameters: Any) -> Sequence[str]:
    """Big tables that the plan reads from end to end."""
    told = (await connection.exec_driver_sql(f"explain (format json) {statement}", parameters)).scalar_one()
    root = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    scanned = [str(node["Relation Name"]) for node in _nodes(root) if node["Node Type"] == "Seq Scan"]
    return [name for name in scanned if name not in _SMALL]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)
