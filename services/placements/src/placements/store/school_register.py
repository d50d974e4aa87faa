"""Takes the national register in: what a file says is compared with what is held, and only differences are
written and told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Insert,
    Select,
    Text,
    case,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import Foundation
from kit.kernel.clock import Clock
from placements.domain.school import FIRST_DEMO_URN, PHASE_CODES, STATUS_CODES, School
from placements.domain.succession import KnownSchool
from placements.store.register_events import json_object, tell_of_register
from placements.store.staged import EVENT_ID, event_ids, no_event_ids, staged_rows, staged_values
from placements.store.tables.schools import SCHOOLS

_DERIVED: Final = ("name_normalised", "search_text")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many of the staged rows the register does not know, holds differently, or holds as they are."""

    new: int
    changed: int
    same: int


class SchoolRegister:
    """The register while a file is taken in. `fields` are those the file speaks of: all others stay as they
    are. For each chunk `stage`, `compare` and, to apply, `write`."""

    def __init__(
        self,
        connection: AsyncConnection,
        tables: Foundation,
        clock: Clock,
        fields: frozenset[str],
    ) -> None:
        self._connection = connection
        self._clock = clock
        names = [name for name in (column.name for column in SCHOOLS.c) if name in fields]
        self._names = (*names, *_DERIVED)
        staged = staged_rows([*(SCHOOLS.c[name] for name in self._names), EVENT_ID])
        differs = _differs(staged, [name for name in self._names if name != "urn"])
        self._compare = _comparison(staged, differs)
        self._write = _writing(staged, self._names, differs, tables, clock.today(), fields)
        self._cells: Callable[[School], tuple[Any, ...]] = attrgetter(*self._names)
        self._values: dict[str, list[Any]] = {}
        self._count = 0

    def stage(self, schools: Sequence[School]) -> None:
        """These schools are compared and written next."""
        self._values = staged_values(self._names, map(self._cells, schools))
        self._count = len(schools)

    async def compare(self) -> Comparison:
        row = (await self._connection.execute(self._compare, self._values | no_event_ids(self._count))).one()
        return Comparison(row.new, row.changed, row.same)

    async def write(self) -> None:
        """New and changed schools with their next version, and a `school.changed` for each."""
        values = {**self._values, **event_ids(self._count), "recorded_at": self._clock.now()}
        await self._connection.execute(self._write, values)


class RegisterReader:
    """What deriving a lineage needs to know of the register as it is held."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def count(self) -> int:
        """Schools of the official register; invented ones of a demonstration are not counted."""
        return int((await self._connection.execute(_COUNT)).scalar_one())

    async def known(self) -> dict[int, KnownSchool]:
        rows = await self._connection.execute(_KNOWN)
        return {row.urn: KnownSchool(*row[1:]) for row in rows}


_OPEN: Final = ("open", "open_proposed_to_close")
_COUNT: Final = select(func.count()).select_from(SCHOOLS).where(SCHOOLS.c.urn < FIRST_DEMO_URN)
_KNOWN: Final = select(
    SCHOOLS.c.urn,
    SCHOOLS.c.type_code,
    SCHOOLS.c.status.in_(_OPEN),
    SCHOOLS.c.opened_on,
    SCHOOLS.c.closed_on,
    SCHOOLS.c.reason_opened_code,
)


_STATUSES: Final = [STATUS_CODES[code].value for code in sorted(STATUS_CODES)]
_PHASES: Final = [PHASE_CODES[code].value for code in sorted(PHASE_CODES)]


def _payload(school: Any) -> ColumnElement[Any]:
    """`school.changed` of section 19; phase and status in the register's own numbers."""
    column = school.c
    status = func.array_position(literal(_STATUSES, ARRAY(Text)), column.status)
    phase = func.array_position(literal(_PHASES, ARRAY(Text)), column.phase) - 1
    return json_object(
        urn=column.urn,
        name=column.name,
        authority=column.authority,
        establishment_number=column.establishment_number,
        type_code=column.type_code,
        kind=column.kind,
        phase_code=phase,
        status_code=status,
        open_on=column.opened_on,
        close_on=column.closed_on,
        reason_opened=column.reason_opened_code,
        low_age=column.low_age,
        high_age=column.high_age,
        trust_uid=column.trust_uid,
        trust_name=column.trust_name,
        trust_joined_on=column.trust_joined_on,
        admissions_policy=column.admissions_policy,
        capacity=column.capacity,
        number_on_roll=column.pupils,
    )


def _differs(staged: CTE, names: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(SCHOOLS.c[name].is_distinct_from(staged.c[name]) for name in names))


def _comparison(staged: CTE, differs: ColumnElement[bool]) -> Select[int, int, int]:
    unknown = SCHOOLS.c.urn.is_(None)
    return select(
        func.count().filter(unknown).label("new"),
        func.count().filter(~unknown & differs).label("changed"),
        func.count().filter(~unknown & ~differs).label("same"),
    ).select_from(staged.outerjoin(SCHOOLS, SCHOOLS.c.urn == staged.c.urn))


def _writing(
    staged: CTE,
    names: Sequence[str],
    differs: ColumnElement[bool],
    tables: Foundation,
    today: date,
    fields: frozenset[str],
) -> Insert:
    source = (
        select(*(staged.c[name] for name in names), literal(1), literal("trust_uid" in fields))
        .select_from(staged.outerjoin(SCHOOLS, SCHOOLS.c.urn == staged.c.urn))
        .where(or_(SCHOOLS.c.urn.is_(None), differs))
    )
    given = insert(SCHOOLS).from_select([*names, "version", "trust_loaded"], source)
    changed: dict[str, Any] = {name: given.excluded[name] for name in names if name != "urn"}
    changed["version"] = SCHOOLS.c.version + 1
    changed["trust_loaded"] = or_(SCHOOLS.c.trust_loaded, given.excluded.trust_loaded)
    if "trust_uid" in fields and "trust_joined_on" not in fields:
        changed["trust_joined_on"] = _joined_on(given.excluded.trust_uid, today)
    written = given.on_conflict_do_update(index_elements=[SCHOOLS.c.urn], set_=changed).returning(SCHOOLS)
    cte = written.cte("written")
    return tell_of_register(tables, "school.changed", cte, _payload(cte), staged, staged.c.urn == cte.c.urn, today)


def _joined_on(trust_uid: ColumnElement[Any], today: date) -> ColumnElement[Any]:
    """A file without the date shows a joining only by a trust that was another one before; at the first file
    with trusts the school is taken to have been with its trust since it opened (PL-303)."""
    return case(
        (trust_uid.is_(None), null()),
        (SCHOOLS.c.trust_loaded & SCHOOLS.c.trust_uid.is_distinct_from(trust_uid), literal(today)),
        else_=SCHOOLS.c.trust_joined_on,
    )
