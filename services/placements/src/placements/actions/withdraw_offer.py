"""A school takes its offer back, which it may only after an error or false information (T11b, Code 2.12, 2.13)."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from placements.actions.desk import Desk
from placements.actions.record_answer import Answered, a_decision, check_logged, keep_answer
from placements.actions.take_up import permit, take_up
from placements.domain.application import Application
from placements.domain.decisions import Evidence, EvidenceGiven, Outcome
from placements.domain.errors import ProofRequired
from placements.domain.refusal_codes import OFFER_WITHDRAWN, Ground
from placements.domain.steps import Step


class WithdrawalBasis(StrEnum):
    """What the school claims."""

    ERROR = "error"
    FALSE_INFORMATION = "false_information"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawal:
    """`proof` says where the proof of an error or of false information is kept."""

    answered: Answered
    basis: WithdrawalBasis
    proof: str | None = None
    narrative: str | None = None


async def withdraw_offer(desk: Desk, application_id: UUID, version: int, told: OfferWithdrawal) -> Application:
    """Raises StepNotAllowed, StepNotForActor, ProofRequired, InvalidInput."""
    file = await take_up(desk, application_id, version)
    permit(desk, file.application, Step.WITHDRAW_OFFER)
    check_logged(desk, file, told.answered)
    claimed = told.basis is not WithdrawalBasis.NONE
    if claimed and not told.proof:
        raise ProofRequired
    codes = (OFFER_WITHDRAWN,)
    decision = replace(
        a_decision(desk, Outcome.REFUSED, told.answered),
        codes=codes,
        # Proved error or false information is the one case in which the Code lets an offer go (section 9.1).
        ground=Ground.LAWFUL if claimed else desk.codes.ground(codes, file.refusal_cohort),
        narrative=told.narrative,
        evidence=(Evidence(f"{told.basis.value}: {told.proof}", EvidenceGiven.YES),) if claimed else (),
        reasons_dated_on=told.answered.decided_on,
    )
    clocks = (("offer_withdrawn_challenge", desk.today),)
    return await keep_answer(desk, file, Step.WITHDRAW_OFFER, decision, clocks=clocks)
