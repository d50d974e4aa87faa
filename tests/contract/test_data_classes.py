"""SE-1: every column of every table has a data class, and what is personal stands behind row level security."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Date, MetaData, Table, Text

from factories.services import metadata_of, with_migrations
from kit.db.tables import (
    D0,
    D2,
    D4,
    TableKind,
    kind_of,
    register_table,
    service_metadata,
    technical_table,
    tenant_table,
)

CLASSES = ("D0", "D1", "D2", "D3", "D4")
HIGHEST = {TableKind.TENANT: "D3", TableKind.REGISTER: "D0", TableKind.TECHNICAL: "D1"}
SEALED = "sealed_"
"""Only tables whose name begins so may hold D4."""
ABOUT_A_CHILD = ("upn", "uln", "date_of_birth", "sex", "ethnicity", "forename", "surname", "first_name", "last_name")
every_service = pytest.mark.parametrize("service", with_migrations())


def columns_of(metadata: MetaData) -> Iterator[tuple[Table, Column[object], str | None]]:
    for table in metadata.tables.values():
        for column in table.columns:
            yield table, column, column.info.get("class")


def unclassified(metadata: MetaData) -> list[str]:
    return [f"{table.name}.{column.name}" for table, column, told in columns_of(metadata) if told not in CLASSES]


def in_the_wrong_table(metadata: MetaData) -> list[str]:
    """D2 and above outside tenant tables, anything but D0 in registers, D4 outside the sealed tables."""
    return [
        f"{table.name}.{column.name}: {told}"
        for table, column, told in columns_of(metadata)
        if told and told > ("D4" if table.name.startswith(SEALED) else HIGHEST[kind_of(table)])
    ]


def too_low(metadata: MetaData) -> list[str]:
    """Columns whose name says that they are about a child."""
    return [
        f"{table.name}.{column.name}: {told}"
        for table, column, told in columns_of(metadata)
        if told and column.name in ABOUT_A_CHILD and told < "D2"
    ]


@every_service
def test_every_column_has_a_data_class(service: str) -> None:
    assert unclassified(metadata_of(service)) == []


@every_service
def test_personal_data_stands_only_in_tables_with_row_level_security(service: str) -> None:
    assert in_the_wrong_table(metadata_of(service)) == []
    assert too_low(metadata_of(service)) == []


def test_planted_faults_in_data_classes_are_found() -> None:
    metadata = service_metadata("planted")
    tenant_table(metadata, "people", Column("id", Text, info=D0), Column("note", Text), Column("upn", Text, info=D0))
    register_table(metadata, "schools", Column("head", Text, info=D2))
    technical_table(metadata, "jobs", Column("born", Date, info=D2), Column("seal", Text, info=D4))

    assert unclassified(metadata) == ["people.note"]
    assert in_the_wrong_table(metadata) == ["schools.head: D2", "jobs.born: D2", "jobs.seal: D4"]
    assert too_low(metadata) == ["people.upn: D0"]
