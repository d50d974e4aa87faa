"""How a service declares its tables: their kind (SE-62) and the data class of every column (SE-1)."""

from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, Table, Text
from sqlalchemy.schema import SchemaItem

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

D0: Final = {"class": "D0"}  # public
D1: Final = {"class": "D1"}  # staff and organisations
D2: Final = {"class": "D2"}  # personal
D3: Final = {"class": "D3"}  # sensitive
D4: Final = {"class": "D4"}  # sealed


class TableKind(StrEnum):
    """Tenant rows belong to one authority, register rows to the nation, technical rows to nobody."""

    TENANT = "tenant"
    REGISTER = "register"
    TECHNICAL = "technical"


def service_metadata(schema: str) -> MetaData:
    """The metadata of one service: its own schema and predictable constraint names."""
    return MetaData(schema=schema, naming_convention=NAMING)


def tenant_table(metadata: MetaData, name: str, *items: SchemaItem, key: tuple[str, ...] = ("id",)) -> Table:
    """A table whose rows belong to one authority: primary key `(authority, *key)`, row level security."""
    return Table(
        name,
        metadata,
        Column("authority", Text, nullable=False, info=D0),
        *items,
        PrimaryKeyConstraint("authority", *key),
        info={"kind": TableKind.TENANT},
    )


def register_table(metadata: MetaData, name: str, *items: SchemaItem) -> Table:
    """A national register: D0 data only, the same for every authority."""
    return Table(name, metadata, *items, info={"kind": TableKind.REGISTER})


def technical_table(metadata: MetaData, name: str, *items: SchemaItem) -> Table:
    """Ids and hashes that keep the service running; no personal data."""
    return Table(name, metadata, *items, info={"kind": TableKind.TECHNICAL})


def kind_of(table: Table) -> TableKind:
    """The declared kind of a table."""
    kind: Any = table.info["kind"]
    return TableKind(kind)
