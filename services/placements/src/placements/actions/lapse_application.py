"""A school has not answered by the limit: the Code is broken and the road to challenge opens (T9, PL-110)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.record_answer import Answered, a_decision, keep_answer
from placements.actions.take_up import take_up
from placements.domain.application import Application
from placements.domain.application_states import WITH_THE_SCHOOL
from placements.domain.clocks import clock_of
from placements.domain.decisions import Outcome, ReceivedThrough
from placements.domain.refusal_codes import NO_RESPONSE
from placements.domain.steps import Step


async def lapse_application(desk: Desk, application_id: UUID) -> Application | None:
    """None when nothing is to be done: answered meanwhile, not past its limit, or done before.

    Silence is dated the day after the limit, also when the job catches up later (PL-404).
    """
    file = await take_up(desk, application_id, None)
    application, limit = file.application, clock_of(file.clocks, "inyear_limit")
    due_on = limit.due_on if limit else None
    if application.state not in WITH_THE_SCHOOL or not application.runs_decision_clocks:
        return None
    if due_on is None or desk.today <= due_on:
        return None
    lapsed_on = due_on + timedelta(days=1)
    silence = replace(
        a_decision(desk, Outcome.NO_RESPONSE, Answered(decided_on=lapsed_on, received_through=ReceivedThrough.SYSTEM)),
        codes=(NO_RESPONSE,),
        ground=desk.codes.ground([NO_RESPONSE], file.refusal_cohort),
    )
    clocks = (("silence_challenge", lapsed_on),)
    return await keep_answer(desk, file, Step.LAPSE, silence, clocks=clocks)
