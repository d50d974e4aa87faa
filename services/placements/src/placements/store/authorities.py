"""Questions to the register of authorities, and its upkeep."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.authority import Authority
from placements.domain.school import SchoolStatus
from placements.store.tables.schools import AUTHORITIES, SCHOOLS

_FIELDS: Final = tuple(field.name for field in fields(Authority))
_COLUMNS: Final = tuple(AUTHORITIES.c[name] for name in _FIELDS)
_ALL: Final = select(*_COLUMNS).order_by(AUTHORITIES.c.code)
_ONE: Final = select(*_COLUMNS).where(AUTHORITIES.c.code == bindparam("code"))
_CODES: Final = select(AUTHORITIES.c.code)


class AuthorityStore:
    """The register of authorities is the same for everybody."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, code: str) -> Authority | None:
        row = (await self._connection.execute(_ONE, {"code": code})).mappings().one_or_none()
        return _authority(row) if row else None

    async def all(self) -> Sequence[Authority]:
        return [_authority(row) for row in (await self._connection.execute(_ALL)).mappings()]

    async def codes(self) -> frozenset[str]:
        return frozenset((await self._connection.execute(_CODES)).scalars())

    async def keep(self, authorities: Iterable[Authority]) -> None:
        """Adds the new ones and brings the others up to date; a GSS code is never forgotten."""
        rows = [_row(authority) for authority in authorities]
        if rows:
            await self._connection.execute(_KEEP, rows)

    async def learn_gss_codes(self) -> None:
        """The register of schools names the authority's GSS code; the one most open schools give counts."""
        await self._connection.execute(_LEARN)


def _authority(row: RowMapping) -> Authority:
    lists = {name: tuple(row[name]) for name in ("predecessor_codes", "successor_codes")}
    return Authority(**{**row, **lists})


def _row(authority: Authority) -> dict[str, Any]:
    lists = {name: list(getattr(authority, name)) for name in ("predecessor_codes", "successor_codes")}
    return {**asdict(authority), **lists}


def _keep() -> Insert:
    given = insert(AUTHORITIES).values({name: bindparam(name) for name in _FIELDS})
    now: dict[str, Any] = {name: given.excluded[name] for name in _FIELDS if name != "code"}
    now["gss_code"] = func.coalesce(given.excluded.gss_code, AUTHORITIES.c.gss_code)
    return given.on_conflict_do_update(
        index_elements=[AUTHORITIES.c.code],
        set_={**now, "version": AUTHORITIES.c.version + 1},
        where=or_(*(AUTHORITIES.c[name].is_distinct_from(value) for name, value in now.items())),
    )


_KEEP: Final = _keep()

_GIVEN: Final = (
    select(SCHOOLS.c.authority, func.mode().within_group(SCHOOLS.c.authority_gss).label("gss_code"))
    .where(SCHOOLS.c.authority_gss.is_not(None), SCHOOLS.c.status == SchoolStatus.OPEN.value)
    .group_by(SCHOOLS.c.authority)
    .subquery("given")
)
_LEARN: Final = (
    update(AUTHORITIES)
    .where(AUTHORITIES.c.code == _GIVEN.c.authority, AUTHORITIES.c.gss_code.is_distinct_from(_GIVEN.c.gss_code))
    .values(gss_code=_GIVEN.c.gss_code, version=AUTHORITIES.c.version + 1)
)
