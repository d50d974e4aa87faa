"""Which steps are open to a caller on a thing as it stands: the screens offer these and no others (section 21)."""

from funding.domain.awards.award import Award, AwardState
from funding.domain.awards.receipts import GrantReceipt
from funding.domain.payments.batch import Batch, BatchState
from funding.domain.payments.payee import Payee, PayeeState
from funding.domain.people import FINANCE, OFFICER, VSH, Actor
from funding.domain.policies.parameters import Parameters
from funding.domain.rates import Rate, RateOrigin
from funding.domain.requests.decision import may_decide
from funding.domain.requests.request import Request
from funding.domain.requests.states import RequestState
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.returns.states import TRANSITIONS as RETURN_TRANSITIONS
from funding.domain.returns.states import ReturnState, ReturnStep
from funding.domain.ssda903.record import CountRecord, CountState


def on_rate(rate: Rate, actor: Actor) -> list[str]:
    open_ = rate.origin is RateOrigin.AUTHORITY and not rate.verified
    return ["confirm"] if open_ and actor.is_any_of(VSH) and actor.id != rate.entered_by else []


def on_count(record: CountRecord, actor: Actor) -> list[str]:
    open_ = record.state is CountState.CHECKED and actor.is_any_of(VSH, OFFICER)
    return ["apply"] if open_ else []


def on_award(award: Award, actor: Actor) -> list[str]:
    open_ = award.state is AwardState.DRAFT and actor.is_any_of(VSH)
    return ["post"] if open_ and actor.id != award.entered_by else []


def on_receipt(receipt: GrantReceipt, actor: Actor) -> list[str]:
    return ["receive"] if receipt.received_on is None and actor.is_any_of(FINANCE) else []


def on_request(request: Request, actor: Actor, parameters: Parameters) -> list[str]:
    """Own requests cannot be decided, nor those above the caller's limit (FU-302, FU-1208)."""
    if request.state is RequestState.DRAFT and actor.is_any_of(VSH, OFFICER):
        return ["submit"]
    waits = request.state in {RequestState.SUBMITTED, RequestState.UNDER_REVIEW}
    return ["decide"] if waits and may_decide(request, actor, parameters) else []


def on_payee(payee: Payee, actor: Actor) -> list[str]:
    if not actor.is_any_of(FINANCE, VSH):
        return []
    if payee.state is PayeeState.AWAITING_SUPPLIER and actor.id != payee.entered_by:
        return ["verify"]
    return ["set_supplier"] if payee.supplier_no is None and actor.is_any_of(FINANCE) else []


def on_batch(batch: Batch, actor: Actor) -> list[str]:
    if not actor.is_any_of(FINANCE):
        return []
    steps = {
        BatchState.DRAFT: ["check"],
        BatchState.CHECKED: ["approve"],
        BatchState.APPROVED: ["export"],
        BatchState.EXPORTED: ["file", "confirm"],
        BatchState.CONFIRMED: ["file"],
    }
    return steps.get(batch.state, [])


_STAFF_STEPS = {
    ReturnStep.REMIND: "remind",
    ReturnStep.CHASE: "remind",
    ReturnStep.ACCEPT: "accept",
}


def on_return(one: SpendReturn, actor: Actor, *, is_school: bool) -> list[str]:
    open_ = {step for state, step in RETURN_TRANSITIONS if state is one.state}
    if is_school:
        return ["save_line", "as_agreed", "submit"] if ReturnStep.SUBMIT in open_ else []
    if not actor.is_any_of(VSH, OFFICER) or one.state is ReturnState.WAIVED:
        return []
    return sorted({name for step, name in _STAFF_STEPS.items() if step in open_})
