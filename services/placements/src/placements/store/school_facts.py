"""What one authority knows of schools beside the register, the newest version of each."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, distinct_on
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from kit.kernel.errors import StaleVersion
from placements.domain.school_facts import (
    CategoryOfConcern,
    InspectionFacts,
    InspectionFramework,
    SchoolFacts,
    YearGroupFacts,
)
from placements.store.tables.school_facts import SCHOOL_FACTS

_F: Final = SCHOOL_FACTS.c
_NEWEST: Final = (
    select(_F.urn, _F.version, _F.year_groups, _F.inspection)
    .where(_F.authority == bindparam("tenant"), _F.urn == bindparam("urns", type_=ARRAY(INTEGER)).any_())
    .ext(distinct_on(_F.urn))
    .order_by(_F.urn, _F.version.desc())
)
_ADD: Final = insert(SCHOOL_FACTS)


class SchoolFactsStore:
    """Facts one authority keeps; there is no way to ask it about another's."""

    def __init__(self, connection: AsyncConnection, authority: str) -> None:
        self._connection = connection
        self._tenant = authority

    async def get(self, urn: int) -> SchoolFacts:
        """Version 0 where nothing is known."""
        return (await self.many([urn]))[urn]

    async def many(self, urns: Collection[int]) -> Mapping[int, SchoolFacts]:
        """Of each of the schools."""
        values = {"tenant": self._tenant, "urns": list(urns)}
        held = {row["urn"]: _facts(row) for row in (await self._connection.execute(_NEWEST, values)).mappings()}
        return {urn: held.get(urn, SchoolFacts(urn=urn)) for urn in urns}

    async def add_version(self, facts: SchoolFacts, at: datetime, by: str) -> None:
        """Raises StaleVersion when somebody else has made this version meanwhile."""
        row = {
            "authority": self._tenant,
            "urn": facts.urn,
            "version": facts.version,
            "year_groups": [_plain(row) for row in facts.year_groups],
            "inspection": _plain(facts.inspection) if facts.inspection else None,
            "set_by": by,
            "set_at": at,
        }
        try:
            await self._connection.execute(_ADD, row)
        except IntegrityError as error:
            if "pk_school_facts" in str(error.orig):
                raise StaleVersion from None
            raise


def _plain(facts: YearGroupFacts | InspectionFacts) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(facts).items()}


def _facts(row: RowMapping) -> SchoolFacts:
    return SchoolFacts(
        urn=row["urn"],
        version=row["version"],
        year_groups=tuple(
            YearGroupFacts(**{**one, "as_of": date.fromisoformat(one["as_of"])}) for one in row["year_groups"]
        ),
        inspection=_inspection(row["inspection"]) if row["inspection"] else None,
    )


def _inspection(held: Mapping[str, Any]) -> InspectionFacts:
    inspected_on = held["inspected_on"]
    return InspectionFacts(
        **{
            **held,
            "inspection_framework": InspectionFramework(held["inspection_framework"]),
            "category_of_concern": CategoryOfConcern(held["category_of_concern"]),
            "inspected_on": date.fromisoformat(inspected_on) if inspected_on else None,
            "as_of": date.fromisoformat(held["as_of"]),
        }
    )
