"""The operations of the steps towards a direction, in the order a screen offers them."""

from collections.abc import Mapping
from typing import Final

from placements.domain.steps import Step

DIRECTION_OPERATIONS: Final[Mapping[Step, str]] = {
    Step.RECOMMEND: "recommend_direction",
    Step.RETURN_RECOMMENDATION: "return_recommendation",
    Step.CONSULT: "consult_admission_authority",
    Step.REPLY_TO_CONSULTATION: "record_consultation_reply",
    Step.SERVE_NOTICE: "serve_notice",
    Step.REFER: "refer_to_adjudicator",
    Step.DETERMINE_UPHELD: "record_determination",
    Step.DETERMINE_NOT_UPHELD: "record_determination",
    Step.DETERMINE_WITHDRAWN: "record_determination",
    Step.DIRECT: "direct_admission",
    Step.ASK_SECRETARY_OF_STATE: "ask_secretary_of_state",
    Step.LOG_SECRETARY_OF_STATE: "log_secretary_of_state",
    Step.SECRETARY_OF_STATE_DIRECTS: "record_secretary_of_state_outcome",
    Step.SECRETARY_OF_STATE_DECLINES: "record_secretary_of_state_outcome",
    Step.NOTIFY_OWN_AUTHORITY: "notify_own_authority",
    Step.ADMIT_BY_OWN_AUTHORITY: "admit_by_own_authority",
    Step.REFER_TO_FAIR_ACCESS: "refer_to_fair_access",
    Step.ALLOCATE_BY_FAIR_ACCESS: "allocate_by_fair_access",
    Step.CONSULT_ON_PLAN: "consult_on_plan",
    Step.RECORD_PLAN_REPLY: "record_plan_reply",
    Step.NAME_IN_PLAN: "name_in_plan",
}
DIRECTION_STEPS: Final = tuple(DIRECTION_OPERATIONS)
