"""An award: a count times a rate, entered by one person and posted by another (FU-702 to FU-707)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from funding.domain.awards.split import Split
from funding.domain.people import Actor, require_another_person
from funding.domain.schemes import WITH_AWARD, Scheme
from funding.domain.years import FinancialYear
from kit.kernel.errors import DomainError, StepNotAllowed


class AwardKind(StrEnum):
    """In the order they come; only adjustments come more than once (FU-705)."""

    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    FINAL = "final"
    ADJUSTED = "adjusted"


class AwardState(StrEnum):
    DRAFT = "draft"
    POSTED = "posted"
    SUPERSEDED = "superseded"


_ORDER: Final = tuple(AwardKind)


class AwardNotWhole(DomainError):
    """The sum is not the count times the rate (FU-702)."""


class SchemeClosed(DomainError):
    """The scheme carries no award an authority could enter (section 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """LAC awards hold a count and a rate; those of the other schemes are a sum entered by hand."""

    id: UUID
    scheme: Scheme
    financial_year: FinancialYear
    kind: AwardKind
    children_count: int | None
    rate_pence: int | None
    award_pence: int
    source: str
    notified_on: date | None
    state: AwardState
    entered_by: str
    posted_by: str | None
    policy_id: UUID | None
    split: Split | None
    version: int

    def post(self, actor: Actor, split: Split, policy_id: UUID | None) -> Self:
        """FU-305: entered by one person, posted by another."""
        if self.state is not AwardState.DRAFT:
            raise StepNotAllowed(self.state, "post")
        require_another_person(actor, self.entered_by)
        return replace(
            self,
            state=AwardState.POSTED,
            posted_by=actor.id,
            split=split,
            policy_id=policy_id,
            version=self.version + 1,
        )

    def supersede(self) -> Self:
        return replace(self, state=AwardState.SUPERSEDED, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFigures:
    """What a person enters: the count, the sum, or both."""

    scheme: Scheme
    children_count: int | None
    award_pence: int | None


def award_pence(figures: AwardFigures, rate_pence: int | None) -> int:
    """The sum of an award; for LAC count times rate, and a DfE figure has to be exactly that (FU-702).

    Raises SchemeClosed, and AwardNotWhole when the figures do not meet or one that is needed is missing.
    """
    if figures.scheme not in WITH_AWARD:
        raise SchemeClosed(figures.scheme)
    if figures.scheme is not Scheme.LAC:
        if figures.award_pence is None:
            raise AwardNotWhole
        return figures.award_pence
    if figures.children_count is None or rate_pence is None:
        raise AwardNotWhole
    whole = figures.children_count * rate_pence
    if figures.award_pence not in {None, whole}:
        raise AwardNotWhole
    return whole


def require_forward(kind: AwardKind, posted: AwardKind | None) -> None:
    """Kinds only go forward (FU-705): raises StepNotAllowed for one that came already or lies before."""
    if posted is None or (kind is posted is AwardKind.ADJUSTED):
        return
    if _ORDER.index(kind) <= _ORDER.index(posted):
        raise StepNotAllowed(posted, kind)
