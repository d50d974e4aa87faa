"""A request is decided: decision, commitments, journals and payments are one transaction (FU-1208 to FU-1210)."""

from collections.abc import Sequence
from uuid import UUID

from funding.domain.ledger.periods import require_open
from funding.domain.payments.channel import Channel, channel_of, school_group
from funding.domain.payments.due import payments_due
from funding.domain.payments.payee import Payee, PayeeKind, PayeeState
from funding.domain.people import Actor
from funding.domain.plain_text import require_plain
from funding.domain.policies.parameters import Parameters
from funding.domain.requests.commitments import Commitment, commitments_of, journals_of_decision
from funding.domain.requests.decision import LineDecision, decide, outcome_of
from funding.domain.requests.request import PayTo, Request
from funding.domain.when import When
from funding.store.records import Records
from funding.store.schools import School
from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id


async def decide_request(
    records: Records,
    actor: Actor,
    request_id: UUID,
    version: int,
    decisions: Sequence[LineDecision],
    when: When,
) -> Request:
    """Raises what the rules raise, Overdrawn when a pot is short; nothing is written then."""
    request = await records.requests.get_to_change(request_id, version)
    parameters = await records.policies.parameters(request.policy_id)
    require_plain(*(decision.reason for decision in decisions))
    answers = decide(request, actor, decisions, parameters)
    decided = request.decide(actor, when.at, outcome_of(answers))
    await records.requests.save([decided])
    await records.requests.add_decisions({decided.id: answers})
    commitments = commitments_of(decided, answers, new_id)
    if commitments:
        await _commit(records, decided, commitments, parameters, actor, when)
    return decided


async def _commit(
    records: Records,
    request: Request,
    commitments: Sequence[Commitment],
    parameters: Parameters,
    actor: Actor,
    when: When,
) -> None:
    require_open(await records.awards.periods(), {commitment.financial_year for commitment in commitments})
    school = (await records.schools.some([request.school_urn])).get(request.school_urn or 0)
    payee = await _payee(records, request, school, actor)
    channel = _channel(request, school, records.authority, parameters)
    budgets = await records.books.budgets(request.children)
    drafts = journals_of_decision(request, commitments, budgets, payee.id, actor.id, when.on)
    await records.ledger.post(drafts, when.at)
    await records.requests.add_commitments(commitments)
    due = payments_due(request, commitments, payee, channel, parameters, actor.id, new_id)
    await records.payments.add(due)


async def _payee(records: Records, request: Request, school: School | None, actor: Actor) -> Payee:
    """A school's payee is made with its first payment; its supplier number is for finance to enter (FU-1301)."""
    if request.pay_to is PayTo.SUPPLIER:
        if request.payee_id is None:
            raise InvalidInput("missing", "/payee_id")
        return await records.payees.get(request.payee_id)
    if request.school_urn is None:
        raise InvalidInput("missing", "/school_urn")
    known = await records.payees.of_school_to_change(request.school_urn)
    if known is not None:
        return known
    made = Payee(
        id=new_id(),
        kind=PayeeKind.SCHOOL,
        school_urn=request.school_urn,
        name=school.name if school else f"School {request.school_urn}",
        ofsted_ref=None,
        supplier_no=None,
        state=PayeeState.NEW,
        entered_by=actor.id,
        verified_by=None,
        verified_on=None,
        version=1,
    )
    return await records.payees.ensure(made)


def _channel(request: Request, school: School | None, authority: str, parameters: Parameters) -> Channel:
    """A supplier is paid by its bill; a school the register does not know counts as out of area."""
    if request.pay_to is PayTo.SUPPLIER:
        return Channel.INVOICE
    if school is None:
        return Channel(parameters.word("channel.out_of_area"))
    return channel_of(school_group(school.type_code), in_area=school.authority == authority, parameters=parameters)
