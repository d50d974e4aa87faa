"""Turns an event of a used type into the fact that is stored of it (AC-27, AC-33)."""

from collections.abc import Mapping
from uuid import UUID

from accountability.domain.facts import Fact
from accountability.domain.shapes import Shape
from kit.feed.subscription import Check
from kit.kernel.events import ReceivedEvent


def fact_of(source: str, shape: Shape, event: ReceivedEvent) -> Fact:
    """Only listed fields; the ids by which it will be found stand beside them."""
    fields = shape.kept(event.payload)
    child, corrected = fields.get("child_id"), fields.get("supersedes") or fields.get("retracts")
    return Fact(
        event_id=event.event_id,
        authority=event.authority,
        source=source,
        type=event.type,
        version=event.version,
        occurred_on=event.occurred_on,
        recorded_at=event.recorded_at,
        subject_id=str(fields[shape.subject]),
        child_id=UUID(child) if child else None,
        school_urn=fields.get("school_urn") or fields.get("urn"),
        year_group=fields.get("year_group"),
        corrects=UUID(corrected) if corrected else None,
        fields=fields,
    )


def check_against(shapes: Mapping[str, Shape]) -> Check:
    """A code for an event that can never become a fact, or none."""

    def check(event: ReceivedEvent) -> str | None:
        return shapes[event.type].code_against(event.payload)

    return check
