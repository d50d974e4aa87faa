"""Payees and the payments due to them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from funding.actions.payees import PayeeToEnter
from funding.actions.payees import enter_payee as enter
from funding.actions.payees import verify_payee as verify
from funding.api.cursors import after_id, after_name
from funding.api.deps import AuthorityRecords, CallingActor, Now, TermQuery, UrnQuery, YearQuery
from funding.api.payment_schemas import PayeeIn, PayeeOut, PaymentOut
from funding.api.request_views import school_ref
from funding.domain.allowed_actions import on_payee
from funding.domain.payments.payee import PayeeState
from funding.domain.payments.payment import PaymentState
from funding.domain.schemes import Scheme
from funding.store.payments import PaymentFilter
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage

router = service_router("funding", "/v1/payees", tags=["payments"])
payments_router = service_router("funding", "/v1/payments", tags=["payments"])


@router.get("")
async def list_payees(
    page: WantedPage,
    records: AuthorityRecords,
    actor: CallingActor,
    state: Annotated[PayeeState | None, Query()] = None,
) -> Page[PayeeOut]:
    """Who is paid, by name; `awaiting_supplier` are those whose supplier number nobody has verified."""
    rows = await records.payees.page(state, after_name(page), page.rows)
    shown, more = rows[: page.limit], len(rows) > page.limit
    return Page(
        items=[PayeeOut.of(payee, on_payee(payee, actor)) for payee in shown],
        next_cursor=page.cursor(shown[-1].name, shown[-1].id) if more else None,
    )


@router.post("", status_code=201, responses=answers(409))
async def enter_payee(entered: PayeeIn, records: AuthorityRecords, actor: CallingActor) -> PayeeOut:
    """Enter a payee, or the supplier number of a school that has none yet."""
    payee = PayeeToEnter(entered.kind, entered.school_urn, entered.name, entered.ofsted_ref, entered.supplier_no)
    kept = await enter(records, actor, payee)
    return PayeeOut.of(kept, on_payee(kept, actor))


@router.post("/{payee_id}/verification", responses=answers(409))
async def verify_payee(
    payee_id: UUID, version: ExpectedVersion, records: AuthorityRecords, actor: CallingActor, now: Now
) -> PayeeOut:
    """Verify a supplier number that somebody else entered; payments that waited for it become ready."""
    verified = await verify(records, actor, payee_id, version, now)
    return PayeeOut.of(verified, on_payee(verified, actor))


@payments_router.get("")
async def list_payments(
    page: WantedPage,
    records: AuthorityRecords,
    work: CurrentWork,
    state: Annotated[PaymentState | None, Query()] = None,
    financial_year: YearQuery = None,
    scheme: Annotated[Scheme | None, Query()] = None,
    term: TermQuery = None,
    school_urn: UrnQuery = None,
    child_id: Annotated[UUID | None, Query()] = None,
) -> Page[PaymentOut]:
    """Money due and paid, the newest first; children by id only."""
    wanted = PaymentFilter(state, financial_year, scheme, term, school_urn, child_id)
    rows = await records.payments.page(wanted, after_id(page), page.rows)
    found, more = rows[: page.limit], len(rows) > page.limit
    payees = await records.payees.some({one.payee_id for one in found})
    schools = await records.schools.some(one.school_urn for one in found)
    refs = await records.payments.refs(one.batch_line_id for one in found)
    work.audit.saw(*(one.child_id for one in found if one.child_id))
    items = [
        PaymentOut(
            **{name: getattr(one, name) for name in _PLAIN},
            school=school_ref(one.school_urn, schools),
            payee_name=payees[one.payee_id].name,
            financial_year=str(one.financial_year),
            term=str(one.term),
            payment_ref=refs.get(one.batch_line_id) if one.batch_line_id else None,
        )
        for one in found
    ]
    return Page(items=items, next_cursor=page.cursor(found[-1].id) if more else None)


_PLAIN = [
    name
    for name in PaymentOut.model_fields
    if name not in {"school", "payee_name", "financial_year", "term", "payment_ref"}
]
