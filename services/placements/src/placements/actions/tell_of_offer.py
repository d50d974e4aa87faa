"""An offer came while somebody else was still to decide: the adjudicator or the Department is told (T11)."""

from typing import Final

from placements.actions.desk import Desk
from placements.actions.direction_letters import ADJUDICATOR, SECRETARY_OF_STATE
from placements.actions.take_up import ApplicationFile
from placements.actions.write_letter import write_letter
from placements.domain.application_states import ApplicationState

_PENDING: Final = {
    ApplicationState.WITH_ADJUDICATOR: ADJUDICATOR,
    ApplicationState.SOS_REQUESTED: SECRETARY_OF_STATE,
}


async def tell_of_offer(desk: Desk, file: ApplicationFile, was: ApplicationState) -> None:
    """Nothing where nobody else was asked."""
    recipient = _PENDING.get(was)
    if recipient is not None:
        await write_letter(desk, file, "D5", recipients=[recipient], variant="offered", sent_on=desk.today)
