"""Links by which a school answers one question without an account (SE-40 to SE-46)."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Insert, Row, Select, Update, bindparam, case, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.auth.vocabulary import LinkPurpose
from kit.db.foundation import Foundation
from kit.kernel.clock import Clock
from kit.kernel.errors import DomainError, NotFound
from kit.kernel.ids import new_id

_SITTING: Final = timedelta(minutes=15)
"""A token lives ten minutes: an exchange within this time of the last one renews it, and the sitting goes on."""


class LinkState(StrEnum):
    """`open` and `answered` links still open the page; the others have ended."""

    OPEN = "open"
    ANSWERED = "answered"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class LinkClosed(DomainError):
    """The question behind the link is settled: nothing to do (410)."""


@dataclass(frozen=True, slots=True)
class ReplyLink:
    """One question to one school; `subject_id` is the application, return, contact list or share.

    `first_opened_at` is when the present sitting began: renewals of its token do not start it anew (PL-912).
    """

    id: UUID
    authority: str
    school_urn: int
    purpose: LinkPurpose
    subject_id: UUID
    state: LinkState
    expires_at: datetime
    opened_count: int
    first_opened_at: datetime | None
    last_opened_at: datetime | None
    version: int


class ReplyLinks:
    """Links of one authority."""

    def __init__(self, connection: AsyncConnection, tables: Foundation, authority: str, clock: Clock) -> None:
        self._connection = connection
        self._sql = _statements(tables)
        self._authority = authority
        self._clock = clock

    async def issue(
        self,
        purpose: LinkPurpose,
        subject_id: UUID,
        school_urn: int,
        expires_at: datetime,
        code: str | None = None,
        *,
        beside: bool = False,
    ) -> str:
        """A new link and its code, which is shown only here: the database keeps a hash.

        A link of the same subject that is still open ends (re-issue kills the old code, SE-45), unless the new one
        stands `beside` it for a colleague it was passed on to. A readable `code` is for demonstration data only.
        """
        if not beside:
            await self.close(subject_id, LinkState.SUPERSEDED)
        code = code or secrets.token_urlsafe(32)
        await self._connection.execute(
            self._sql.insert,
            {
                "authority": self._authority,
                "id": new_id(),
                "school_urn": school_urn,
                "purpose": purpose,
                "subject_id": subject_id,
                "code_hash": _hash(code),
                "state": LinkState.OPEN,
                "expires_at": expires_at,
            },
        )
        return code

    async def close(self, subject_id: UUID, state: LinkState) -> None:
        """End every link of a subject that still opens."""
        await self._connection.execute(
            self._sql.close, {"authority_": self._authority, "subject_": subject_id, "state_": state}
        )

    async def mark_answered(self, link_id: UUID) -> None:
        """The school has answered; the link still opens, so that the answer can be corrected.

        What it does from here on in the same sitting counts from now (PL-912).
        """
        key = {"authority_": self._authority, "link_": link_id, "now_": self._clock.now()}
        await self._connection.execute(self._sql.mark_answered, key)

    async def get(self, link_id: UUID) -> ReplyLink | None:
        """The link by its id."""
        key = {"authority_": self._authority, "link_": link_id}
        row = (await self._connection.execute(self._sql.one, key)).one_or_none()
        return _link(row) if row else None

    async def of_subject(self, subject_id: UUID) -> Sequence[ReplyLink]:
        """Every link of one question, the newest first."""
        key = {"authority_": self._authority, "subject_": subject_id}
        return [_link(row) for row in await self._connection.execute(self._sql.of_subject, key)]


async def open_link(connection: AsyncConnection, tables: Foundation, code: str, clock: Clock) -> ReplyLink:
    """The live link behind a code, counted as opened; for the gateway, which knows no authority yet.

    Unknown and expired codes are the same `NotFound`; an ended one is `LinkClosed` (SE-46).
    """
    sql = _statements(tables)
    row = (await connection.execute(sql.by_code, {"hash_": _hash(code)})).one_or_none()
    if row is None:
        raise NotFound
    link = _link(row)
    if link.state in {LinkState.SUPERSEDED, LinkState.WITHDRAWN}:
        raise LinkClosed
    if link.state is LinkState.EXPIRED or link.expires_at <= clock.now():
        raise NotFound
    now = clock.now()
    seen = {"authority_": link.authority, "link_": link.id, "now_": now, "renewed_": now - _SITTING}
    await connection.execute(sql.opened, seen)
    return link


async def find_link(connection: AsyncConnection, tables: Foundation, code: str) -> ReplyLink | None:
    """The link behind a code in whatever state, to send a new one to the registered address."""
    row = (await connection.execute(_statements(tables).by_code, {"hash_": _hash(code)})).one_or_none()
    return _link(row) if row else None


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


@dataclass(frozen=True, slots=True)
class _Statements:
    insert: Insert
    close: Update
    mark_answered: Update
    opened: Update
    one: Select[Any]
    of_subject: Select[Any]
    by_code: Select[Any]


@cache
def _statements(tables: Foundation) -> _Statements:
    links = tables.reply_links
    one = (links.c.authority == bindparam("authority_"), links.c.id == bindparam("link_"))
    columns = select(*(links.c[name] for name in ReplyLink.__dataclass_fields__))
    live = links.c.state.in_([LinkState.OPEN, LinkState.ANSWERED])
    grown = {"version": links.c.version + 1}
    return _Statements(
        insert=insert(links),
        close=update(links)
        .where(links.c.authority == bindparam("authority_"), links.c.subject_id == bindparam("subject_"), live)
        .values(state=bindparam("state_"), **grown),
        mark_answered=update(links)
        .where(*one)
        .values(state=LinkState.ANSWERED, first_opened_at=bindparam("now_"), **grown),
        opened=update(links)
        .where(*one)
        .values(
            opened_count=links.c.opened_count + 1,
            first_opened_at=case(
                (links.c.last_opened_at >= bindparam("renewed_"), links.c.first_opened_at), else_=bindparam("now_")
            ),
            last_opened_at=bindparam("now_"),
        ),
        one=columns.where(*one),
        of_subject=columns.where(
            links.c.authority == bindparam("authority_"), links.c.subject_id == bindparam("subject_")
        ).order_by(links.c.id.desc()),
        by_code=columns.where(links.c.code_hash == bindparam("hash_")),
    )


def _link(row: Row[Any]) -> ReplyLink:
    values = row._asdict()
    return ReplyLink(**{**values, "purpose": LinkPurpose(values["purpose"]), "state": LinkState(values["state"])})
