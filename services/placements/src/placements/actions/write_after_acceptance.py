"""A place is accepted: the school gets it in writing, and so does the authority in whose area the child lives."""

from typing import Final

from placements.actions.desk import Desk
from placements.actions.letter_recipients import school_recipient
from placements.actions.take_up import ApplicationFile
from placements.actions.write_letter import write_letter
from placements.domain.care import CarePlacement, Cohort
from placements.domain.case_facts import FactKey, newest
from placements.domain.clocks import clock_of
from placements.domain.correspondence import LetterAsk, Recipient, RecipientRole
from placements.domain.letters import ACCEPTANCE, PLACEMENT_NOTICE
from placements.domain.written_dates import written

_HOST_CLOCK: Final = "ooa_notice"
_VIRTUAL_SCHOOL: Final = "The virtual school head"


async def write_acceptance(desk: Desk, file: ApplicationFile) -> None:
    """L3. The start is agreed through the school's link or account as before."""
    await write_letter(desk, file, ACCEPTANCE, recipients=[await school_recipient(desk, file)])


async def notify_host(desk: Desk, file: ApplicationFile) -> None:
    """L4, once for each home, while nobody has told the authority where a looked-after child lives (A24)."""
    home = home_elsewhere(desk, file)
    if home is None or await _is_told(desk, file, home):
        return
    clock = clock_of(file.case_clocks, _HOST_CLOCK)
    due_on = clock.due_on if clock else None
    host = await desk.authorities.get(file.case.host_authority)
    name = host.name if host else file.case.host_authority
    recipient = Recipient(roles=(RecipientRole.HOST_AUTHORITY,), name=_VIRTUAL_SCHOOL, address=(name,))
    asks = LetterAsk(
        reply_by=due_on or desk.today, force=desk.rules[_HOST_CLOCK].force, says={"placed_on": written(home.from_on)}
    )
    await write_letter(desk, file, PLACEMENT_NOTICE, recipients=[recipient], asks=asks)


def home_elsewhere(desk: Desk, file: ApplicationFile) -> CarePlacement | None:
    """Where a looked-after child lives outside the authority; None for everybody else."""
    if file.cohort is not Cohort.LAC or file.case.host_authority == file.case.responsible_authority:
        return None
    return next((home for home in file.record.homes if home.holds_on(desk.today)), None)


async def _is_told(desk: Desk, file: ApplicationFile, home: CarePlacement) -> bool:
    told = newest((await desk.case_records.facts_of([file.case.id])).get(file.case.id, ())).get(FactKey.HOST_TOLD)
    if told is not None and told.on >= home.from_on:
        return True
    letters = await desk.letters.of_case(file.case.id)
    return any(one.template_key == PLACEMENT_NOTICE and one.written_on >= home.from_on for one in letters)
