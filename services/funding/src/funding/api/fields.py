"""Fields that only funding puts on the wire."""

from typing import Annotated

from pydantic import Field

from kit.web.fields import Line, Lines, OutModel

YearText = Annotated[
    str,
    Field(
        strict=True,
        pattern=r"^20[0-9]{2}-[0-9]{2}$",
        description="Financial year, 1 April to 31 March.",
        examples=["2025-26"],
    ),
]
TermText = Annotated[
    str,
    Field(
        strict=True,
        pattern=r"^(SUM|AUT|SPR)-20[0-9]{2}$",
        description="A term by the calendar year in which it starts.",
        examples=["AUT-2025"],
    ),
]
ShortText = Annotated[Line, Field(max_length=80)]
SourceText = Annotated[Line, Field(min_length=1, max_length=200, description="Where the figure comes from.")]
FreeText = Annotated[Lines, Field(max_length=500, description="Do not name children.")]
SignedPence = Annotated[int, Field(strict=True, ge=-(10**13), le=10**13, description="Integer pence, debit positive.")]


class SchoolRefOut(OutModel):
    """A school by its number; the name is missing while the register has not arrived."""

    urn: int
    name: str | None


class ChildRefOut(OutModel):
    """A child as far as this service knows one: initials and year group, never a name."""

    id: str
    initials: str | None
    year_group: Annotated[str | None, Field(description="N, R or 1 to 14.")]
