"""Counts of the authority's own SSDA903 return on the wire: numbers and places, nothing of a child."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from funding.api.fields import FreeText, YearText
from funding.domain.awards.award import AwardKind
from funding.domain.rates import Rate
from funding.domain.ssda903.award import awards_of_count
from funding.domain.ssda903.count import Count
from funding.domain.ssda903.record import CountRecord, CountState
from funding.domain.ssda903.rows import RowErrorCode, Table
from funding.domain.years import ReturnYear
from kit.web.fields import InModel, IsoDate, OutModel

MOST_ERRORS_SHOWN = 100


class CountedAwardOut(OutModel):
    """What the count would bring in one year; null pence with a note where the rate is not known."""

    kind: AwardKind
    financial_year: YearText
    children_count: int
    rate_pence: int | None
    award_pence: int | None
    note: Annotated[str | None, Field(description="`rate_not_set` or null.")]


class CountOut(OutModel):
    """One way of counting."""

    looked_after_in_year: int
    eligible: int
    awards: list[CountedAwardOut]

    @classmethod
    def of(cls, count: Count, year: ReturnYear, rates: Iterable[Rate]) -> "CountOut":
        return cls(
            looked_after_in_year=count.looked_after_in_year,
            eligible=count.eligible,
            awards=[
                CountedAwardOut(
                    kind=award.kind,
                    financial_year=str(award.financial_year),
                    children_count=award.children_count,
                    rate_pence=award.rate_pence,
                    award_pence=award.award_pence,
                    note=award.note,
                )
                for award in awards_of_count(count, year, rates)
            ],
        )


class RowWarningOut(OutModel):
    """How often a check found something; `code` is the DfE's rule number or our word."""

    code: str
    count: int


class RowErrorOut(OutModel):
    """Where a row is wrong; never what it says."""

    file: Table
    line: int
    column: str
    code: RowErrorCode


class Ssda903CountOut(OutModel):
    """One counted return."""

    id: UUID
    return_year_end: IsoDate
    state: CountState
    ages_on: Annotated[IsoDate, Field(description="The day on which a child has to be aged 4 to 15.")]
    born_from: IsoDate
    born_until: IsoDate
    without_short_breaks: CountOut
    with_short_breaks: CountOut
    short_breaks_count: Annotated[bool, Field(description="Which of the two is the authority's own count.")]
    header_rows: int
    episode_rows: int
    header_sha256: str
    episodes_sha256: str
    warnings: list[RowWarningOut]
    error_count: int
    errors: Annotated[list[RowErrorOut], Field(description="The first 100, kept for 30 days.")]
    checked_by: str
    checked_at: datetime
    applied_by: str | None
    applied_at: datetime | None
    superseded_reason: str | None
    allowed_actions: list[str]
    version: int

    @classmethod
    def of(cls, record: CountRecord, rates: Iterable[Rate], allowed_actions: list[str]) -> "Ssda903CountOut":
        count, known = record.count, list(rates)
        return cls(
            id=record.id,
            return_year_end=count.year.ends_on,
            state=record.state,
            ages_on=count.year.ages_on,
            born_from=count.year.born_from,
            born_until=count.year.born_until,
            without_short_breaks=CountOut.of(count.without_short_breaks, count.year, known),
            with_short_breaks=CountOut.of(count.with_short_breaks, count.year, known),
            short_breaks_count=record.short_breaks_count,
            header_rows=count.header_rows,
            episode_rows=count.episode_rows,
            header_sha256=record.header_sha256,
            episodes_sha256=record.episodes_sha256,
            warnings=[RowWarningOut(code=code, count=found) for code, found in count.warnings.items()],
            error_count=record.error_count,
            errors=[
                RowErrorOut(file=error.table, line=error.line, column=error.column, code=error.code)
                for error in count.errors[:MOST_ERRORS_SHOWN]
            ],
            checked_by=record.checked_by,
            checked_at=record.checked_at,
            applied_by=record.applied_by,
            applied_at=record.applied_at,
            superseded_reason=record.superseded_reason,
            allowed_actions=allowed_actions,
            version=record.version,
        )


class ApplicationIn(InModel):
    """Keep a checked count as the authority's own."""

    accept_partial: Annotated[bool, Field(description="True although some rows were rejected.")] = False
    reason: Annotated[FreeText | None, Field(description="Needed when a count of the year is kept already.")] = None
