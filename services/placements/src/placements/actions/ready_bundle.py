"""Whether the papers for a request to the Secretary of State are complete (PL-908)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile

SECTIONS_ASKED = tuple(range(2, 12))
"""Filled, or marked "none, because …"; else the request does not go out."""


@dataclass(frozen=True, slots=True)
class ReadyBundle:
    """The newest bundle made for the request, and what it lacks; every section where there is none."""

    bundle_id: UUID | None
    missing_sections: Sequence[int]
    summary: str


async def ready_bundle(desk: Desk, file: ApplicationFile) -> ReadyBundle:
    """Without a bundle every section is missing."""
    return ReadyBundle(None, SECTIONS_ASKED, "")
