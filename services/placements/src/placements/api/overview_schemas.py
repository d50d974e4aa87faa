"""The overview of a term as it is answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from kit.web.fields import OutModel
from placements.api.today_schemas import WeekOut
from placements.domain.child import PlaceStatus
from placements.domain.decisions import Outcome


class PhaseMedianOut(OutModel):
    """School days in halves (11 is 5.5 days), and of how many places."""

    half_days: int | None
    of: int


class OverviewOut(OutModel):
    """One term of one authority; inside use only, nothing is hidden."""

    term: str
    from_on: date
    to_on: date
    made_on: date
    days_lost_by_week: Sequence[WeekOut]
    days_to_a_place: Annotated[
        Mapping[str, PhaseMedianOut],
        Field(description="`primary`, `secondary` and `all`; all-through schools stand in `all` alone."),
    ]
    first_answers: Annotated[Mapping[Outcome, int], Field(description="First answers of the term, silence included.")]
    children: Annotated[Mapping[PlaceStatus, int], Field(description="Where children stand today.")]
