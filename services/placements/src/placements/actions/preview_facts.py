"""What a letter would say of a step that has not been taken yet, from what is on record before it."""

from collections.abc import Mapping
from typing import Final

from placements.actions.desk import Desk
from placements.actions.ready_bundle import ready_bundle
from placements.actions.take_up import ApplicationFile
from placements.actions.write_after_acceptance import home_elsewhere
from placements.domain.direction import DirectionProcess
from placements.domain.direction_states import ProcessType
from placements.domain.letter_words import consultation_words, no_reference_words, upheld_words
from placements.domain.letters import PLACEMENT_NOTICE
from placements.domain.routes import NextRoute
from placements.domain.written_dates import written

_UNDER_EITHER: Final = frozenset({"D1", "D2", "D3"})


async def step_variant(desk: Desk, file: ApplicationFile, key: str) -> str | None:
    """Section 96 where that is the road: of the process that runs, else of the one that would begin."""
    if key not in _UNDER_EITHER:
        return None
    process = await desk.directions.running(file.application.id)
    s96 = process.type is ProcessType.S96 if process else file.application.next_route == NextRoute.DIRECTION_96
    return ProcessType.S96.value if s96 else None


async def step_facts(desk: Desk, file: ApplicationFile, key: str) -> Mapping[str, str]:
    """Merge fields only the step gives; what is not on record yet is left out, and then missing (PL-906)."""
    process = await desk.directions.running(file.application.id)
    match key:
        case "D2":
            return {"consultation_result": _consulted(process)}
        case "D3":
            return {"notice_result": _noticed(process)}
        case "D4":
            return {"bundle_summary": (await ready_bundle(desk, file)).summary}
        case _ if key == PLACEMENT_NOTICE:
            home = home_elsewhere(desk, file)
            return {"placed_on": written(home.from_on)} if home else {}
        case _:
            return {}


def _consulted(process: DirectionProcess | None) -> str:
    held = process.consultation if process else None
    return consultation_words(held.served.served_on, held.replied_on, held.willing) if held else ""


def _noticed(process: DirectionProcess | None) -> str:
    notice, decided = (process.notice, process.determination) if process else (None, None)
    if notice is None:
        return ""
    if decided is not None and process is not None and process.is_upheld:
        return upheld_words(notice.served_on, decided.on)
    return no_reference_words(notice.served_on, notice.referral_until)
