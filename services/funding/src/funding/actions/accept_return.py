"""A return is accepted: J8 for what was spent, requests evidenced, holds ended, the link closed (FU-1410)."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from funding.domain.payments.payment import Payment, PaymentState, PaymentStep
from funding.domain.people import Actor
from funding.domain.plain_text import require_plain
from funding.domain.requests.states import RequestState, RequestStep
from funding.domain.returns.acceptance import Advance, LineVerdict, accept
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.schemes import Scheme
from funding.domain.told import Teller
from funding.domain.when import When
from funding.store.records import Records
from kit.db.outbox import Outbox
from kit.db.reply_links import LinkState, ReplyLinks

HELD_FOR_RETURN = "return_overdue"

_WITH_EVIDENCE = frozenset({RequestState.PAID, RequestState.PART_EVIDENCED})


async def accept_return(
    records: Records,
    outbox: Outbox,
    links: ReplyLinks,
    actor: Actor,
    return_id: UUID,
    version: int,
    verdicts: Sequence[LineVerdict],
    when: When,
) -> SpendReturn:
    """Lines without a verdict are accepted; a refused one says why."""
    require_plain(*(verdict.reason for verdict in verdicts))
    one = await records.returns.get_to_change(return_id, version)
    advances = await records.books.advances(one.school_urn)
    parameters = await records.policies.parameters_on(Scheme.LAC, one.term.financial_year, when.on)
    done = accept(one, actor, verdicts, advances, parameters, when.on)
    await records.returns.save(done.accepted)
    await records.ledger.post(done.journals, when.at)
    await _evidence_requests(records, advances, done.left)
    await _end_holds(records, one.school_urn)
    await links.close(one.id, LinkState.WITHDRAWN)
    teller = Teller(records.authority, when.on, await records.children.some(one.children))
    await outbox.add(teller.accepted(done.accepted), *teller.decided(done.accepted))
    return done.accepted


async def _evidence_requests(records: Records, before: Sequence[Advance], left: Sequence[Advance]) -> None:
    """A request is evidenced when none of its money is advanced any more; money elsewhere still counts."""
    held = _by_request(before)
    remaining = _by_request(left)
    touched = {request_id for request_id, pence in held.items() if remaining.get(request_id, 0) != pence}
    requests = await records.requests.some_to_change(touched)
    elsewhere = _by_request(await records.books.advances())
    await records.requests.save(
        [
            request.stepped(RequestStep.EVIDENCE_PART if elsewhere.get(request.id) else RequestStep.EVIDENCE)
            for request in requests.values()
            if request.state in _WITH_EVIDENCE
        ]
    )


async def _end_holds(records: Records, school_urn: int) -> None:
    held = await records.payments.of_school_to_change(school_urn, PaymentState.HELD)
    await records.payments.save([_ended(payment) for payment in held if payment.held_for == HELD_FOR_RETURN])


def _ended(payment: Payment) -> Payment:
    return replace(payment.stepped(PaymentStep.RELEASE_HOLD), held_for=None)


def _by_request(advances: Sequence[Advance]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for advance in advances:
        if advance.about.request_id is not None:
            found[advance.about.request_id] = found.get(advance.about.request_id, 0) + advance.pence
    return found
