"""Looks ahead to what may follow an adverse answer, for the steps a screen offers (PL-702)."""

from typing import Final

from placements.actions.desk import Desk
from placements.actions.direction_file import look_into
from placements.actions.take_up import ApplicationFile
from placements.domain.application_states import ADVERSE, DIRECTING, ApplicationState
from placements.domain.next_routes import routes_to_choose
from placements.domain.outlook import Outlook

_LOOKED_AT: Final = ADVERSE | DIRECTING | {ApplicationState.CHALLENGED}


async def look_ahead(desk: Desk, file: ApplicationFile) -> Outlook | None:
    """None while nobody has said no: then nothing of it is open."""
    if file.application.state not in _LOOKED_AT:
        return None
    folder = await look_into(desk, file)
    return Outlook(
        power=folder.power(desk.today),
        process=folder.process,
        type_to_start=folder.type_to_start(desk.today),
        recommended=folder.recommendation is not None,
        open_roads=bool(routes_to_choose(folder.next_facts(desk.today))),
        stopped=folder.was_stopped,
        today=desk.today,
    )
