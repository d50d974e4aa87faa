"""Alerts as their owners read them, and putting one off."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import InModel, IsoDate, Line, OutModel
from placements.api.shared_schemas import ChildLabelOut, OwnerOut, SchoolLabelOut
from placements.domain.alerts import Alert, AlertCode, OwnerRole, SubjectKind
from placements.domain.today import Severity


class AlertSubjectOut(OutModel):
    """What it is about, with the ids that lead there."""

    kind: SubjectKind
    child: ChildLabelOut | None
    school: SchoolLabelOut | None
    case_id: UUID | None
    application_id: UUID | None


class AlertOut(OutModel):
    """Something that asks somebody to act; it clears itself once that is no longer so."""

    id: UUID
    code: AlertCode
    severity: Severity
    subject: AlertSubjectOut
    owner_role: OwnerRole
    owner: Annotated[OwnerOut | None, Field(description="The post whose work it is; null: whoever holds the role.")]
    raised_on: date
    due_on: date | None
    snoozed_until: Annotated[date | None, Field(description="It wakes on this day.")]
    snooze_reason: str | None
    may_snooze: Annotated[bool, Field(description="Whether this caller may put it off.")]

    @classmethod
    def of(
        cls, alert: Alert, child: ChildLabelOut | None, school: SchoolLabelOut | None, *, may_snooze: bool
    ) -> "AlertOut":
        subject = alert.subject
        return cls(
            id=alert.id,
            code=alert.code,
            severity=alert.severity,
            subject=AlertSubjectOut(
                kind=subject.kind,
                child=child,
                school=school,
                case_id=subject.case_id,
                application_id=subject.application_id,
            ),
            owner_role=alert.owner.role,
            owner=OwnerOut.of(alert.owner.post_id),
            raised_on=alert.raised_on,
            due_on=alert.due_on,
            snoozed_until=alert.snoozed_until,
            snooze_reason=alert.snooze_reason,
            may_snooze=may_snooze,
        )


class SnoozeIn(InModel):
    """Until when, at most five working days from today, and why."""

    until: Annotated[IsoDate, Field(description="The alert wakes on this day.")]
    reason: Annotated[Line, Field(min_length=3, max_length=200)]
