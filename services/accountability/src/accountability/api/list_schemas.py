"""A school in the list of schools: counts and states, by name."""

from collections.abc import Sequence
from typing import Self

from accountability.actions.show_profile import SchoolPicture
from accountability.domain.indicators import Indicator
from accountability.domain.results import Result, ResultState
from accountability.domain.schools import PhaseGroup, SchoolGroup
from kit.web.fields import OutModel


class EvidenceCountsOut(OutModel):
    """Plain counts of the window; null where the reader sees none."""

    applications: int | None
    answered: int | None
    refused_at_first: int | None
    returns_due: int | None
    returns_on_time: int | None
    children_of_ours: int | None


class IndicatorStateOut(OutModel):
    """Whether a headline measure can say something."""

    indicator: Indicator
    phase_group: PhaseGroup | None
    state: ResultState


class SchoolEvidenceOut(OutModel):
    """One row; there is no measure to order rows by."""

    urn: int
    name: str
    authority: str
    group: SchoolGroup
    phase_groups: list[PhaseGroup]
    counts: EvidenceCountsOut
    states: list[IndicatorStateOut]
    share: str

    @classmethod
    def of(cls, picture: SchoolPicture) -> Self:
        school, results = picture.school, picture.results
        counts = EvidenceCountsOut(
            applications=_sum(results, Indicator.P0, "num"),
            answered=_sum(results, Indicator.P2, "den"),
            refused_at_first=_sum(results, Indicator.P2, "num"),
            returns_due=_sum(results, Indicator.F1, "den"),
            returns_on_time=_sum(results, Indicator.F1, "num"),
            children_of_ours=picture.children_of_ours,
        )
        states = [
            IndicatorStateOut(indicator=one.definition.code, phase_group=one.phase_group, state=one.state)
            for one in results
            if one.definition.is_headline
        ]
        return cls(
            urn=school.urn,
            name=school.name,
            authority=school.authority,
            group=school.group,
            phase_groups=list(school.phase_groups),
            counts=counts,
            states=states,
            share="not_shared",
        )


def _sum(results: Sequence[Result], indicator: Indicator, part: str) -> int | None:
    """Over the phases of an all-through school."""
    counts = [one.count for one in results if one.definition.code is indicator and one.count]
    return sum(getattr(count, part) for count in counts) if counts else None
