"""Seeds that come with the product: authorities, and what follows from a school's type."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from placements.domain.authority import Authority
from placements.domain.school import AdmissionAuthorityType, SchoolKind, SchoolType


@cache
def school_types() -> dict[int, SchoolType]:
    """Kind and admission authority by type code (PL-305)."""
    return {
        int(row["code"]): SchoolType(
            code=int(row["code"]),
            name=row["name"],
            kind=SchoolKind(row["kind"]),
            admission_authority_type=AdmissionAuthorityType(row["admission_authority_type"])
            if row["admission_authority_type"]
            else None,
        )
        for row in _rows("school_types.csv")
    }


@cache
def authorities() -> tuple[Authority, ...]:
    """Present and past authorities (PL-301)."""
    return tuple(
        Authority(
            code=row["code"],
            name=row["name"],
            open=row["open"] == "yes",
            predecessor_codes=tuple(row["predecessor_codes"].split()),
            successor_codes=tuple(row["successor_codes"].split()),
        )
        for row in _rows("authorities.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files("placements").joinpath("seed", name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)
