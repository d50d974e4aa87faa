"""What else needs somebody: open alerts and answers a school waits for, as the morning page counts them (SC-1.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from placements.domain.alerts import AlertCode
from placements.domain.today import Severity


class AlsoKind(StrEnum):
    NO_CASE = "no_case"
    CALENDAR_MISSING = "calendar_missing"
    CHALLENGE_OVERDUE = "challenge_overdue"
    START_PASSED = "start_passed"
    NO_REPLY_ADDRESS = "no_reply_address"
    OFFER_TO_ACCEPT = "offer_to_accept"
    QUESTION_TO_ANSWER = "question_to_answer"
    NO_SCHOOL_ASKED = "no_school_asked"
    ATTACHMENT_MISSING = "attachment_missing"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    NO_ANSWER_YET = "no_answer_yet"
    TARGET_TODAY = "target_today"
    LIMIT_NEAR = "limit_near"
    NO_GROUND = "no_ground"
    DIRECTION_TO_DECIDE = "direction_to_decide"
    DIRECTION_TO_SIGN = "direction_to_sign"
    PART_TIME_TOO_LONG = "part_time_too_long"
    MOVE_IN_CRITICAL_YEAR = "move_in_critical_year"
    NO_EDUCATION_AFTER_EXCLUSION = "no_education_after_exclusion"
    PEP_MISSING = "pep_missing"
    ROUND_CLOSING = "round_closing"
    PLAN_OVERDUE = "plan_overdue"
    CARE_ENDED_DURING_DIRECTION = "care_ended_during_direction"
    REFUSALS_REPEATED = "refusals_repeated"
    RULE_CHANGES = "rule_changes"
    HOST_NOT_TOLD = "host_not_told"
    NAMED_NOT_ADMITTED = "named_not_admitted"
    SCHOOL_CLOSING = "school_closing"


OF_ALERTS: Final[Mapping[AlertCode, AlsoKind]] = {
    AlertCode.A01: AlsoKind.NO_SCHOOL_ASKED,
    AlertCode.A02: AlsoKind.ATTACHMENT_MISSING,
    AlertCode.A03: AlsoKind.NOT_ACKNOWLEDGED,
    AlertCode.A04: AlsoKind.NO_ANSWER_YET,
    AlertCode.A05: AlsoKind.TARGET_TODAY,
    AlertCode.A06: AlsoKind.LIMIT_NEAR,
    AlertCode.A08: AlsoKind.CHALLENGE_OVERDUE,
    AlertCode.A09: AlsoKind.NO_GROUND,
    AlertCode.A10: AlsoKind.DIRECTION_TO_DECIDE,
    AlertCode.A11: AlsoKind.DIRECTION_TO_SIGN,
    AlertCode.A13: AlsoKind.START_PASSED,
    AlertCode.A14: AlsoKind.PART_TIME_TOO_LONG,
    AlertCode.A15: AlsoKind.MOVE_IN_CRITICAL_YEAR,
    AlertCode.A16: AlsoKind.NO_EDUCATION_AFTER_EXCLUSION,
    AlertCode.A17: AlsoKind.PEP_MISSING,
    AlertCode.A18: AlsoKind.ROUND_CLOSING,
    AlertCode.A19: AlsoKind.PLAN_OVERDUE,
    AlertCode.A20: AlsoKind.CALENDAR_MISSING,
    AlertCode.A21: AlsoKind.CARE_ENDED_DURING_DIRECTION,
    AlertCode.A22: AlsoKind.REFUSALS_REPEATED,
    AlertCode.A23: AlsoKind.RULE_CHANGES,
    AlertCode.A24: AlsoKind.HOST_NOT_TOLD,
    AlertCode.A25: AlsoKind.NAMED_NOT_ADMITTED,
    AlertCode.A26: AlsoKind.SCHOOL_CLOSING,
    AlertCode.A27: AlsoKind.NO_REPLY_ADDRESS,
    AlertCode.A28: AlsoKind.NO_CASE,
}
"""A07 and A12 stand in tables of their own on the page: schools past their date, children without a place."""

WAITED_FOR: Final = (AlsoKind.OFFER_TO_ACCEPT, AlsoKind.QUESTION_TO_ANSWER)
"""Answers a school waits for: counted from the applications themselves."""
_ORDER: Final = {Severity.CRITICAL: 1, Severity.WARN: 2, Severity.INFO: 3}


@dataclass(frozen=True, slots=True)
class AlertCount:
    """How many things an alert is open about, and how serious the worst of them is."""

    code: AlertCode
    severity: Severity
    subjects: int


@dataclass(frozen=True, slots=True)
class Also:
    kind: AlsoKind
    severity: Severity
    count: int


def also(alerts: Iterable[AlertCount], waited_for: Mapping[AlsoKind, int]) -> list[Also]:
    """The most serious first, and within that in the order of section 13."""
    counted = sorted(alerts, key=lambda one: one.code)
    found = [Also(OF_ALERTS[one.code], one.severity, one.subjects) for one in counted if one.code in OF_ALERTS]
    found += [Also(kind, Severity.WARN, waited_for[kind]) for kind in WAITED_FOR if waited_for.get(kind)]
    return sorted(found, key=lambda one: _ORDER[one.severity])
