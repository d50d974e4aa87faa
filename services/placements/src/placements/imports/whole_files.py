"""Kinds whose files are taken in one transaction: all of it or nothing, so that a stop leaves nothing to resume."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol

from placements.domain.imports import ImportKind
from placements.imports.applying import Applying
from placements.imports.calendars import import_calendars
from placements.imports.contacts import import_contacts
from placements.imports.ics import import_ics
from placements.imports.order import Checked, Order
from placements.imports.report import FileRefused, Report
from placements.imports.schools import import_register
from placements.imports.taking import WhenTaken, nothing_more


class Take(Protocol):
    """Checks a file or, with `apply`, takes it."""

    def __call__(self, order: Order, *, apply: bool, when_taken: WhenTaken) -> Awaitable[Report]: ...


class WholeFile:
    """One kind of them."""

    def __init__(self, take: Take) -> None:
        self._take = take

    async def check(self, order: Order) -> Checked:
        """Raises FileRefused `import_running` while another file of the kind is taken."""
        report = await self._take(order, apply=False, when_taken=nothing_more)
        if report.refused == "import_running":
            raise FileRefused(report.refused)
        return Checked(report, {})

    async def apply(self, applying: Applying) -> None:
        """Raises FileRefused when nothing can be taken now."""
        report = await self._take(applying.order, apply=True, when_taken=applying.end_whole)
        if report.refused:
            raise FileRefused(report.refused)


def _how(order: Order, when_taken: WhenTaken, *, apply: bool) -> dict[str, Any]:
    return {
        "apply": apply,
        "clock": order.clock,
        "progress": order.progress,
        "accept_partial": order.accept_partial,
        "when_taken": when_taken,
    }


def _of_an_authority(take: Callable[..., Awaitable[Report]]) -> Take:
    async def run(order: Order, *, apply: bool, when_taken: WhenTaken) -> Report:
        how = _how(order, when_taken, apply=apply)
        return await take(order.database, order.owner, order.file, audit_key=order.audit_key, actor=order.actor, **how)

    return run


async def _schools(order: Order, *, apply: bool, when_taken: WhenTaken) -> Report:
    return await import_register(order.database, order.file, None, **_how(order, when_taken, apply=apply))


async def _school_links(order: Order, *, apply: bool, when_taken: WhenTaken) -> Report:
    return await import_register(order.database, None, order.file, **_how(order, when_taken, apply=apply))


async def _calendars(order: Order, *, apply: bool, when_taken: WhenTaken) -> Report:
    """What was said beside the file says whose calendar an iCalendar file is."""
    take = import_ics if order.told else _of_an_authority(import_calendars)
    return await take(order, apply=apply, when_taken=when_taken)


WHOLE_FILES: Final[Mapping[ImportKind, WholeFile]] = {
    ImportKind.SCHOOLS: WholeFile(_schools),
    ImportKind.SCHOOL_LINKS: WholeFile(_school_links),
    ImportKind.CONTACTS: WholeFile(_of_an_authority(import_contacts)),
    ImportKind.CALENDARS: WholeFile(_calendars),
}
