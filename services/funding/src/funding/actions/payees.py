"""A payee's supplier number is entered by one person and verified by another (FU-1301, FU-1302, FU-305)."""

from dataclasses import dataclass
from uuid import UUID

from funding.domain.payments.payee import Payee, PayeeKind, PayeeState
from funding.domain.payments.payment import PaymentStep
from funding.domain.people import Actor
from funding.domain.when import When
from funding.store.records import Records
from kit.kernel.errors import InvalidInput, StepNotAllowed
from kit.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class PayeeToEnter:
    """A school is named by its URN; anybody else by name."""

    kind: PayeeKind
    school_urn: int | None
    name: str | None
    ofsted_ref: str | None
    supplier_no: str | None


async def enter_payee(records: Records, actor: Actor, entered: PayeeToEnter) -> Payee:
    """A school that is a payee without a supplier number gets the number: there is one payee for each school."""
    if entered.school_urn is not None:
        known = await records.payees.of_school_to_change(entered.school_urn)
        if known is not None:
            return await _complete(records, actor, known, entered.supplier_no)
    payee = Payee(
        id=new_id(),
        kind=entered.kind,
        school_urn=entered.school_urn,
        name=await _name(records, entered),
        ofsted_ref=entered.ofsted_ref,
        supplier_no=entered.supplier_no,
        state=PayeeState.AWAITING_SUPPLIER if entered.supplier_no else PayeeState.NEW,
        entered_by=actor.id,
        verified_by=None,
        verified_on=None,
        version=1,
    )
    await records.payees.add([payee])
    return payee


async def verify_payee(records: Records, actor: Actor, payee_id: UUID, version: int, when: When) -> Payee:
    """What waited for it becomes ready (FU-1302)."""
    verified = (await records.payees.get_to_change(payee_id, version)).verify(actor, when.on)
    await records.payees.save(verified)
    waiting = await records.payments.awaiting_supplier_to_change(payee_id)
    await records.payments.save([payment.stepped(PaymentStep.VERIFY) for payment in waiting])
    return verified


async def _complete(records: Records, actor: Actor, known: Payee, supplier_no: str | None) -> Payee:
    if supplier_no is None:
        raise InvalidInput("missing", "/supplier_no")
    if known.supplier_no is not None:
        raise StepNotAllowed(known.state, "enter")
    completed = known.set_supplier(actor, supplier_no)
    await records.payees.save(completed)
    return completed


async def _name(records: Records, entered: PayeeToEnter) -> str:
    if entered.kind is PayeeKind.SCHOOL and entered.school_urn is None:
        raise InvalidInput("missing", "/school_urn")
    if entered.school_urn is None:
        if not entered.name:
            raise InvalidInput("missing", "/name")
        return entered.name
    school = (await records.schools.some([entered.school_urn])).get(entered.school_urn)
    if school is None:
        raise InvalidInput("school_unknown", "/school_urn")
    return school.name
