"""School calendars of one authority, and which of them counts for a school."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

from kit.kernel.days import Calendar, OwnerKind, Term
from kit.kernel.errors import StaleVersion
from placements.domain.school_calendar import (
    CalendarSource,
    NonSchoolDay,
    NonSchoolDayKind,
    OwnedYear,
    SchoolCalendar,
)
from placements.store.tables.calendars import SCHOOL_CALENDARS

_C: Final = SCHOOL_CALENDARS.c
_OWNER: Final = (_C.owner_kind, _C.owner_code, _C.academic_year)
_LATEST: Final = (
    select(SCHOOL_CALENDARS)
    .where(
        _C.authority == bindparam("tenant"),
        func.concat(_C.owner_kind, ":", _C.owner_code) == bindparam("owners", type_=ARRAY(Text)).any_(),
    )
    .ext(distinct_on(*_OWNER))
    .order_by(*_OWNER, _C.version.desc())
)
_ADD: Final = insert(SCHOOL_CALENDARS)
_MINE: Final = (
    _C.authority == bindparam("tenant"),
    _C.owner_kind == bindparam("kind"),
    _C.owner_code == bindparam("code"),
    _C.academic_year == bindparam("year"),
)
_VERSIONS: Final = select(SCHOOL_CALENDARS).where(*_MINE).order_by(_C.version.desc())
_ONE_VERSION: Final = select(SCHOOL_CALENDARS).where(*_MINE, _C.version == bindparam("number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsSought:
    """What a list of calendars is narrowed by."""

    owner_kind: OwnerKind | None = None
    owner_code: str | None = None
    academic_year: str | None = None


class CalendarStore:
    """Calendars one authority holds: its own, its schools', and those of authorities its children live in."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self.authority: Final = authority

    async def resolve(self, urn: int | None, authority: str) -> Calendar:
        """The days to count with (PL-313), year by year: the school's own calendar, else that of `authority`,
        in whose area the school lies. Without a school the authority's. Years nobody holds are not covered
        (PL-314)."""
        return (await self.resolve_many({urn: authority}))[urn]

    async def resolve_many(self, wanted: Mapping[int | None, str]) -> dict[int | None, Calendar]:
        """The same for several schools (or None) with the authorities they lie in, in one question."""
        found = await self.resolve_pairs(wanted.items())
        return {urn: calendar for (urn, _), calendar in found.items()}

    async def resolve_pairs(
        self, wanted: Iterable[tuple[int | None, str]], instead: SchoolCalendar | None = None
    ) -> dict[tuple[int | None, str], Calendar]:
        """The same for any schools and authorities; `instead` counts as the newest version of its owner's year."""
        pairs = set(wanted)
        owners = {f"authority:{code}" for _, code in pairs} | {f"school:{urn}" for urn, _ in pairs if urn is not None}
        held: dict[tuple[str, str], dict[str, SchoolCalendar]] = {}
        for calendar in (*(await self._latest(owners)), *((instead,) if instead else ())):
            held.setdefault((calendar.owner_kind, calendar.owner_code), {})[calendar.academic_year] = calendar
        return {
            (urn, code): _resolved(
                held.get(("school", str(urn)), {}), held.get(("authority", code), {}), for_school=urn is not None
            )
            for urn, code in pairs
        }

    async def latest(self, owner_kind: str, owner_code: str) -> Sequence[SchoolCalendar]:
        """The newest version of each academic year of one owner."""
        return await self._latest([f"{owner_kind}:{owner_code}"])

    async def versions(self, year: OwnedYear) -> Sequence[SchoolCalendar]:
        """Every version of one owner's academic year, the newest first."""
        return await self._many(_VERSIONS, self._values(year))

    async def version(self, year: OwnedYear, number: int) -> SchoolCalendar | None:
        """One version, however old (PL-312)."""
        found = await self._many(_ONE_VERSION, {**self._values(year), "number": number})
        return found[0] if found else None

    async def page(
        self, sought: CalendarsSought, *, after: tuple[str, ...] | None, rows: int
    ) -> Sequence[SchoolCalendar]:
        """The newest version of each owner's academic year, by owner and year."""
        values = {name: value for name, value in asdict(sought).items() if value is not None}
        if after is not None:
            values |= dict(zip(("after_kind", "after_code", "after_year"), after, strict=True))
        return await self._many(page_statement(frozenset(values), rows), {"tenant": self.authority, **values})

    async def add_version(self, calendar: SchoolCalendar) -> None:
        """Every save is a new version; old ones stay readable (PL-312). Raises StaleVersion."""
        try:
            await self._connection.execute(_ADD, {"authority": self.authority, **_row(calendar)})
        except IntegrityError as error:
            if any(name in str(error.orig) for name in ("uq_school_calendars_owner_version", "pk_school_calendars")):
                raise StaleVersion from None
            raise

    def _values(self, year: OwnedYear) -> dict[str, Any]:
        return {
            "tenant": self.authority,
            "kind": year.owner_kind,
            "code": year.owner_code,
            "year": year.academic_year,
        }

    async def _many(self, statement: Any, values: Mapping[str, Any]) -> Sequence[SchoolCalendar]:
        return [_calendar(row) for row in (await self._connection.execute(statement, values)).mappings()]

    async def _latest(self, owners: Collection[str]) -> Sequence[SchoolCalendar]:
        return await self._many(_LATEST, {"tenant": self.authority, "owners": list(owners)})


@cache
def page_statement(filters: frozenset[str], rows: int) -> Select[Any]:
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "owner_kind": lambda: _C.owner_kind == bindparam("owner_kind"),
        "owner_code": lambda: _C.owner_code == bindparam("owner_code"),
        "academic_year": lambda: _C.academic_year == bindparam("academic_year"),
        "after_kind": lambda: (
            tuple_(*_OWNER) > tuple_(bindparam("after_kind"), bindparam("after_code"), bindparam("after_year"))
        ),
    }
    chosen = [make() for name, make in conditions.items() if name in filters]
    return (
        select(SCHOOL_CALENDARS)
        .where(_C.authority == bindparam("tenant"), *chosen)
        .ext(distinct_on(*_OWNER))
        .order_by(*_OWNER, _C.version.desc())
        .limit(literal_column(str(rows)))
    )


def _resolved(
    own: Mapping[str, SchoolCalendar], inherited: Mapping[str, SchoolCalendar], *, for_school: bool
) -> Calendar:
    years = [(calendar, False) for calendar in own.values()]
    years += [(calendar, for_school) for year, calendar in inherited.items() if year not in own]
    return _counted(tuple(years))


@lru_cache(maxsize=1024)
def _counted(years: tuple[tuple[SchoolCalendar, bool], ...]) -> Calendar:
    """A version never changes, and counting its days costs more than asking for it."""
    return Calendar.of(calendar.year(inherited=inherited) for calendar, inherited in years)


def _row(calendar: SchoolCalendar) -> dict[str, Any]:
    return {
        "id": calendar.id,
        "version": calendar.version,
        "owner_kind": calendar.owner_kind,
        "owner_code": calendar.owner_code,
        "academic_year": calendar.academic_year,
        "covers_from": calendar.covers_from,
        "covers_to": calendar.covers_to,
        "terms": [
            {"term": term.term, "starts_on": term.starts_on.isoformat(), "ends_on": term.ends_on.isoformat()}
            for term in calendar.terms
        ],
        "non_school_days": [
            {"on": day.on.isoformat(), "kind": day.kind.value, "note": day.note} for day in calendar.non_school_days
        ],
        "source": calendar.source.value,
    }


def _calendar(row: RowMapping) -> SchoolCalendar:
    return SchoolCalendar(
        id=row["id"],
        version=row["version"],
        owner_kind=row["owner_kind"],
        owner_code=row["owner_code"],
        academic_year=row["academic_year"],
        covers_from=row["covers_from"],
        covers_to=row["covers_to"],
        terms=tuple(
            Term(term["term"], date.fromisoformat(term["starts_on"]), date.fromisoformat(term["ends_on"]))
            for term in row["terms"]
        ),
        non_school_days=tuple(
            NonSchoolDay(date.fromisoformat(day["on"]), NonSchoolDayKind(day["kind"]), day["note"])
            for day in row["non_school_days"]
        ),
        source=CalendarSource(row["source"]),
    )
