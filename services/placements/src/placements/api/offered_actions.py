"""Works out what the caller may do with an application now (PL-702)."""

from placements.actions.desk import Desk
from placements.actions.look_ahead import look_ahead
from placements.actions.make_ready import Obstacles
from placements.actions.take_up import ApplicationFile
from placements.api.shared_schemas import AllowedActionOut
from placements.domain.permitted import Situation, allowed_actions
from placements.domain.routes import Route


async def actions_out(desk: Desk, file: ApplicationFile, *, reminded_today: bool) -> list[AllowedActionOut]:
    obstacles, outlook = Obstacles.to(desk, file), await look_ahead(desk, file)
    state = file.application.state
    now = Situation(
        not_looked_after=obstacles.not_looked_after,
        missing=obstacles.missing,
        approval_missing=obstacles.approval_missing,
        school_open=not obstacles.school_closed,
        reminded_today=reminded_today,
        plan_route=file.application.route is Route.EHCP_NAMING,
        blocks=outlook.blocks(state) if outlook else {},
        hidden=outlook.hidden() if outlook else frozenset(),
    )
    return [AllowedActionOut.of(action) for action in allowed_actions(state, desk.actors, now)]
