"""Whether the papers for a request to the Secretary of State are complete (PL-908)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.make_bundle import bundle_gaps
from placements.actions.take_up import ApplicationFile
from placements.domain.bundles import NEEDED, TITLES, BundleKind
from placements.domain.written_dates import written


@dataclass(frozen=True, slots=True)
class ReadyBundle:
    """The newest bundle made for the request, and what it lacks; every section where there is none."""

    bundle_id: UUID | None
    missing_sections: Sequence[int]
    summary: str


async def ready_bundle(desk: Desk, file: ApplicationFile) -> ReadyBundle:
    """`summary` is what D4 says of the papers (`bundle_summary`)."""
    bundle = await desk.bundles.newest(file.application.id, BundleKind.SECRETARY_OF_STATE)
    if bundle is None:
        return ReadyBundle(None, NEEDED, "")
    titles = [TITLES[number][0].lower() + TITLES[number][1:] for number in TITLES if number not in bundle.omit]
    summary = f"an evidence bundle of {written(bundle.ordered_at.date())} with the sections {'; '.join(titles)}."
    return ReadyBundle(bundle.id, await bundle_gaps(desk, file), summary)
