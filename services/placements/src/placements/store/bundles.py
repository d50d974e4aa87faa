"""Bundles one authority has asked for."""

from dataclasses import fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.bundles import Bundle, BundleKind
from placements.store.papers import PaperKind, order_papers
from placements.store.tables.letters import BUNDLES

_B: Final = BUNDLES.c
_FIELDS: Final = tuple(field.name for field in fields(Bundle))
_COLUMNS: Final = tuple(_B[name] for name in _FIELDS)
_MINE: Final = _B.authority == bindparam("tenant")
_ADD: Final = insert(BUNDLES)
_ONE: Final = select(*_COLUMNS).where(_MINE, _B.id == bindparam("key"))
_NEWEST: Final = (
    select(*_COLUMNS)
    .where(_MINE, _B.application_id == bindparam("application"), _B.kind == bindparam("kind"))
    .order_by(_B.id.desc())
    .limit(1)
)


class BundleStore:
    """Bundles are added and read, never changed (PL-909)."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def add(self, bundle: Bundle, now: datetime) -> None:
        """It is ordered on paper in the same transaction."""
        plain: dict[str, Any] = {name: getattr(bundle, name) for name in _FIELDS}
        row = {
            **plain,
            "authority": self._tenant,
            "kind": bundle.kind.value,
            "omit": list(bundle.omit),
            "because": {str(number): words for number, words in bundle.because.items()},
        }
        await self._connection.execute(_ADD, [row])
        await order_papers(self._connection, self._tenant, PaperKind.BUNDLE, [bundle.id], now)

    async def get(self, bundle_id: UUID) -> Bundle | None:
        return await self._one(_ONE, {"key": bundle_id})

    async def newest(self, application_id: UUID, kind: BundleKind) -> Bundle | None:
        return await self._one(_NEWEST, {"application": application_id, "kind": kind.value})

    async def _one(self, statement: Any, values: dict[str, Any]) -> Bundle | None:
        row = (await self._connection.execute(statement, {"tenant": self._tenant, **values})).mappings().one_or_none()
        return _bundle(row) if row else None


def _bundle(row: RowMapping) -> Bundle:
    values = dict(row)
    because = {int(number): words for number, words in values["because"].items()}
    return Bundle(**{**values, "kind": BundleKind(values["kind"]), "omit": tuple(values["omit"]), "because": because})
