"""Loads every table of placements, so that the catalogue is whole wherever it is used."""

from typing import Final

from sqlalchemy import MetaData

from kit.db.foundation import foundation
from placements.store.tables import (
    admissions,
    alerts,
    answers,
    applications,
    calendars,
    case_records,
    cases,
    child_records,
    children,
    clocks,
    contacts,
    directions,
    exports,
    imports,
    legal_rules,
    letters,
    reissues,
    school_facts,
    school_side,
    schools,
    settings,
    vacancies,
)
from placements.store.tables.metadata import METADATA

MODULES: Final = (
    alerts,
    answers,
    admissions,
    applications,
    calendars,
    case_records,
    cases,
    child_records,
    children,
    clocks,
    contacts,
    directions,
    exports,
    legal_rules,
    imports,
    letters,
    reissues,
    school_side,
    school_facts,
    schools,
    settings,
    vacancies,
)


def whole() -> MetaData:
    """With the technical tables of the kit."""
    foundation(METADATA)
    return METADATA
