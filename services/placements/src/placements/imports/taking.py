"""An import is one transaction: checked only, it leaves nothing behind; applied, it leaves everything or nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.audit import Act, Actor, AuditKey, append_entry
from kit.db.database import JOB, Database
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.kernel.clock import Clock
from kit.kernel.ids import new_id
from placements.actions.desk import SYSTEM, Desk, staff
from placements.domain.reach import WHOLE_AUTHORITY
from placements.imports.report import FileRefused, Report
from placements.store.staged import lock_import
from placements.store.tables.metadata import METADATA

ACTOR: Final = "command_line"
COMMAND_LINE: Final = Actor(kind="job", id=ACTOR, client_id=ACTOR, link_id=None, roles="")
WhenTaken = Callable[[Work, Report], Awaitable[None]]
"""What belongs to the taking and shares its transaction, such as the state of an upload."""
_PURPOSE: Final = "education_of_child"


async def nothing_more(_work: Work, _report: Report) -> None:
    """A file of the command line leaves no other trace than its audit entry."""


class NothingTaken(Exception):
    """Ends the transaction without a change."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.refused)
        self.report = report


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantImport:
    """One file, or files read together, of one authority. `audit_key` chains the entry that says which
    children were changed (SE-100, RE-8)."""

    kind: str
    authority: str
    clock: Clock
    audit_key: AuditKey
    apply: bool
    accept_partial: bool = False
    actor: Actor = COMMAND_LINE
    when_taken: WhenTaken = nothing_more

    async def run(self, database: Database, take: Callable[[Work], Awaitable[Report]]) -> Report:
        """Never raises for what stands in a file: the report says it."""
        context = Context.job(self.authority, f"import_{self.kind}")
        try:
            async with database.transaction(context, limits=JOB) as connection:
                work = Work(
                    connection=connection,
                    tables=foundation(METADATA),
                    authority=self.authority,
                    clock=self.clock,
                    request_id=str(new_id()),
                )
                await refuse_two_at_once(connection, f"{self.kind}.{self.authority}")
                report = settle(await take(work), apply=self.apply, accept_partial=self.accept_partial)
                await self.when_taken(work, report)
                await self._account(work)
                return report
        except NothingTaken as nothing:
            return nothing.report
        except FileRefused as refused:
            return refused.report(self.kind)

    async def _account(self, work: Work) -> None:
        """Last of all: everybody in the authority waits for the head of its chain."""
        act = Act(
            at=self.clock.now(),
            operation=f"placements.import_{self.kind}",
            purpose=_PURPOSE,
            outcome="ok",
            request_id=work.request_id,
        )
        await append_entry(
            work.connection, work.tables, self.audit_key, self.authority, self.actor, act, work.audit.children
        )


async def desk_of(work: Work, actor: Actor, base_url: str = "") -> Desk:
    """In the name of whoever let the file be taken; the command line is the system itself."""
    if actor.kind == "job":
        return await Desk.of(work, SYSTEM, base_url)
    taker = staff(actor.kind, actor.id, frozenset(actor.roles.split()))
    return await Desk.of(work, replace(taker, reach=WHOLE_AUTHORITY), base_url)


async def refuse_two_at_once(connection: AsyncConnection, kind: str) -> None:
    """Raises FileRefused `import_running`."""
    if not await lock_import(connection, kind):
        raise FileRefused("import_running")


def settle(report: Report, *, apply: bool, accept_partial: bool) -> Report:
    """The report of an applied import. Raises NothingTaken for a check, and when something is wrong that nobody
    accepted (PL-1004)."""
    if apply and not report.is_clean and not accept_partial:
        report = replace(report, refused="wrong_rows_present")
    if not apply or report.refused:
        raise NothingTaken(report)
    return replace(report, applied=True, parts=tuple(replace(part, applied=True) for part in report.parts))
