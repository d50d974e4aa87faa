"""Approvals without which a request is not made ready: the Key Stage 4 gate, adverse inspections, out of county."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from kit.kernel.errors import DomainError, InvalidInput, NotFound, SecondPersonRequired
from placements.domain.errors import StepNotForActor
from placements.domain.steps import Actor


class ApprovalNotFound(NotFound):
    """No such approval for this caller."""


class ApprovalDecided(DomainError):
    """It has been approved or declined; a new request is a new approval (PL-111)."""


class ApprovalKind(StrEnum):
    """PL-509, PL-510, PL-511."""

    KS4_MOVE = "ks4_move"
    INSPECTION_EXCEPTION = "inspection_exception"
    OUT_OF_COUNTY = "out_of_county"


class ApprovalDecision(StrEnum):
    APPROVED = "approved"
    DECLINED = "declined"


DECIDED_BY: Final = {
    ApprovalKind.KS4_MOVE: Actor.SIGNATORY,
    ApprovalKind.INSPECTION_EXCEPTION: Actor.VSH,
    ApprovalKind.OUT_OF_COUNTY: Actor.VSH,
}
"""Section 3: the signatory approves a move in Key Stage 4, the virtual school head approves exceptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One request for an approval and what became of it. `school_urn` is None for the move itself (PL-509)."""

    id: UUID
    version: int = 1
    case_id: UUID
    kind: ApprovalKind
    school_urn: int | None = None
    requested_by: str
    requested_on: date
    request_reason: str | None = None
    consulted_designated_teacher: bool = False
    consulted_iro: bool = False
    decision: ApprovalDecision | None = None
    reason: str | None = None
    decided_by: str | None = None
    decided_on: date | None = None

    def covers(self, kind: ApprovalKind, school_urn: int) -> bool:
        """A move is approved once a case, an exception for one school."""
        about = self.school_urn in (None, school_urn)
        return self.decision is ApprovalDecision.APPROVED and self.kind is kind and about

    def decide(
        self, decision: ApprovalDecision, reason: str | None, by: str, actors: frozenset[Actor], on: date
    ) -> Self:
        """Raises StepNotForActor, SecondPersonRequired (PL-209), ApprovalDecided, and InvalidInput when a move in
        Key Stage 4 is approved though designated teacher and IRO were not both consulted (PL-509)."""
        if DECIDED_BY[self.kind] not in actors:
            raise StepNotForActor
        if by == self.requested_by:
            raise SecondPersonRequired
        if self.decision is not None:
            raise ApprovalDecided
        if decision is ApprovalDecision.APPROVED:
            self._refuse_unconsulted()
        return replace(self, decision=decision, reason=reason, decided_by=by, decided_on=on)

    def consulted(self, *, designated_teacher: bool | None, iro: bool | None) -> Self:
        """Ticks given with the decision stand beside those given with the request; none is taken away."""
        return replace(
            self,
            consulted_designated_teacher=self.consulted_designated_teacher or bool(designated_teacher),
            consulted_iro=self.consulted_iro or bool(iro),
        )

    def _refuse_unconsulted(self) -> None:
        if self.kind is not ApprovalKind.KS4_MOVE:
            return
        if not self.consulted_designated_teacher:
            raise InvalidInput("missing", "/consulted_designated_teacher")
        if not self.consulted_iro:
            raise InvalidInput("missing", "/consulted_iro")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What stands between a draft and a school: which approvals its case, child and school ask for."""

    ks4_move: bool
    adverse_inspection: bool
    out_of_county: bool

    @property
    def needed(self) -> list[ApprovalKind]:
        asked = {
            ApprovalKind.KS4_MOVE: self.ks4_move,
            ApprovalKind.INSPECTION_EXCEPTION: self.adverse_inspection,
            ApprovalKind.OUT_OF_COUNTY: self.out_of_county,
        }
        return [kind for kind, holds in asked.items() if holds]


def not_approved(needed: Iterable[ApprovalKind], approvals: Iterable[Approval], school_urn: int) -> list[ApprovalKind]:
    """The kinds that are needed and not given."""
    given = list(approvals)
    return [kind for kind in needed if not any(approval.covers(kind, school_urn) for approval in given)]
