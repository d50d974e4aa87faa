"""After an adverse answer the road that is open next is worked out and kept with the rules it rests on (PL-501)."""

from typing import Final

from placements.actions.desk import Desk
from placements.actions.direction_file import look_into, with_next_route
from placements.actions.take_up import ApplicationFile
from placements.domain.application import Application
from placements.domain.decisions import Outcome
from placements.domain.routes import IN_YEAR, Route

_ADVERSE: Final = frozenset({Outcome.REFUSED, Outcome.CONDITIONAL, Outcome.NO_RESPONSE})
_LEAD_ON: Final = IN_YEAR | {Route.NORMAL_ROUND}


async def find_next_route(desk: Desk, file: ApplicationFile, changed: Application, outcome: Outcome) -> Application:
    """The application as it is when an answer is no offer; else it stays as it was."""
    if outcome not in _ADVERSE or file.application.route not in _LEAD_ON:
        return changed
    return with_next_route(await look_into(desk, file), changed, desk.today)
