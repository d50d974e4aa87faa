"""About where a child lives, without an address: the middle of the open schools around its postcode (PL-310)."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Float, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncConnection

from placements.domain.school import SchoolStatus
from placements.store.tables.child_records import RESTRICTED
from placements.store.tables.schools import SCHOOLS

_S: Final = SCHOOLS.c
_OPEN: Final = (SchoolStatus.OPEN.value, SchoolStatus.OPEN_PROPOSED_TO_CLOSE.value)
_SECTOR: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ([0-9])")
_PROTECTED: Final = select(RESTRICTED.c.address_protected).where(
    RESTRICTED.c.authority == bindparam("tenant"), RESTRICTED.c.child_id == bindparam("child")
)
_MIDDLE: Final = select(
    func.avg(_S.easting).cast(Float).label("easting"), func.avg(_S.northing).cast(Float).label("northing")
).where(
    # Found by the words of the postcode, so that no more than one outward code is looked through.
    _S.search_words.op("@@")(cast(bindparam("words"), TSQUERY)),
    _S.postcode.startswith(bindparam("prefix"), autoescape=False),
    _S.status.in_(_OPEN),
    _S.easting.is_not(None),
    _S.northing.is_not(None),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point of the national grid, in metres."""

    easting: float
    northing: float


class NearChild:
    """Asked for one authority's children."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def is_protected(self, child_id: UUID) -> bool:
        """A protected address gives no distance, however rough."""
        found = await self._connection.execute(_PROTECTED, {"tenant": self._tenant, "child": child_id})
        return bool(found.scalar_one_or_none())

    async def middle_of(self, sector: str) -> Place | None:
        """Of the postcode sector, else of its outward code; None where no open school stands there."""
        parts = _SECTOR.fullmatch(sector)
        if parts is None:
            return None
        outward, digit = parts.groups()
        for words, prefix in ((f"{outward} & {digit}:*", f"{outward} {digit}"), (outward, f"{outward} ")):
            values = {"words": words.lower(), "prefix": prefix}
            row = (await self._connection.execute(_MIDDLE, values)).one()
            if row.easting is not None:
                return Place(row.easting, row.northing)
        return None
