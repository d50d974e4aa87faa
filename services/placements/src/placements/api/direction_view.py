"""Shows how far an application has come on its way to a direction, or on the plan route."""

from dataclasses import dataclass

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.api.direction_view_schemas import DirectionOut, RecommendationOut
from placements.api.plan_schemas import PlanConsultationOut
from placements.domain.application_states import WITH_THE_SCHOOL, ApplicationState
from placements.domain.plan_consultation import not_supported
from placements.domain.routes import Route

_NOTHING_YET = WITH_THE_SCHOOL | {ApplicationState.DRAFT, ApplicationState.READY}


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What is shown of it; all None for a request that nobody has said no to."""

    recommendation: RecommendationOut | None = None
    direction: DirectionOut | None = None
    plan: PlanConsultationOut | None = None


async def way_out(desk: Desk, file: ApplicationFile) -> WayOut:
    application = file.application
    if application.route is Route.EHCP_NAMING:
        return WayOut(plan=await _plan(desk, file))
    if application.state in _NOTHING_YET:
        return WayOut()
    recommendations = await desk.directions.recommendations(application.id)
    processes = await desk.directions.of_application(application.id)
    return WayOut(
        recommendation=RecommendationOut.model_validate(recommendations[-1]) if recommendations else None,
        direction=DirectionOut.model_validate(processes[-1]) if processes else None,
    )


async def _plan(desk: Desk, file: ApplicationFile) -> PlanConsultationOut | None:
    consultations = {one.application_id: one for one in await desk.plans.of_child(file.child.id)}
    asked = consultations.get(file.application.id)
    return PlanConsultationOut.of(asked, not_supported(consultations.values())) if asked else None
