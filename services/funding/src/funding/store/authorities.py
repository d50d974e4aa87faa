"""Authorities that have books here: a job works for one at a time (SE-69)."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.store.tables.ledger import PERIODS

_WITH_BOOKS: Final = select(PERIODS.c.authority).distinct().order_by(PERIODS.c.authority)


async def authorities_with_books(connection: AsyncConnection) -> Sequence[str]:
    """Codes only; a service's context reads them, and nothing else of the books."""
    return list((await connection.execute(_WITH_BOOKS)).scalars())
