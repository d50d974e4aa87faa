"""Reads what somebody tells of a case or a draft into values."""

from collections.abc import Sequence
from typing import Any, Final

from kit.kernel.errors import InvalidInput
from placements.actions.change_application import Elsewhere
from placements.actions.draft_application import Draft
from placements.actions.open_case import CaseFacts
from placements.api.case_schemas import CaseFactsIn
from placements.api.request_schemas import ApplicationChangeIn, ApplicationIn, AttachmentIn
from placements.domain.application import Alternative
from placements.domain.attachments import Attachment


def case_facts(case: CaseFactsIn) -> CaseFacts:
    given = {name: getattr(case, name) for name in CaseFacts.__dataclass_fields__}
    given["considered_with"] = tuple((one.person, one.answer) for one in case.considered_with)
    return CaseFacts(**given)


def attachments_of(attachments: Sequence[AttachmentIn]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(**{name: getattr(one, name) for name in Attachment.__dataclass_fields__}) for one in attachments
    )


def elsewhere_of(changes: ApplicationChangeIn) -> Elsewhere | None:
    told = changes.elsewhere
    if told is None:
        return None
    return Elsewhere(ref=told.ref, received_on=told.received_on, receipt_proof=told.receipt_proof)


def changes_of(changes: ApplicationChangeIn) -> dict[str, Any]:
    """The fields that were named, as fields of an application; an explicit null empties one."""
    given = {name: getattr(changes, name) for name in changes.model_fields_set - {"elsewhere", "address_check"}}
    for name in NEVER_EMPTY & given.keys():
        if given[name] is None:
            raise InvalidInput("wrong_type", f"/{name}")
    if "alternatives" in given:
        given["alternatives"] = tuple(Alternative(one.school_urn, one.why_not) for one in given["alternatives"])
    if "attachments" in given:
        given["attachments"] = attachments_of(given["attachments"])
    if (start := given.pop("requested_start", None)) is not None:
        given |= {"requested_start_kind": start.kind, "requested_start_on": start.on}
    return given


NEVER_EMPTY: Final = frozenset({"rank", "requested_start", "alternatives", "attachments"})


def draft_of(application: ApplicationIn) -> Draft:
    given = {name: getattr(application, name) for name in Draft.__dataclass_fields__ if hasattr(application, name)}
    given["attachments"] = attachments_of(application.attachments)
    given["case"] = case_facts(application.case) if application.case else None
    given["alternatives"] = tuple(Alternative(one.school_urn, one.why_not) for one in application.alternatives)
    start = application.requested_start
    return Draft(**given, requested_start_kind=start.kind, requested_start_on=start.on)
