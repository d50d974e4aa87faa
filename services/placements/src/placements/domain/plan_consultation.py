"""A school is consulted on a plan: can it meet the child's needs? The authority decides, not the school (CFA 2014)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

NOT_SUPPORTED_ALARM: Final = 3
"""So many consultations that were not supported call for the head (PL-813, A19)."""


class PlanReply(StrEnum):
    CAN_MEET = "can_meet"
    CANNOT_MEET = "cannot_meet"
    NO_REPLY = "no_reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanConsultation:
    """Never a refusal: "consultation, not supported" (T29b). `same_school`: the plan names this school."""

    id: UUID
    application_id: UUID
    child_id: UUID
    sent_on: date
    due_on: date | None
    reply: PlanReply | None = None
    replied_on: date | None = None
    reason: str | None = None
    named_on: date | None = None
    same_school: bool | None = None

    def replied(self, reply: PlanReply, on: date, reason: str | None = None) -> Self:
        return replace(self, reply=reply, replied_on=on, reason=reason)

    def named(self, on: date, *, same_school: bool) -> Self:
        return replace(self, named_on=on, same_school=same_school)


def not_supported(consultations: Iterable[PlanConsultation]) -> int:
    """How many schools said that they cannot meet the child's needs; silence is none of them."""
    return sum(one.reply is PlanReply.CANNOT_MEET for one in consultations)
