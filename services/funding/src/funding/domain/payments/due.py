"""What becomes due when a request is approved: one payment for each commitment (FU-1302 to FU-1305)."""

from collections.abc import Callable, Iterable
from uuid import UUID

from funding.domain.payments.channel import Channel, needs_supplier
from funding.domain.payments.payee import Payee
from funding.domain.payments.payment import Payment, PaymentState, posting_type_of
from funding.domain.policies.parameters import Parameters
from funding.domain.requests.commitments import Commitment
from funding.domain.requests.request import PayTo, Request


def payments_due(
    request: Request,
    commitments: Iterable[Commitment],
    payee: Payee,
    channel: Channel,
    parameters: Parameters,
    decided_by: str,
    new_id: Callable[[], UUID],
) -> list[Payment]:
    """Ready at once, unless the payee has to be verified or a bill has to come first."""
    state = _first_state(request, payee, channel, parameters)
    return [
        Payment(
            id=new_id(),
            request_id=request.id,
            commitment_id=commitment.id,
            line_id=commitment.line_id,
            payee_id=payee.id,
            child_id=commitment.child_id,
            school_urn=request.school_urn,
            scheme=request.scheme,
            financial_year=commitment.financial_year,
            term=request.term,
            posting_type=posting_type_of(request.kind),
            fund=request.fund,
            pay_to=request.pay_to,
            central_category=request.central_category,
            channel=channel,
            pence=commitment.pence,
            state=state,
            held_for=None,
            batch_id=None,
            batch_line_id=None,
            decided_by=decided_by,
            paid_on=None,
            version=1,
        )
        for commitment in commitments
    ]


def _first_state(request: Request, payee: Payee, channel: Channel, parameters: Parameters) -> PaymentState:
    if needs_supplier(channel, payee.state, parameters):
        return PaymentState.AWAITING_SUPPLIER
    if channel is Channel.INVOICE or request.pay_to is PayTo.SUPPLIER:
        return PaymentState.AWAITING_INVOICE
    return PaymentState.READY
