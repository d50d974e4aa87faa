"""What the guidance says about a request as it stands, read from its file (PL-512)."""

from placements.actions.desk import Desk
from placements.actions.take_up import ApplicationFile
from placements.domain.case_facts import FactKey, newest
from placements.domain.guidance import GuidanceFacts, guidance_warnings


async def guidance_of(desk: Desk, file: ApplicationFile) -> list[str]:
    """Codes that warn; whether the host was told is a fact of the case."""
    case = file.case
    host_told = False
    if case.host_authority != case.responsible_authority:
        told = (await desk.case_records.facts_of([case.id])).get(case.id, ())
        host_told = FactKey.HOST_TOLD in newest(told)
    return guidance_warnings(file.application, case, file.child, desk.settings, GuidanceFacts(host_told=host_told))
