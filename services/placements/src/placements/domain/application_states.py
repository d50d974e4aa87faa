"""The states an application for a school place can be in, and the flags beside them (section 9)."""

from enum import StrEnum
from typing import Final


class ApplicationState(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    OFFERED = "offered"
    CONDITIONAL = "conditional"
    REFUSED = "refused"
    NO_RESPONSE = "no_response"
    CHALLENGED = "challenged"
    CONSULTING = "consulting"
    NOTICE_SERVED = "notice_served"
    WITH_ADJUDICATOR = "with_adjudicator"
    DIRECTED = "directed"
    SOS_REQUESTED = "sos_requested"
    NOT_DIRECTED = "not_directed"
    ACCEPTED = "accepted"
    START_AGREED = "start_agreed"
    ON_ROLL = "on_roll"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    EHCP_CONSULTING = "ehcp_consulting"
    EHCP_RESPONDED = "ehcp_responded"
    EHCP_NAMED = "ehcp_named"
    FAP_REFERRED = "fap_referred"
    FAP_ALLOCATED = "fap_allocated"


_S = ApplicationState

EVERY_STATE: Final = frozenset(ApplicationState)
TERMINAL: Final = frozenset({_S.ON_ROLL, _S.DECLINED, _S.WITHDRAWN, _S.SUPERSEDED, _S.DUPLICATE, _S.NOT_DIRECTED})
ACTIVE: Final = EVERY_STATE - TERMINAL
DIRECTING: Final = frozenset({_S.CONSULTING, _S.NOTICE_SERVED, _S.WITH_ADJUDICATOR, _S.SOS_REQUESTED})
BEFORE_THE_SCHOOL: Final = frozenset({_S.DRAFT, _S.READY})
"""Nobody outside the authority has been asked."""
WITH_THE_SCHOOL: Final = frozenset({_S.SUBMITTED, _S.ACKNOWLEDGED})
ADVERSE: Final = frozenset({_S.REFUSED, _S.NO_RESPONSE, _S.CONDITIONAL})
PLACE_FOUND: Final = frozenset({_S.OFFERED, _S.DIRECTED, _S.EHCP_NAMED, _S.FAP_ALLOCATED, _S.ACCEPTED, _S.START_AGREED})
"""The states of PL-504 in which a case waits for the first day."""


class ApplicationFlag(StrEnum):
    INFO_REQUESTED = "info_requested"
    OVERDUE = "overdue"
    UNDER_APPEAL = "under_appeal"
    EVIDENCE_MISSING = "evidence_missing"
    LATE_REFERRAL = "late_referral"
    DIRECTED_NOT_ADMITTED = "directed_not_admitted"
    NAMED_NOT_ADMITTED = "named_not_admitted"
    LIMIT_MOVED = "limit_moved"
    REASON_CONFLICTS_WITH_FACTS = "reason_conflicts_with_facts"
    EXTERNAL_DUPLICATE = "external_duplicate"
    LATE_APPLICATION = "late_application"
