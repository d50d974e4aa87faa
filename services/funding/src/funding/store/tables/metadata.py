"""The schema of the funding service, and columns that many of its tables share."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, DateTime, Integer, Text, text
from sqlalchemy.dialects.postgresql import UUID

from kit.db.tables import D0, D1, D2, service_metadata

METADATA: Final = service_metadata("funding")

Info = dict[str, str]


def uid(name: str = "id", info: Info = D0, *, optional: bool = False) -> Column[Any]:
    return Column(name, UUID(as_uuid=True), nullable=optional, info=info)


def pence(name: str, info: Info = D1, *, optional: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=optional, info=info)


def word(name: str, info: Info = D0, *, optional: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=optional, info=info)


def number(name: str, info: Info = D0, *, optional: bool = False) -> Column[Any]:
    return Column(name, Integer, nullable=optional, info=info)


def day(name: str, info: Info = D0, *, optional: bool = False) -> Column[Any]:
    return Column(name, Date, nullable=optional, info=info)


def instant(name: str, info: Info = D0, *, optional: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=optional, info=info)


def person(name: str, *, optional: bool = False) -> Column[Any]:
    """The id of a user, client or link: no name is held."""
    return Column(name, Text, nullable=optional, info=D1)


def child(name: str = "child_id", *, optional: bool = False) -> Column[Any]:
    return uid(name, D2, optional=optional)


def urn(name: str = "school_urn", info: Info = D2, *, optional: bool = False) -> Column[Any]:
    return number(name, info, optional=optional)


def version() -> Column[Any]:
    return Column("version", Integer, nullable=False, server_default=text("1"), info=D0)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(f"{column} in ({_quoted(words)})", name=f"{column}_known")


def is_year(column: str = "financial_year") -> CheckConstraint:
    return CheckConstraint(rf"{column} ~ '^\d{{4}}-\d{{2}}$'", name=f"{column}_form")


def is_term(column: str = "term") -> CheckConstraint:
    return CheckConstraint(rf"{column} ~ '^(SUM|AUT|SPR)-\d{{4}}$'", name=f"{column}_form")


def at_least_nothing(*columns: str) -> CheckConstraint:
    return CheckConstraint(" and ".join(f"{column} >= 0" for column in columns), name=f"{columns[0]}_at_least_0")


def _quoted(words: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{word}'" for word in words)
