"""Figures held about a school, each with its source and date; no school is asked for them again (BB-7)."""

from collections.abc import Iterator, Mapping
from datetime import date

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.api.application_schemas import FactOut
from placements.domain.school import School
from placements.domain.school_facts import YearGroupFacts

REGISTER_SOURCE = "GIAS"
_OF_THE_YEAR_GROUP = ("pan", "nor", "classes", "largest_class")


async def facts_out(desk: Desk, file: ApplicationFile) -> list[FactOut]:
    """Those of the register, then those of the year group that was asked for (PL-309)."""
    application = file.application
    known = (await desk.school_facts.get(file.school.urn)).of_year(
        application.entry_academic_year, application.year_group
    )
    return [*_of_register(file.school), *(_of_year_group(known) if known else ())]


def _of_register(school: School) -> Iterator[FactOut]:
    held: Mapping[str, tuple[int | None, date | None]] = {
        "number_on_roll": (school.pupils, school.census_on),
        "capacity": (school.capacity, None),
    }
    for key, (value, as_of) in held.items():
        if value is not None:
            yield FactOut(key=key, value=str(value), source=REGISTER_SOURCE, as_of=as_of)


def _of_year_group(known: YearGroupFacts) -> Iterator[FactOut]:
    for key in _OF_THE_YEAR_GROUP:
        value = getattr(known, key)
        if value is not None:
            yield FactOut(key=key, value=str(value), source=known.source, as_of=known.as_of)
