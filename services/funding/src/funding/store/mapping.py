"""From rows to values of the domain and back, many rows in one statement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import CursorResult, Row, Table, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from funding.domain.years import FinancialYear, Term
from kit.kernel.errors import StepNotAllowed

T = TypeVar("T")

Convert = Callable[[Any], Any]

YEAR: Final[Convert] = FinancialYear.parse
TERM: Final[Convert] = Term.parse
_PLAN_ANEW: Final = text("discard plans")


class Reader(Generic[T]):
    """Builds values of one dataclass from rows; a column that needs more than its own type has a converter."""

    def __init__(self, made: type[T], **converters: Convert) -> None:
        self._made = made
        self._names = [field.name for field in fields(made)]  # type: ignore[arg-type]
        self._converters = converters

    def __call__(self, row: Row[Any], **given: Any) -> T:
        held = row._mapping
        values = {name: held[name] for name in self._names if name not in given}
        for name, convert in self._converters.items():
            if values.get(name) is not None:
                values[name] = convert(values[name])
        return self._made(**values, **given)


def columns_of(thing: object, table: Table) -> dict[str, Any]:
    """The columns of a table that a value has as attributes."""
    return {column.name: getattr(thing, column.name) for column in table.c if hasattr(thing, column.name)}


async def insert_rows(connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """All rows in one statement; all name the same columns. Not for binary columns.

    Raises StepNotAllowed when somebody else made the same at the same time.
    """
    if rows:
        await _execute(connection, _insert(table, tuple(rows[0])), {"rows": as_json(rows)})


async def update_rows(
    connection: AsyncConnection, table: Table, authority: str, rows: Sequence[Mapping[str, Any]]
) -> int:
    """Rows by their id, each only on the version before its own; how many were found so."""
    if not rows:
        return 0
    statement = _update(table, tuple(rows[0]))
    result = await _execute(connection, statement, {"rows": as_json(rows), "authority": authority})
    return result.rowcount


async def plan_anew(connection: AsyncConnection) -> None:
    """For one transaction that fills empty tables: plans made for an empty table read a full one row by row.

    Where nobody waits for it, the server's own statistics do the same a minute later.
    """
    await connection.execute(_PLAN_ANEW)


def as_json(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """PostgreSQL reads rows as one JSON value: a statement without a limit on its parameters."""
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def json_rows(name: str = "rows") -> Any:
    return bindparam(name, type_=JSONB)


async def _execute(connection: AsyncConnection, statement: TextClause, values: Mapping[str, Any]) -> CursorResult[Any]:
    try:
        return await connection.execute(statement, values)
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise StepNotAllowed("made_already", error.orig.diag.constraint_name or "insert") from None
        raise


@cache
def _insert(table: Table, columns: tuple[str, ...]) -> TextClause:
    names = ", ".join(columns)
    return text(
        f"insert into {table.fullname} ({names}) "  # noqa: S608 -- names of our own tables
        f"select {names} from jsonb_populate_recordset(null::{table.fullname}, :rows)"
    ).bindparams(json_rows())


@cache
def _update(table: Table, columns: tuple[str, ...]) -> TextClause:
    changed = ", ".join(f"{name} = r.{name}" for name in columns if name not in {"id", "authority"})
    return text(
        f"update {table.fullname} t set {changed} "  # noqa: S608 -- names of our own tables
        f"from jsonb_populate_recordset(null::{table.fullname}, :rows) r "
        "where t.authority = :authority and t.id = r.id and t.version = r.version - 1"
    ).bindparams(json_rows())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | FinancialYear | Term) else value
