"""Builds what stands beside a case: facts, approvals, notes, and the dates of its round."""

from typing import Any, Final

from placements.actions.desk import Desk
from placements.api.case_record_schemas import ApprovalOut, CaseFactOut, CaseNoteOut, FixedDateOut
from placements.domain.case_facts import newest
from placements.domain.cases import Case, CaseReason
from placements.domain.child import Child, SenStatus
from placements.domain.fixed_dates import dates_of_round
from placements.domain.year_group import school_year_start
from placements.store import seeds

_LISTED: Final = ("fact", "on", "note", "told_at")


async def case_records(desk: Desk, case: Case, child: Child) -> dict[str, Any]:
    """By the names of `CaseOut`."""
    facts = newest((await desk.case_records.facts_of([case.id])).get(case.id, ()))
    return {
        "facts": [CaseFactOut(**{name: getattr(fact, name) for name in _LISTED}) for fact in facts.values()],
        "approvals": [ApprovalOut.model_validate(one) for one in await desk.approvals.of_case(case.id)],
        "notes": await _notes(desk, case),
        "dates": _dates(case, child),
    }


async def _notes(desk: Desk, case: Case) -> list[CaseNoteOut]:
    return [
        CaseNoteOut(**{name: getattr(note, name) for name in CaseNoteOut.model_fields})
        for note in await desk.case_records.notes_of(case.id)
    ]


def _dates(case: Case, child: Child) -> list[FixedDateOut]:
    """Of the entry that a change of phase is about: its need begins with the school year of entry (S07)."""
    if case.reason is not CaseReason.PHASE_TRANSFER:
        return []
    rules = seeds.fixed_dates()
    dates = dates_of_round(
        rules,
        child.year_group(case.need_from),
        school_year_start(case.need_from),
        has_plan=child.sen_status is SenStatus.EHCP,
    )
    return [FixedDateOut(key=key, on=on, force=rules[key].force) for key, on in dates.items()]
