"""The steps by which an application moves on, the paths they are called by, and who may take them."""

from enum import StrEnum
from typing import Final


class Actor(StrEnum):
    """Who may take a step (PL-703), by the letters of section 9."""

    VSH = "V"
    OFFICER = "O"
    SIGNATORY = "F"
    ADMISSIONS = "A"
    SOCIAL_WORKER = "W"
    SEND_OFFICER = "E"
    SCHOOL = "S"
    LINK = "K"
    SYSTEM = "Y"


class Step(StrEnum):
    MAKE_READY = "make_ready"
    REOPEN_DRAFT = "reopen_draft"
    SUBMIT = "submit"
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    ANSWER_QUESTION = "answer_question"
    OFFER = "offer"
    OFFER_WITH_CONDITIONS = "offer_with_conditions"
    REFUSE = "refuse"
    LAPSE = "lapse"
    CHALLENGE = "challenge"
    WITHDRAW_OFFER = "withdraw_offer"
    KEEP_REFUSAL = "keep_refusal"
    RECOMMEND = "recommend"
    RETURN_RECOMMENDATION = "return_recommendation"
    CONSULT = "consult"
    REPLY_TO_CONSULTATION = "reply_to_consultation"
    SERVE_NOTICE = "serve_notice"
    REFER = "refer"
    DIRECT = "direct"
    DETERMINE_UPHELD = "determine_upheld"
    DETERMINE_NOT_UPHELD = "determine_not_upheld"
    DETERMINE_WITHDRAWN = "determine_withdrawn"
    ASK_SECRETARY_OF_STATE = "ask_secretary_of_state"
    LOG_SECRETARY_OF_STATE = "log_secretary_of_state"
    SECRETARY_OF_STATE_DIRECTS = "secretary_of_state_directs"
    SECRETARY_OF_STATE_DECLINES = "secretary_of_state_declines"
    ACCEPT = "accept"
    DECLINE = "decline"
    AGREE_START = "agree_start"
    ENROL = "enrol"
    FLAG_NOT_ADMITTED = "flag_not_admitted"
    FAIL_START = "fail_start"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    MARK_DUPLICATE = "mark_duplicate"
    CONSULT_ON_PLAN = "consult_on_plan"
    RECORD_PLAN_REPLY = "record_plan_reply"
    NAME_IN_PLAN = "name_in_plan"
    REFER_TO_FAIR_ACCESS = "refer_to_fair_access"
    ALLOCATE_BY_FAIR_ACCESS = "allocate_by_fair_access"
    NOTIFY_OWN_AUTHORITY = "notify_own_authority"
    ADMIT_BY_OWN_AUTHORITY = "admit_by_own_authority"
    END_CARE_STATUS = "end_care_status"
    RECORD_APPEAL = "record_appeal"
    CORRECT = "correct"


PATHS: Final = {
    Step.MAKE_READY: "readiness",
    Step.REOPEN_DRAFT: "draft",
    Step.SUBMIT: "submission",
    Step.ACKNOWLEDGE: "acknowledgement",
    Step.ASK: "question",
    Step.ANSWER_QUESTION: "question-answer",
    Step.OFFER: "offer",
    Step.OFFER_WITH_CONDITIONS: "conditional-offer",
    Step.REFUSE: "refusal",
    Step.CHALLENGE: "challenge",
    Step.WITHDRAW_OFFER: "offer-withdrawal",
    Step.KEEP_REFUSAL: "challenge-reply",
    Step.RECOMMEND: "recommendation",
    Step.RETURN_RECOMMENDATION: "recommendation-return",
    Step.CONSULT: "consultation",
    Step.REPLY_TO_CONSULTATION: "consultation-reply",
    Step.SERVE_NOTICE: "notice",
    Step.REFER: "adjudicator-referral",
    Step.DIRECT: "direction",
    Step.DETERMINE_UPHELD: "determination",
    Step.DETERMINE_NOT_UPHELD: "determination",
    Step.DETERMINE_WITHDRAWN: "determination",
    Step.ASK_SECRETARY_OF_STATE: "secretary-of-state-request",
    Step.LOG_SECRETARY_OF_STATE: "secretary-of-state-log",
    Step.SECRETARY_OF_STATE_DIRECTS: "secretary-of-state-outcome",
    Step.SECRETARY_OF_STATE_DECLINES: "secretary-of-state-outcome",
    Step.ACCEPT: "acceptance",
    Step.DECLINE: "declination",
    Step.AGREE_START: "start",
    Step.ENROL: "enrolment",
    Step.FAIL_START: "start-failure",
    Step.WITHDRAW: "withdrawal",
    Step.SUPERSEDE: "supersession",
    Step.MARK_DUPLICATE: "duplicate",
    Step.CONSULT_ON_PLAN: "ehcp-consultation",
    Step.RECORD_PLAN_REPLY: "ehcp-reply",
    Step.NAME_IN_PLAN: "ehcp-naming",
    Step.REFER_TO_FAIR_ACCESS: "fair-access-referral",
    Step.ALLOCATE_BY_FAIR_ACCESS: "fair-access-allocation",
    Step.NOTIFY_OWN_AUTHORITY: "own-authority-notice",
    Step.ADMIT_BY_OWN_AUTHORITY: "own-authority-admission",
    Step.RECORD_APPEAL: "appeal",
    Step.CORRECT: "corrections",
}
"""Steps without a path are taken by the system alone."""

STAFF_ROLES: Final = {
    "vsh": frozenset({Actor.VSH}),
    "vs_officer": frozenset({Actor.OFFICER}),
    "la_signatory": frozenset({Actor.SIGNATORY}),
    "la_admissions": frozenset({Actor.ADMISSIONS}),
    "social_worker": frozenset({Actor.SOCIAL_WORKER}),
    "send_officer": frozenset({Actor.SEND_OFFICER}),
    "school_admissions": frozenset({Actor.SCHOOL}),
    "designated_teacher": frozenset({Actor.SCHOOL}),
    "school_head": frozenset({Actor.SCHOOL}),
    "trust_user": frozenset({Actor.SCHOOL}),
    "la_system": frozenset({Actor.OFFICER}),
}


def actors_of(roles: frozenset[str]) -> frozenset[Actor]:
    """Where an officer may act, the virtual school head may (PL-703): the table writes both."""
    held = (STAFF_ROLES.get(role, frozenset()) for role in roles)
    return frozenset(actor for actors in held for actor in actors)
