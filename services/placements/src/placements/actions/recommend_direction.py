"""The virtual school head recommends a direction, a request or own admission; the signatory may send it back
(T12a, T12b)."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from placements.actions.desk import Desk
from placements.actions.direction_file import DirectionFile, take_up_direction, with_next_route
from placements.actions.keep_clocks import stop_by
from placements.actions.take_up import put_back
from placements.domain import direction_errors as blocks
from placements.domain.application import Application
from placements.domain.cases import LEAST_REASON
from placements.domain.chronology import EntryKind
from placements.domain.next_routes import next_route, routes_to_choose
from placements.domain.recommendation import EvidenceTick, Recommendation, SuitableSchool
from placements.domain.routes import NextRoute
from placements.domain.steps import Step

_STOPS: Final = ("recommended",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """`route` only where the head chooses another road than the first one (PL-502)."""

    reason: str
    evidence: tuple[EvidenceTick, ...]
    route: NextRoute | None = None
    suitable_schools: tuple[SuitableSchool, ...] = ()


async def recommend_direction(desk: Desk, application_id: UUID, version: int, advice: Advice) -> Application:
    """Raises StepNotAllowed, StepNotForActor, InvalidInput, and DirectionBlocked where no road is open."""
    folder = await take_up_direction(desk, application_id, version, Step.RECOMMEND)
    route = _route(desk, folder, advice)
    if len(advice.reason) < LEAST_REASON:
        raise InvalidInput("too_short", "/reason")
    if route is NextRoute.DIRECTION_96 and not advice.suitable_schools:
        raise InvalidInput("missing", "/suitable_schools")
    recommendation = Recommendation(
        id=new_id(),
        application_id=application_id,
        route=route,
        reason=advice.reason,
        evidence=advice.evidence,
        suitable_schools=advice.suitable_schools,
        recommended_by=desk.taker.id,
        recommended_on=desk.today,
    )
    await desk.directions.keep_recommendation(recommendation)
    routed = with_next_route(folder, folder.file.application.moved(Step.RECOMMEND), desk.today)
    file = await put_back(desk, folder.file, routed, EntryKind.RECOMMENDED, {"route": route.value})
    await stop_by(desk, file.clocks, _STOPS, desk.today)
    return file.application


def _route(desk: Desk, folder: DirectionFile, advice: Advice) -> NextRoute:
    facts = folder.next_facts(desk.today)
    open_roads, proposed = routes_to_choose(facts), next_route(facts)
    if advice.route is None and proposed is NextRoute.FAP and open_roads:
        # Fair access is proposed first: another road is chosen in so many words (PL-502).
        raise InvalidInput("missing", "/route")
    chosen = advice.route or (next(iter(open_roads)) if len(open_roads) == 1 else proposed)
    if chosen in open_roads:
        return chosen
    if facts.cohort is None:
        raise blocks.ChildNotLookedAfter
    if facts.excluded_here:
        raise blocks.ExcludedFromSchool
    if advice.route is not None and open_roads:
        raise InvalidInput("not_allowed", "/route")
    raise blocks.SchoolNotDirectable


async def return_recommendation(desk: Desk, application_id: UUID, version: int, question: str) -> Application:
    """Raises StepNotAllowed, StepNotForActor, RecommendationRequired where there is none to send back."""
    folder = await take_up_direction(desk, application_id, version, Step.RETURN_RECOMMENDATION)
    if folder.recommendation is None:
        raise blocks.RecommendationRequired
    returned = folder.recommendation.returned(desk.taker.id, question, desk.today)
    await desk.directions.keep_recommendation(returned)
    same = folder.file.application.moved(Step.RETURN_RECOMMENDATION)
    kept = await put_back(desk, folder.file, same, EntryKind.RECOMMENDATION_RETURNED, {})
    return kept.application
