"""The same key and body get the first answer again; nothing is done twice (RE-7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Update, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import Foundation
from kit.kernel.errors import DomainError


class IdempotencyKeyReused(DomainError):
    """The key came before with another body or for another operation."""


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """Who asked for what under which key; `body_hash` is the SHA-256 of the canonical body."""

    organisation: str
    actor: str
    key: str
    operation: str
    body_hash: bytes


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """The first answer, as it left."""

    status: int
    body: bytes
    headers: Mapping[str, str]


async def claim(
    connection: AsyncConnection, tables: Foundation, request: KeyedRequest, now: datetime
) -> StoredAnswer | None:
    """None when the key is new and now ours; else the first answer.

    A request still running under the key holds its row: the insert waits for it (lock_timeout, 2 s).
    """
    sql = _statements(tables)
    row = {
        "organisation": request.organisation,
        "actor": request.actor,
        "key": request.key,
        "operation": request.operation,
        "body_hash": request.body_hash,
        "created_at": now,
    }
    if (await connection.execute(sql.claim, row)).first() is not None:
        return None
    first = (await connection.execute(sql.first, _key(request))).one()
    if first.operation != request.operation or first.body_hash != request.body_hash:
        raise IdempotencyKeyReused
    return StoredAnswer(first.status, first.answer, first.headers)


async def store(connection: AsyncConnection, tables: Foundation, request: KeyedRequest, answer: StoredAnswer) -> None:
    """Keep the answer with the change it tells of, in one transaction."""
    await connection.execute(
        _statements(tables).answer,
        {**_key(request), "status_": answer.status, "body_": answer.body, "headers_": dict(answer.headers)},
    )


def _key(request: KeyedRequest) -> dict[str, str]:
    return {"organisation_": request.organisation, "actor_": request.actor, "key_": request.key}


@dataclass(frozen=True, slots=True)
class _Statements:
    claim: Insert
    first: Select[Any]
    answer: Update


@cache
def _statements(tables: Foundation) -> _Statements:
    kept = tables.idempotency
    same = (
        kept.c.organisation == bindparam("organisation_"),
        kept.c.actor == bindparam("actor_"),
        kept.c.key == bindparam("key_"),
    )
    return _Statements(
        claim=insert(kept).on_conflict_do_nothing().returning(kept.c.key),
        first=select(kept.c.operation, kept.c.body_hash, kept.c.status, kept.c.answer, kept.c.headers).where(*same),
        answer=update(kept)
        .where(*same)
        .values(status=bindparam("status_"), answer=bindparam("body_"), headers=bindparam("headers_")),
    )
