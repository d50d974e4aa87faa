"""Schools, their role mailboxes, and the authority's calendars, as the placements feed tells them (section 9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ARRAY, Integer, bindparam, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.returns.due_date import TermDates
from funding.domain.years import Season, Term
from funding.store.mapping import as_json, insert_rows, json_rows
from funding.store.tables.projections import CALENDAR_TERMS, CALENDARS, SCHOOL_CONTACTS, SCHOOLS
from kit.kernel.days import Calendar, CalendarYear, Span

MAILBOX_ORDER: Final = ("pupil_premium", "designated_teacher", "head", "office")
"""Where a return is asked: the first of these that has an address (section 9)."""

_URNS: Final = bindparam("urns", type_=ARRAY(Integer))


@dataclass(frozen=True, slots=True)
class School:
    """A row of the register, as far as payments ask."""

    urn: int
    name: str
    type_code: int
    authority: str
    status_code: int
    trust_uid: str | None


@dataclass(frozen=True, slots=True)
class SchoolContact:
    """`told_at` is when placements wrote the event: a later word counts."""

    school_urn: int
    purpose: str
    mailbox: str | None
    told_at: datetime


@dataclass(frozen=True, slots=True)
class PublishedCalendar:
    """The authority's own calendar of one academic year."""

    academic_year: str
    covers_from: date
    covers_to: date
    halves: tuple[tuple[str, date, date], ...]
    school_days: tuple[date, ...]


_SOME: Final = select(SCHOOLS).where(SCHOOLS.c.urn == func.any(_URNS))
_FACTS: Final = ("name", "type_code", "authority", "status_code", "trust_uid")
_NAMES: Final = ", ".join(("urn", *_FACTS))
_KEEP_SCHOOLS: Final = text(
    f"insert into funding.schools ({_NAMES}) select {_NAMES} "  # noqa: S608 -- names of our own columns
    "from jsonb_populate_recordset(null::funding.schools, :rows) "
    f"on conflict (urn) do update set {', '.join(f'{name} = excluded.{name}' for name in _FACTS)}"
).bindparams(json_rows())
_CONTACT: Final = upsert(SCHOOL_CONTACTS)
_KEEP_CONTACTS: Final = _CONTACT.on_conflict_do_update(
    index_elements=[SCHOOL_CONTACTS.c.authority, SCHOOL_CONTACTS.c.school_urn, SCHOOL_CONTACTS.c.purpose],
    set_={"mailbox": _CONTACT.excluded.mailbox, "told_at": _CONTACT.excluded.told_at},
    where=SCHOOL_CONTACTS.c.told_at < _CONTACT.excluded.told_at,
)
_CONTACTS_OF: Final = select(SCHOOL_CONTACTS).where(
    SCHOOL_CONTACTS.c.authority == bindparam("authority"),
    SCHOOL_CONTACTS.c.school_urn == func.any(_URNS),
    SCHOOL_CONTACTS.c.mailbox.is_not(None),
)
_CALENDAR: Final = upsert(CALENDARS)
_KEEP_CALENDAR: Final = _CALENDAR.on_conflict_do_update(
    index_elements=[CALENDARS.c.authority, CALENDARS.c.academic_year],
    set_={name: _CALENDAR.excluded[name] for name in ("covers_from", "covers_to", "school_days")},
)
_FORGET_TERMS: Final = delete(CALENDAR_TERMS).where(
    CALENDAR_TERMS.c.authority == bindparam("authority"), CALENDAR_TERMS.c.academic_year == bindparam("year")
)
_TERMS: Final = select(CALENDAR_TERMS).where(CALENDAR_TERMS.c.authority == bindparam("authority"))
_CALENDARS: Final = select(CALENDARS).where(CALENDARS.c.authority == bindparam("authority"))


class SchoolStore:
    """Schools for one authority: the register is the nation's, mailboxes and calendars are the authority's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._authority = authority

    async def some(self, urns: Iterable[int | None]) -> Mapping[int, School]:
        """Those that are known, by URN."""
        wanted = sorted({urn for urn in urns if urn is not None})
        if not wanted:
            return {}
        rows = await self._connection.execute(_SOME, {"urns": wanted})
        return {row.urn: School(*row) for row in rows}

    async def mailboxes(self, urns: Iterable[int]) -> Mapping[int, str]:
        """The address of each school that has one: its first filled purpose in order."""
        rows = await self._connection.execute(_CONTACTS_OF, {"authority": self._authority, "urns": sorted(urns)})
        best: dict[int, tuple[int, str]] = {}
        for row in rows:
            if row.purpose in MAILBOX_ORDER:
                found = (MAILBOX_ORDER.index(row.purpose), row.mailbox)
                best[row.school_urn] = min(found, best.get(row.school_urn, found))
        return {urn: mailbox for urn, (_, mailbox) in best.items()}

    async def term_dates(self) -> Sequence[TermDates]:
        """First and last days of half-terms, of all published calendars."""
        rows = await self._connection.execute(_TERMS, {"authority": self._authority})
        return [TermDates(_term(row.term, row.starts_on), row.starts_on, row.ends_on) for row in rows]

    async def calendar(self) -> Calendar:
        """The authority's calendars, ready to count school days with."""
        rows = await self._connection.execute(_CALENDARS, {"authority": self._authority})
        return Calendar.of(
            CalendarYear(
                row.academic_year,
                Span(row.covers_from, row.covers_to),
                tuple(row.school_days),
                "authority",
                self._authority,
                1,
            )
            for row in rows
        )

    async def keep_schools(self, schools: Sequence[School]) -> None:
        """Many in one statement: a register comes with tens of thousands."""
        rows = [{name: getattr(school, name) for name in school.__slots__} for school in schools]
        await self._connection.execute(_KEEP_SCHOOLS, {"rows": as_json(rows)})

    async def keep_contacts(self, contacts: Sequence[SchoolContact]) -> None:
        rows = [
            {"authority": self._authority} | {name: getattr(one, name) for name in one.__slots__} for one in contacts
        ]
        await self._connection.execute(_KEEP_CONTACTS, rows)

    async def keep_calendar(self, calendar: PublishedCalendar) -> None:
        key = {"authority": self._authority, "year": calendar.academic_year}
        await self._connection.execute(_FORGET_TERMS, key)
        await self._connection.execute(
            _KEEP_CALENDAR,
            {
                "authority": self._authority,
                "academic_year": calendar.academic_year,
                "covers_from": calendar.covers_from,
                "covers_to": calendar.covers_to,
                "school_days": list(calendar.school_days),
            },
        )
        await insert_rows(self._connection, CALENDAR_TERMS, _half_rows(self._authority, calendar))

    async def forget_all(self) -> None:
        """Before the feed is read anew from its start; the register stays, for it is not the authority's."""
        for table in (SCHOOL_CONTACTS, CALENDAR_TERMS, CALENDARS):
            await self._connection.execute(delete(table).where(table.c.authority == self._authority))


def _half_rows(authority: str, calendar: PublishedCalendar) -> list[dict[str, Any]]:
    return [
        {
            "authority": authority,
            "academic_year": calendar.academic_year,
            "position": position,
            "term": name,
            "starts_on": starts_on,
            "ends_on": ends_on,
        }
        for position, (name, starts_on, ends_on) in enumerate(calendar.halves)
    ]


def _term(name: str, starts_on: date) -> Term:
    """FU-402: a term is named by the calendar year in which it starts."""
    return Term(starts_on.year, Season[name.upper()])
