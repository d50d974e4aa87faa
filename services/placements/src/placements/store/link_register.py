"""Takes the register's links in, and the lineage derived from them, writing and telling only differences."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Insert, and_, delete, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.foundation import Foundation
from kit.kernel.clock import Clock
from placements.domain.lineage import Edge, LineageKind
from placements.domain.succession import Link
from placements.store.register_events import json_object, tell_of_register
from placements.store.school_register import Comparison
from placements.store.staged import EVENT_ID, event_ids, no_event_ids, staged_rows, staged_values
from placements.store.tables.schools import LINEAGE_EDGES, SCHOOL_LINKS

_L: Final = SCHOOL_LINKS.c
_E: Final = LINEAGE_EDGES.c
_KEY: Final = ("urn", "link_urn", "link_type")
_TOLD: Final = ("link_name", "established_on", "lineage_kind")
_GIAS: Final = "gias"
_HELD: Final = select(_L.urn, _L.link_urn, _L.link_type, _L.link_name, _L.established_on)
_COUNT: Final = select(func.count()).select_from(SCHOOL_LINKS)

_EDGE: Final = ("from_urn", "to_urn", "kind", "on")
_STAGED_LINKS: Final = staged_rows([*(_L[name] for name in (*_KEY, *_TOLD)), EVENT_ID])
_STAGED_EDGES: Final = staged_rows([_E[name] for name in _EDGE])


class LinkRegister:
    """Links and lineage while a file is taken in: `stage`, `compare` and, to apply, `write`."""

    def __init__(self, connection: AsyncConnection, tables: Foundation, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._tables = tables
        self._values: dict[str, list[Any]] = {}
        self._count = 0

    async def held(self) -> list[Link]:
        """The raw rows as they were last read."""
        return [Link(*row) for row in await self._connection.execute(_HELD)]

    async def count(self) -> int:
        return int((await self._connection.execute(_COUNT)).scalar_one())

    def stage(self, links: Sequence[Link], kinds: Mapping[tuple[int, int], LineageKind]) -> None:
        """These rows, each with the kind of its pair's edge, are compared and written next."""
        rows = (
            (
                link.urn,
                link.link_urn,
                link.link_type,
                link.link_name,
                link.established_on,
                kinds.get((link.urn, link.link_urn)) or kinds.get((link.link_urn, link.urn)),
            )
            for link in links
        )
        self._values = staged_values((*_KEY, *_TOLD), rows)
        self._count = len(links)

    async def compare(self) -> Comparison:
        row = (await self._connection.execute(_COMPARE, self._values | no_event_ids(self._count))).one()
        return Comparison(row.new, row.changed, row.same)

    async def write(self) -> None:
        """New and changed rows with their next version, and a `school.link_changed` for each."""
        statement = _writing(self._tables, self._clock)
        await self._connection.execute(
            statement, {**self._values, **event_ids(self._count), "recorded_at": self._clock.now()}
        )

    async def replace_edges(self, edges: Sequence[Edge]) -> None:
        """The derived edges become exactly these; edges entered by hand stay (PL-307)."""
        values = staged_values(_EDGE, ((edge.from_urn, edge.to_urn, edge.kind, edge.on) for edge in edges))
        await self._connection.execute(_DROP_EDGES, values)
        await self._connection.execute(_KEEP_EDGES, values)


_SAME_LINK: Final = and_(*(_L[name] == _STAGED_LINKS.c[name] for name in _KEY))
_LINK_DIFFERS: Final = or_(*(_L[name].is_distinct_from(_STAGED_LINKS.c[name]) for name in _TOLD))
_WITH_HELD: Final = _STAGED_LINKS.outerjoin(SCHOOL_LINKS, _SAME_LINK)
_COMPARE: Final = select(
    func.count().filter(_L.urn.is_(None)).label("new"),
    func.count().filter(_L.urn.is_not(None), _LINK_DIFFERS).label("changed"),
    func.count().filter(_L.urn.is_not(None), ~_LINK_DIFFERS).label("same"),
).select_from(_WITH_HELD)


def _writing(tables: Foundation, clock: Clock) -> Insert:
    source = (
        select(*(_STAGED_LINKS.c[name] for name in (*_KEY, *_TOLD)), literal(1))
        .select_from(_WITH_HELD)
        .where(or_(_L.urn.is_(None), _LINK_DIFFERS))
    )
    given = insert(SCHOOL_LINKS).from_select([*_KEY, *_TOLD, "version"], source)
    written = given.on_conflict_do_update(
        index_elements=[_L[name] for name in _KEY],
        set_={**{name: given.excluded[name] for name in _TOLD}, "version": _L.version + 1},
    ).returning(SCHOOL_LINKS)
    cte = written.cte("written")
    payload = json_object(
        urn=cte.c.urn,
        link_urn=cte.c.link_urn,
        link_type=cte.c.link_type,
        established_on=cte.c.established_on,
        lineage_kind=cte.c.lineage_kind,
    )
    same = and_(*(cte.c[name] == _STAGED_LINKS.c[name] for name in _KEY))
    return tell_of_register(tables, "school.link_changed", cte, payload, _STAGED_LINKS, same, clock.today())


_SAME_EDGE: Final = and_(_E.from_urn == _STAGED_EDGES.c.from_urn, _E.to_urn == _STAGED_EDGES.c.to_urn)
_DROP_EDGES: Final = delete(LINEAGE_EDGES).where(
    _E.provenance == _GIAS, ~exists(select(literal(1)).select_from(_STAGED_EDGES).where(_SAME_EDGE))
)


def _keep_edges() -> Insert:
    given = insert(LINEAGE_EDGES).from_select(
        [*_EDGE, "provenance"], select(*(_STAGED_EDGES.c[name] for name in _EDGE), literal(_GIAS))
    )
    differs = or_(*(_E[name].is_distinct_from(given.excluded[name]) for name in ("kind", "on")))
    return given.on_conflict_do_update(
        index_elements=[_E.from_urn, _E.to_urn],
        set_={"kind": given.excluded.kind, "on": given.excluded.on},
        where=and_(_E.provenance == _GIAS, differs),
    )


_KEEP_EDGES: Final = _keep_edges()
