"""The bodies of the plan route, and a consultation as it is shown."""

from datetime import date
from typing import Annotated

from pydantic import Field

from kit.web.fields import InModel, IsoDate, Lines, OutModel
from placements.domain.plan_consultation import PlanConsultation, PlanReply


class PlanConsultationIn(InModel):
    """When the consultation was sent to the school."""

    sent_on: IsoDate | None = Field(default=None, description="Today if not given.")


class PlanReplyIn(InModel):
    """Whether the school can meet the child's needs: an opinion, never a refusal."""

    reply: Annotated[PlanReply, Field(strict=False, description="`can_meet` or `cannot_meet`.")]
    replied_on: IsoDate | None = Field(default=None, description="Today if not given.")
    reason: Annotated[Lines, Field(max_length=2000)] | None = Field(
        default=None, description="Wanted with `cannot_meet`."
    )


class NamingIn(InModel):
    """The plan names this school."""

    named_on: IsoDate


class PlanConsultationOut(OutModel):
    """A consultation of the school on the child's plan."""

    sent_on: date
    due_on: date | None
    reply: PlanReply | None
    replied_on: date | None
    reason: str | None
    named_on: date | None
    same_school: Annotated[bool | None, Field(description="Whether the plan names this school.")]
    not_supported: Annotated[int, Field(description="Schools that said they cannot meet this child's needs.")]

    @classmethod
    def of(cls, consultation: PlanConsultation, not_supported: int) -> "PlanConsultationOut":
        return cls(
            sent_on=consultation.sent_on,
            due_on=consultation.due_on,
            reply=consultation.reply,
            replied_on=consultation.replied_on,
            reason=consultation.reason,
            named_on=consultation.named_on,
            same_school=consultation.same_school,
            not_supported=not_supported,
        )
