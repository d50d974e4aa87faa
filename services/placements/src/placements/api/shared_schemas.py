"""Pieces several answers of placements are made of."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from kit.web.fields import OutModel
from placements.domain.child import Child
from placements.domain.clock_units import Force, Unit
from placements.domain.clocks import ClockReading, ClockSense, ClockState
from placements.domain.legal_refs import LegalRefs
from placements.domain.permitted import AllowedAction
from placements.domain.school import School


class ChildLabelOut(OutModel):
    """A child as a list names one: for staff with `children.read`; never UPN, date of birth or address (PL-206)."""

    id: UUID
    name: Annotated[str, Field(description="First name and surname, or the authority's reference until named.")]
    preferred_name: str | None
    initials: Annotated[str, Field(description="Empty until the child is named.")]
    year_group: Annotated[str, Field(description="`N`, `R` or `1` to `14` in this school year.")]

    @classmethod
    def of(cls, child: Child, today: date) -> "ChildLabelOut":
        return cls(
            id=child.id,
            name=f"{child.first_name} {child.surname}" if child.is_named else child.la_child_id or "",
            preferred_name=child.preferred_name,
            initials=child.initials,
            year_group=child.year_group(today),
        )


class SchoolLabelOut(OutModel):
    """A school as a list names one."""

    urn: int
    name: str

    @classmethod
    def of(cls, school: School) -> "SchoolLabelOut":
        return cls(urn=school.urn, name=school.name)


class OwnerOut(OutModel):
    """The post that owns the work; who holds it is the gateway's to say (SE-24)."""

    post_id: str

    @classmethod
    def of(cls, post_id: str | None) -> "OwnerOut | None":
        return cls(post_id=post_id) if post_id else None


class AllowedActionOut(OutModel):
    """An operation this caller may call now. Not enabled: shown with why and from when."""

    action: Annotated[str, Field(description="operationId of the operation.")]
    enabled: bool
    reason: Annotated[str | None, Field(description="Code of the guard that is not met.")]
    from_on: date | None

    @classmethod
    def of(cls, action: AllowedAction) -> "AllowedActionOut":
        return cls(action=action.action, enabled=action.enabled, reason=action.reason, from_on=action.from_on)


class ClockRuleOut(OutModel):
    """The rule a clock runs by."""

    ref: Annotated[str | None, Field(description="Where the rule comes from, as it may be printed.")]
    version: int


class ClockOut(OutModel):
    """A clock. Only force `must` may be called limit, late or breach; every other force is a target (PL-802)."""

    key: str
    force: Force
    unit: Unit
    days: Annotated[int | None, Field(description="Null where no calendar covers the days.")]
    sense: ClockSense
    n: int
    from_on: date
    due_on: date | None
    local_due_on: date | None
    state: ClockState
    calendar_owner: Annotated[str | None, Field(description="`authority:<code>` or `school:<urn>`.")]
    calendar_version: int | None
    inherited: Annotated[bool, Field(description="A school counted by its authority's calendar.")]
    rule: ClockRuleOut

    @classmethod
    def of(cls, reading: ClockReading, refs: LegalRefs) -> "ClockOut":
        clock = reading.clock
        printed = refs.refs[reading.ref].printed if reading.ref else None
        return cls(
            key=clock.key,
            force=reading.force,
            unit=reading.unit,
            days=reading.days,
            sense=reading.sense,
            n=reading.n,
            from_on=clock.from_on,
            due_on=clock.due_on,
            local_due_on=clock.local_due_on,
            state=reading.state,
            calendar_owner=clock.calendar_owner,
            calendar_version=clock.calendar_version,
            inherited=clock.inherited,
            rule=ClockRuleOut(ref=printed, version=clock.rule_version),
        )
