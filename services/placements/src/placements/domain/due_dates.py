"""Dates ahead as a calendar shows them: school, reference and what is due, never more (SE-87)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from placements.domain.clock_units import Force

START: Final = "start"
"""The agreed first day; every other key is that of a clock."""
SOONEST: Final = 28
MOST_AHEAD: Final = 120
"""Days ahead (ML-14)."""

SUMMARIES: Final[Mapping[str, str]] = {
    START: "First day at school",
    "inyear_target": "Answer expected",
    "inyear_limit": "Answer due",
    "ack_expected": "Receipt expected",
    "vacancy_reply": "Vacancies due",
    "aa_tells_la": "School tells its authority",
    "info_answer": "Question to answer",
    "accept_reply": "Offer to accept",
    "conditional_reply": "Conditions to answer",
    "conditional_lift": "Conditions to be lifted",
    "challenge_send": "Refusal to challenge",
    "silence_challenge": "Silence to challenge",
    "offer_withdrawn_challenge": "Withdrawn offer to challenge",
    "challenge_reply": "Reply to our letter due",
    "refusal_kept_decision": "Decide how to go on",
    "other_triage": "Reason to look at",
    "s97a_consult_reply": "Reply to consultation due",
    "s97a_notice": "Notice to serve",
    "s97a_osa_referral": "Last day to refer to the adjudicator",
    "s97a_earliest": "Direction possible from today",
    "s96_consult_reply": "Reply to consultation due",
    "s96_osa_referral": "Last day to refer to the adjudicator",
    "s96_earliest": "Direction possible from today",
    "s95a_referral": "Last day for the governing body to refer",
    "s95a_earliest": "Admission possible from today",
    "direction_sign": "Direction to sign",
    "osa_chase": "Ask the adjudicator",
    "sos_academy_reply": "Academy's reply to the Department due",
    "sos_chase_1": "Ask the Department",
    "sos_chase_2": "Ask the Department again",
    "start_after_direction": "First day after a direction",
    "start_after_naming": "First day after a plan named the school",
    "case_no_drift": "Twenty school days without a place",
    "fap_allocate": "Fair access place due",
    "ehcp_consult": "Reply about a plan due",
    "ehcp_transfer": "Plan to be transferred",
    "ehcp_transfer_notice": "Parent to be told about the plan",
    "pep_initial": "Personal education plan due",
    "pep_on_start": "Personal education plan due",
    "lac_first_review": "First review due",
    "ooa_notice": "Host authority to be told",
    "roll_notice": "Admission to be told to the host authority",
    "pex_provision_lac": "Education after exclusion due",
    "part_time_review": "Part-time hours to review",
    "ks4_emergency_approval": "Approval due",
    "appeal_lodge": "Last day to appeal",
    "appeal_hear": "Appeal to be heard",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A date ahead. `source_id` stays the same when the date moves; `cancelled`: it is no longer waited for."""

    source_id: UUID
    key: str
    on: date
    force: Force | None
    case_id: UUID
    application_id: UUID | None
    reference: str | None
    school_urn: int | None
    child_id: UUID
    cancelled: bool = False

    @property
    def uid(self) -> str:
        """Stable, so that a calendar moves an entry instead of showing two."""
        return f"{self.source_id}-{self.key}@onroll"


def summary(due: DueDate, school_name: str | None, initials: str | None) -> str:
    """Such as "Answer due: Beacon Hill, A-2026-0142"; initials only where the authority shows them."""
    about = [part for part in (school_name, due.reference, initials) if part]
    return f"{SUMMARIES[due.key]}: {', '.join(about)}" if about else SUMMARIES[due.key]
