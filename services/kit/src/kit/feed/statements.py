"""The SQL of a consumer's memory, built once for each service."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    DateTime,
    Executable,
    Integer,
    Text,
    bindparam,
    column,
    delete,
    exists,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import UUID, insert
from sqlalchemy.sql.elements import BindParameter, ColumnElement

from kit.db.foundation import Foundation

MOST_DUE: Final = 20
LOCK: Final = text("select pg_try_advisory_xact_lock(hashtextextended(:key, 0))")
_UUID: Final = UUID(as_uuid=True)
_LETTER: Final = (
    *("source", "event_id", "type", "authority", "code", "subject_id"),
    *("cursor_before", "tries", "try_at", "parked_at"),
)
_ONE: Final[ColumnElement[int]] = literal_column("1")
_SOURCE: Final = bindparam("source_", type_=Text)
_NOW: Final = bindparam("now", type_=DateTime(timezone=True))


@cache
def statements_of(tables: Foundation) -> Mapping[str, Executable]:
    """By the name of the question; every one but `park` takes `source_`."""
    return {**_cursor(tables), **_seen(tables), **_letters(tables), **_forgetting(tables)}


def _cursor(tables: Foundation) -> Mapping[str, Executable]:
    cursors = tables.feed_cursors
    moved = {"cursor": bindparam("to_cursor"), "moved_at": _NOW}
    start = insert(cursors).values(source=_SOURCE, newest_recorded_at=bindparam("newest"), **moved)
    here = update(cursors).where(cursors.c.source == _SOURCE)
    newest = func.greatest(cursors.c.newest_recorded_at, bindparam("newest", type_=DateTime(timezone=True)))
    move = here.where(cursors.c.cursor == bindparam("before")).values(newest_recorded_at=newest, **moved)
    position = select(cursors.c.cursor, cursors.c.newest_recorded_at, cursors.c.moved_at)
    return {
        "position": position.where(cursors.c.source == _SOURCE),
        "start": start.on_conflict_do_nothing().returning(_ONE),
        "move": move.returning(_ONE),
        "mark": here.values(**moved),
    }


def _seen(tables: Foundation) -> Mapping[str, Executable]:
    inbox, dead, versions = tables.inbox, tables.dead_letters, tables.feed_versions
    ids = bindparam("ids", type_=ARRAY(_UUID))
    event = func.unnest(ids).column_valued("arrived_id")
    set_aside = exists().where(dead.c.source == _SOURCE, dead.c.event_id == event)
    arrivals = select(_SOURCE, event, bindparam("authority_", type_=Text), _NOW).where(~set_aside)
    take_new = (
        insert(inbox)
        .from_select(["source", "event_id", "authority", "stored_at"], arrivals)
        .on_conflict_do_nothing()
        .returning(inbox.c.event_id)
    )
    offered = func.unnest(_array("types", Text), _array("subjects", Text), _array("versions", Integer))
    pairs = offered.table_valued(
        column("type", Text), column("subject_id", Text), column("version", Integer)
    ).render_derived("offered")
    new = insert(versions).from_select(
        ["source", "type", "subject_id", "version"],
        select(_SOURCE, pairs.c.type, pairs.c.subject_id, pairs.c.version),
    )
    raise_versions = new.on_conflict_do_update(
        index_elements=[versions.c.source, versions.c.type, versions.c.subject_id],
        set_={"version": new.excluded.version},
        where=versions.c.version < new.excluded.version,
    ).returning(versions.c.type, versions.c.subject_id)
    return {"take_new": take_new, "raise_versions": raise_versions}


def _letters(tables: Foundation) -> Mapping[str, Executable]:
    dead = tables.dead_letters
    new = insert(dead)
    park = new.on_conflict_do_update(
        index_elements=[dead.c.source, dead.c.event_id],
        set_={name: new.excluded[name] for name in ("code", "tries", "try_at")},
    )
    kept = select(*(dead.c[name] for name in _LETTER)).where(dead.c.source == _SOURCE)
    one = (dead.c.source == _SOURCE, dead.c.event_id == bindparam("id"))
    return {
        "park": park,
        "dead_letters": kept.order_by(dead.c.parked_at, dead.c.event_id),
        "due": kept.where(dead.c.try_at <= _NOW).order_by(dead.c.try_at, dead.c.event_id).limit(MOST_DUE),
        "try_again": update(dead).where(*one).values(tries=0, try_at=_NOW).returning(_ONE),
        "take_up": delete(dead).where(*one),
    }


def _forgetting(tables: Foundation) -> Mapping[str, Executable]:
    inbox, cursors = tables.inbox, tables.feed_cursors
    versions, dead = tables.feed_versions, tables.dead_letters
    mine = delete(inbox).where(inbox.c.source == _SOURCE)
    return {
        "authorities": select(inbox.c.authority).distinct().where(inbox.c.source == _SOURCE).order_by("authority"),
        "forget_events": mine.where(inbox.c.authority == bindparam("authority_")),
        "forget_versions": delete(versions).where(versions.c.source == _SOURCE),
        "forget_letters": delete(dead).where(dead.c.source == _SOURCE),
        "forget_position": delete(cursors).where(cursors.c.source == _SOURCE),
    }


def _array(name: str, item: Any) -> BindParameter[Any]:
    return bindparam(name, type_=ARRAY(item))
