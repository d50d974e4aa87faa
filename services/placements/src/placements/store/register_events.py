"""Events about the national registers, made in the database where they are too many to pass one by one."""

from datetime import date
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Date, Insert, Text, bindparam, func, insert, literal, select

from kit.db.foundation import Foundation

REGISTER_AUTHORITY: Final = "000"


def json_object(**values: ColumnElement[Any]) -> ColumnElement[Any]:
    """A JSON object with these keys; dates become ISO text, missing values null."""
    pairs = [part for key, value in values.items() for part in (literal(key, Text), value)]
    return func.jsonb_build_object(*pairs)


def tell_of_register(
    tables: Foundation,
    kind: str,
    written: CTE,
    payload: ColumnElement[Any],
    staged: CTE,
    same_row: ColumnElement[bool],
    today: date,
) -> Insert:
    """One event for each written row, in the same statement; `staged` brings an `event_id` for every row.

    The instant is bound as `recorded_at` when the statement runs.
    """
    outbox = tables.outbox
    told = select(
        staged.c.event_id,
        literal(kind, Text),
        written.c.version,
        literal(today, Date),
        bindparam("recorded_at", type_=outbox.c.recorded_at.type),
        literal(REGISTER_AUTHORITY, Text),
        payload,
    ).join_from(written, staged, same_row)
    columns = ["event_id", "type", "version", "occurred_on", "recorded_at", "authority", "payload"]
    return insert(outbox).from_select(columns, told)
