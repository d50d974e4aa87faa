"""A page of journals with their lines, written as JSON by PostgreSQL.

The list an auditor pages through for hours: rows of two tables become text where they lie, instead of objects, models
and text again. It says exactly what `JournalOut` says (a test compares them), and costs a third.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

_BEFORE_NOTHING: Final = 2**63 - 1
_JOURNAL: Final = """id, seq, kind,
  to_char(posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24\\:MI\\:SS.US"Z"') as posted_at,
  effective_on, source_type, source_id, actor_id, reason, reverses_journal_id, prev_hash, hash"""
_LINE: Final = """l.line_no, l.account, l.pence, l.financial_year, l.scheme, l.child_id, l.school_urn, l.payee_id,
  l.term, l.request_id, l.central_category"""


@dataclass(frozen=True, slots=True)
class WrittenJournal:
    """One journal as JSON text, and its place in the chain."""

    seq: int
    text: str


class JournalPages:
    """Pages of one authority's journals."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def page(self, source_id: UUID | None, before: int | None, rows: int) -> list[WrittenJournal]:
        """The newest first; `source_id` narrows to what one award, request, payment or return caused."""
        key: dict[str, Any] = {"authority": self._authority, "before": before or _BEFORE_NOTHING}
        if source_id is not None:
            key["source_id"] = source_id
        found = await self._connection.execute(_page(rows, narrowed=source_id is not None), key)
        return [WrittenJournal(seq, written) for seq, written in found]


@cache
def _page(rows: int, *, narrowed: bool) -> TextClause:
    """LIMIT stands as a literal: a bound one would be planned anew each time (performance section 5)."""
    narrowing = "and source_id = :source_id" if narrowed else ""
    return text(
        "select j.seq, cast(row_to_json(j) as text) from ("  # noqa: S608 -- our own text; values are bound
        f"select {_JOURNAL}, (select json_agg(row_to_json(o)) from (select {_LINE} from funding.journal_lines l "
        "where l.authority = p.authority and l.journal_id = p.id order by l.line_no) o) as lines "
        f"from (select * from funding.journals where authority = :authority and seq < :before {narrowing} "
        f"order by seq desc limit {rows}) p order by seq desc) j"
    )
