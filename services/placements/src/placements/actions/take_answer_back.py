"""A school changes its answer: the one before is taken back first and stays in the record (PL-111, PL-910)."""

from datetime import date

from kit.kernel.errors import StepNotAllowed
from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile, write_log
from placements.domain.chronology import EntryKind
from placements.domain.clocks import clock_of
from placements.domain.recommendation import standing
from placements.domain.reply import ready_for_answer
from placements.domain.steps import Step
from placements.domain.transitions import may_take


def change_until(file: ApplicationFile) -> date | None:
    """The limit; until then an answer may be changed."""
    limit = clock_of(file.clocks, "inyear_limit")
    return limit.due_on if limit else None


async def made_ready(desk: Desk, file: ApplicationFile, step: Step) -> ApplicationFile:
    """The file as the new answer meets it. Raises StepNotAllowed once the answer stands."""
    ready = ready_for_answer(file.application, step, desk.today, change_until(file))
    if ready is file.application:
        return file
    if await _is_acted_on(desk, file):
        raise StepNotAllowed(file.application.state, step)
    await write_log(desk, ready, EntryKind.ANSWER_TAKEN_BACK, {})
    return file.with_application(ready)


async def _is_acted_on(desk: Desk, file: ApplicationFile) -> bool:
    """The head has recommended a direction on this answer: only a yes may follow it now (PL-910)."""
    given = await desk.directions.recommendations(file.application.id)
    return standing(given, file.application.decisions) is not None


async def made_ready_for_school(desk: Desk, file: ApplicationFile, step: Step) -> ApplicationFile:
    """Signed in, a school may change its answer as it may by link (PL-915); staff who log one correct it instead."""
    if not desk.taker.is_of_school or may_take(file.application.state, step, desk.taker.actors):
        return file
    return await made_ready(desk, file, step)
