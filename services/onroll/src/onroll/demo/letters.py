"""Gives one reply link of the demo a code that people can type, and says which mail has gone and need not go."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import MetaData, bindparam, func, update

from kit.db.database import JOB
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.web.runtime import Runtime
from placements.store.chasing import ChaseStore
from placements.store.tables.metadata import METADATA

_TABLES = foundation(METADATA)
_LINKS, _MAIL = _TABLES.reply_links, _TABLES.mail_outbox
_CODE_IN_ADDRESS = "/r/[A-Za-z0-9_-]+"
_RENAME = update(_LINKS).where(_LINKS.c.subject_id == bindparam("about_")).values(code_hash=bindparam("hash_"))
_REWRITE = (
    update(_MAIL)
    .where(_MAIL.c.about_id == bindparam("about_"), _MAIL.c.sent_at.is_(None))
    .values(body=func.regexp_replace(_MAIL.c.body, _CODE_IN_ADDRESS, bindparam("address_")))
)


async def give_readable_code(runtime: Runtime, authority: str, application_id: str, code: str) -> None:
    """The link and the mail that carries it, of one request for a place."""
    subject = UUID(application_id)
    hashed = hashlib.sha256(code.encode()).digest()
    async with runtime.database.transaction(Context.job(authority, "seed_demo"), limits=JOB) as connection:
        await connection.execute(_RENAME, {"about_": subject, "hash_": hashed})
        await connection.execute(_REWRITE, {"about_": subject, "address_": f"/r/{code}"})


async def keep_recent_mail(runtime: Runtime, metadata: MetaData, authority: str, before: datetime) -> None:
    """What was written long ago was delivered then; its text is gone, as it is after any delivery."""
    box = foundation(metadata).mail_outbox
    delivered = (
        update(box)
        .where(box.c.created_at < bindparam("before_"), box.c.sent_at.is_(None))
        .values(sent_at=box.c.created_at, body=None)
    )
    async with runtime.database.transaction(Context.job(authority, "seed_demo"), limits=JOB) as connection:
        await connection.execute(delivered, {"before_": before})


async def leave_schools_in_peace(runtime: Runtime, authority: str, today: date) -> None:
    """On its first day the demo sends no reminders by itself: the visitor does, and the readable link stays good."""
    async with runtime.database.transaction(Context.job(authority, "seed_demo"), limits=JOB) as connection:
        chases = ChaseStore(connection, authority, today)
        waiting = {request.school_urn for request in await chases.unanswered()}
        await chases.claim_all(waiting, runtime.clock.now())
