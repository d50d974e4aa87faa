"""Saves what changes on the lines of a return: what the school told and what became of it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.returns.spend_return import ReturnLine
from funding.store.mapping import as_json, columns_of, json_rows
from funding.store.tables.returns import RETURN_LINES

_CHANGING: Final = (
    "charged_to_grant_pence",
    "impact_rating",
    "review_on",
    "receipts",
    "saved",
    "state",
    "rejected_for",
    "evidenced_pence",
)
_NAMES: Final = ", ".join(f"{name} = r.{name}" for name in _CHANGING)
_SAVE: Final = text(
    f"update funding.return_lines t set {_NAMES} "  # noqa: S608 -- names of our own columns
    "from jsonb_populate_recordset(null::funding.return_lines, :rows) r "
    "where t.authority = :authority and t.id = r.id"
).bindparams(json_rows())


async def save_lines(connection: AsyncConnection, authority: str, lines: Sequence[ReturnLine]) -> None:
    """The version of the return guards them; the caller has saved it in the same transaction."""
    if lines:
        rows = as_json([columns_of(line, RETURN_LINES) for line in lines])
        await connection.execute(_SAVE, {"rows": rows, "authority": authority})
