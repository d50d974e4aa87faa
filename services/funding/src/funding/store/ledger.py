"""Posting journals: the head of the authority's chain is held, the books are sound, no fund is overdrawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import psycopg
from sqlalchemy import ARRAY, Text, bindparam, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.ledger.accounts import Account
from funding.domain.ledger.chain import FIRST_PREVIOUS_HASH, Head, body_hash, link
from funding.domain.ledger.invariants import Cell, Overdrawn, guarded_cell, overdrawn, require_sound
from funding.domain.ledger.journals import Dimensions, Journal, JournalDraft
from funding.domain.ledger.periods import PeriodClosed
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term
from funding.store.mapping import as_json, insert_rows, json_rows
from funding.store.tables.ledger import JOURNAL_LINES, JOURNALS, LEDGER_HEADS
from kit.db.idempotency import IdempotencyKeyReused
from kit.kernel.ids import new_id

DIMENSIONS: Final = tuple(Dimensions.__slots__)

_HEAD: Final = upsert(LEDGER_HEADS).values(
    authority=bindparam("authority"), seq=0, hash=FIRST_PREVIOUS_HASH, posted_at=None
)
_HOLD_HEAD: Final = _HEAD.on_conflict_do_update(
    index_elements=[LEDGER_HEADS.c.authority], set_={"seq": LEDGER_HEADS.c.seq}
).returning(LEDGER_HEADS.c.seq, LEDGER_HEADS.c.hash, LEDGER_HEADS.c.posted_at)
_MOVE_HEAD: Final = (
    update(LEDGER_HEADS)
    .where(LEDGER_HEADS.c.authority == bindparam("authority_"))
    .values(seq=bindparam("seq_"), hash=bindparam("hash_"), posted_at=bindparam("posted_at_"))
)
_READ_HEAD: Final = select(LEDGER_HEADS.c.seq, LEDGER_HEADS.c.hash, LEDGER_HEADS.c.posted_at).where(
    LEDGER_HEADS.c.authority == bindparam("authority")
)
_KNOWN_KEYS: Final = select(JOURNALS.c.idempotency_key, JOURNALS.c.body_hash).where(
    JOURNALS.c.authority == bindparam("authority"),
    JOURNALS.c.idempotency_key == func.any(bindparam("keys", type_=ARRAY(Text))),
)
_GUARDED: Final = text(
    "select g.*, coalesce(sum(b.pence), 0)::bigint as pence "
    "from jsonb_to_recordset(:cells) as g(account text, financial_year text, scheme text, child_id uuid, "
    "school_urn int, term text, request_id uuid) "
    "left join funding.balances b on b.authority = :authority and b.account = g.account "
    "and b.financial_year = g.financial_year and b.scheme = g.scheme "
    "and (g.child_id is null or b.child_id = g.child_id) and (g.school_urn is null or b.school_urn = g.school_urn) "
    "and (g.term is null or b.term = g.term) and (g.request_id is null or b.request_id = g.request_id) "
    "group by 1, 2, 3, 4, 5, 6, 7"
).bindparams(json_rows("cells"))


class LedgerStore:
    """The books of one authority."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def post(self, drafts: Sequence[JournalDraft], posted_at: datetime) -> Sequence[Journal]:
        """Posts the journals in their order and answers those that are new.

        A draft whose key was used for the same journal before is a replay and posts nothing (IN-3). Raises
        IdempotencyKeyReused, BooksWouldBreak or Overdrawn; the caller's transaction then ends.
        """
        if not drafts:
            return ()
        head = await self._hold_head()
        fresh = await self._not_posted(drafts)
        for draft in fresh:
            require_sound(draft)
        journals = link([(new_id(), draft) for draft in fresh], head, self._authority, posted_at)
        await self._write(journals)
        await self._require_funds(fresh)
        return journals

    async def head(self) -> Head:
        row = (await self._connection.execute(_READ_HEAD, {"authority": self._authority})).one_or_none()
        return Head(*row) if row else Head()

    async def _hold_head(self) -> Head:
        """Journals are serial per authority, so nobody spends a pot twice (FU-1803)."""
        row = (await self._connection.execute(_HOLD_HEAD, {"authority": self._authority})).one()
        return Head(*row)

    async def _not_posted(self, drafts: Sequence[JournalDraft]) -> list[JournalDraft]:
        key = {"authority": self._authority, "keys": [draft.key for draft in drafts]}
        rows = await self._connection.execute(_KNOWN_KEYS, key)
        known: Mapping[str, str] = {row.idempotency_key: row.body_hash for row in rows}
        for draft in drafts:
            if known.get(draft.key, body_hash(draft)) != body_hash(draft):
                raise IdempotencyKeyReused
        return [draft for draft in drafts if draft.key not in known]

    async def _write(self, journals: Sequence[Journal]) -> None:
        if not journals:
            return
        await insert_rows(self._connection, JOURNALS, [_journal_row(journal) for journal in journals])
        try:
            await insert_rows(self._connection, JOURNAL_LINES, [row for one in journals for row in _line_rows(one)])
        except DBAPIError as error:
            if _constraint(error) == "journal_lines_period":
                raise PeriodClosed from None
            raise
        last = journals[-1]
        moved = {
            "authority_": self._authority,
            "seq_": last.seq,
            "hash_": last.hash,
            "posted_at_": last.posted_at,
        }
        await self._connection.execute(_MOVE_HEAD, moved)

    async def _require_funds(self, drafts: Iterable[JournalDraft]) -> None:
        """IN-8 in the posting transaction: the sums that the journals touched."""
        touched = {guarded_cell(line.account, line.about) for draft in drafts for line in draft.lines} - {None}
        if not touched:
            return
        cells = [_cell_row(cell) for cell in touched if cell]
        rows = await self._connection.execute(_GUARDED, {"authority": self._authority, "cells": as_json(cells)})
        short = overdrawn({_cell(row): row.pence for row in rows})
        if short:
            raise Overdrawn(short)


def _journal_row(journal: Journal) -> dict[str, Any]:
    draft = journal.draft
    return {
        "authority": journal.authority,
        "id": journal.id,
        "seq": journal.seq,
        "kind": draft.kind,
        "posted_at": journal.posted_at,
        "effective_on": draft.effective_on,
        "source_type": draft.source_type,
        "source_id": draft.source_id,
        "actor_id": draft.actor_id,
        "reason": draft.reason,
        "idempotency_key": draft.key,
        "body_hash": journal.body_hash,
        "reverses_journal_id": draft.reverses_journal_id,
        "prev_hash": journal.prev_hash,
        "hash": journal.hash,
    }


def _line_rows(journal: Journal) -> list[dict[str, Any]]:
    return [
        {
            "authority": journal.authority,
            "journal_id": journal.id,
            "line_no": number,
            "account": line.account,
            "pence": line.pence,
            **{name: getattr(line.about, name) for name in DIMENSIONS},
        }
        for number, line in enumerate(journal.draft.lines, start=1)
    ]


def _constraint(error: DBAPIError) -> str | None:
    return error.orig.diag.constraint_name if isinstance(error.orig, psycopg.Error) else None


def _cell_row(cell: Cell) -> dict[str, Any]:
    account, about = cell
    return {"account": account} | {name: getattr(about, name) for name in DIMENSIONS}


def _cell(row: Any) -> Cell:
    about = Dimensions(
        financial_year=FinancialYear.parse(row.financial_year),
        scheme=Scheme(row.scheme),
        child_id=row.child_id,
        school_urn=row.school_urn,
        term=Term.parse(row.term) if row.term else None,
        request_id=row.request_id,
    )
    return Account(row.account), about
