"""Who read or changed which child's record: one chained entry a request, in its transaction (SE-100 to SE-104)."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Insert, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import Foundation

GENESIS: Final = bytes(32)


@dataclass(frozen=True, slots=True)
class AuditKey:
    """The HMAC key of the chains; it stays outside the database."""

    id: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and in which capacity: ids only, no names."""

    kind: str
    id: str
    client_id: str
    link_id: UUID | None
    roles: str


@dataclass(frozen=True, slots=True)
class Act:
    """What one request did: operation, lawful purpose, outcome."""

    at: datetime
    operation: str
    purpose: str
    outcome: str
    request_id: str
    reason_code: str | None = None


@dataclass(slots=True)
class AuditNotes:
    """What the request has to account for; written once, as the last thing before the commit."""

    children: set[UUID] = field(default_factory=set)
    reason_code: str | None = None
    authority: str | None = None
    elsewhere: dict[str, set[UUID]] = field(default_factory=dict)

    def saw(self, *child_ids: UUID) -> None:
        """These children's records were read or changed."""
        self.children.update(child_ids)

    def saw_of(self, authority: str, *child_ids: UUID) -> None:
        """The same for children of an authority that is not the caller's: its own chain is told (SE-103)."""
        self.elsewhere.setdefault(authority, set()).update(child_ids)


async def append_entry(
    connection: AsyncConnection,
    tables: Foundation,
    key: AuditKey,
    authority: str,
    actor: Actor,
    act: Act,
    children: Iterable[UUID],
) -> None:
    """Append to the authority's chain; the head's row lock makes `seq` gap-free.

    Two round trips. Called last in a transaction, because everybody in the authority waits for the head.
    """
    sql = _statements(tables)
    head = (await connection.execute(sql.next_seq, {"authority": authority, "seq": 1, "hash": GENESIS})).one()
    ordered = sorted(set(children), key=lambda child: child.bytes)
    entry: dict[str, Any] = {
        "authority": authority,
        "seq": head.seq,
        "at": act.at,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "client_id": actor.client_id,
        "link_id": actor.link_id,
        "roles": actor.roles,
        "operation": act.operation,
        "purpose": act.purpose,
        "reason_code": act.reason_code,
        "outcome": act.outcome,
        "child_count": len(ordered),
        "children_hash": hashlib.sha256(b"".join(child.bytes for child in ordered)).digest(),
        "request_id": act.request_id,
        "prev": head.hash,
        "key_id": key.id,
    }
    entry["hash"] = entry_hash(entry, key.secret)
    await connection.execute(sql.append, {**entry, "children": ordered})


def entry_hash(entry: dict[str, Any], secret: bytes) -> bytes:
    """HMAC-SHA256 over the previous hash and the canonical JSON of the entry, fields in alphabetical order."""
    told = {name: _plain(value) for name, value in entry.items() if name not in {"hash", "prev"}}
    canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    previous: bytes = entry["prev"]
    return hmac.new(secret, previous + canonical.encode(), hashlib.sha256).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, UUID) else value


@dataclass(frozen=True, slots=True)
class _Statements:
    next_seq: Insert
    append: TextClause


@cache
def _statements(tables: Foundation) -> _Statements:
    heads, entries, children = tables.audit_heads, tables.audit_entries, tables.audit_children
    first = upsert(heads)
    next_seq = first.on_conflict_do_update(index_elements=[heads.c.authority], set_={"seq": heads.c.seq + 1}).returning(
        heads.c.seq, heads.c.hash
    )
    names = [column.name for column in entries.c]
    values = ", ".join(f":{name}" for name in names)
    append = text(
        # Names of tables and columns only; every value is bound.
        f"with entry as (insert into {entries.fullname} ({', '.join(names)}) values ({values})),"  # noqa: S608
        f" named as (insert into {children.fullname} (authority, child_id, seq)"
        " select :authority, unnest(:children), :seq)"
        f" update {heads.fullname} set hash = :hash where authority = :authority"
    ).bindparams(
        *(bindparam(column.name, type_=column.type) for column in entries.c),
        bindparam("children", type_=ARRAY(PG_UUID(as_uuid=True))),
    )
    return _Statements(next_seq, append)
