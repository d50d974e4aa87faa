"""What one request, job or import may touch while its transaction is open."""

from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from kit.auth.principal import Principal
from kit.db.audit import AuditNotes
from kit.db.foundation import Foundation
from kit.db.mail import MailOutbox
from kit.db.outbox import Outbox
from kit.db.reply_links import ReplyLinks
from kit.db.standing import Standing
from kit.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Work:
    """One open transaction and what belongs to it.

    `authority` is the tenant ("" where the caller has none: schools, services). `principal` is None for public
    operations.
    """

    connection: AsyncConnection
    tables: Foundation
    authority: str
    clock: Clock
    principal: Principal | None = None
    request_id: str = ""
    audit: AuditNotes = field(default_factory=AuditNotes)
    standing: Standing | None = None

    @property
    def outbox(self) -> Outbox:
        """Events leave with this transaction."""
        return Outbox(self.connection, self.tables, self.clock)

    @property
    def mail(self) -> MailOutbox:
        """Mail leaves after this transaction."""
        return MailOutbox(self.connection, self.tables, self.authority, self.clock)

    @property
    def links(self) -> ReplyLinks:
        """Reply links of the tenant."""
        return ReplyLinks(self.connection, self.tables, self.authority, self.clock)

    @property
    def caller(self) -> Principal:
        """Who asked; only for operations that need sign-in."""
        assert self.principal is not None
        return self.principal

    def about(self, authority: str) -> "Work":
        """The same request, about a record of an authority that is not the caller's: its chain is told (SE-103)."""
        self.audit.authority = authority
        return replace(self, authority=authority)

    async def visit(self, authority: str) -> "Work":
        """The same transaction in the tenant of an authority, for a step of a school found to reach it."""
        assert self.standing is not None
        await self.standing.visit(authority)
        return self.about(authority)

    async def come_home(self) -> None:
        """Back under the caller's own context: what is read from here on the caller's own policies allow."""
        if self.standing is not None:
            await self.standing.come_home()
