"""Reads what somebody tells of a case or a draft into values."""

from placements.actions.draft_application import Draft
from placements.actions.open_case import CaseFacts
from placements.api.application_schemas import ApplicationIn
from placements.api.case_schemas import CaseFactsIn
from placements.domain.application import Alternative


def case_facts(case: CaseFactsIn) -> CaseFacts:
    given = {name: getattr(case, name) for name in CaseFacts.__dataclass_fields__}
    given["considered_with"] = tuple((one.person, one.answer) for one in case.considered_with)
    return CaseFacts(**given)


def draft_of(application: ApplicationIn) -> Draft:
    given = {name: getattr(application, name) for name in Draft.__dataclass_fields__ if hasattr(application, name)}
    given["case"] = case_facts(application.case) if application.case else None
    given["alternatives"] = tuple(Alternative(one.school_urn, one.why_not) for one in application.alternatives)
    start = application.requested_start
    return Draft(**given, requested_start_kind=start.kind, requested_start_on=start.on)
