"""Puts requests together with what is known of their children and schools."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from funding.api.fields import ChildRefOut, SchoolRefOut
from funding.api.request_answers import (
    RequestLineOut,
    RequestOut,
    RequestSummaryOut,
    ShareOut,
    child_ref,
    summary_of,
)
from funding.api.request_schemas import RequestIn
from funding.domain.allowed_actions import on_request
from funding.domain.payments.payment import PaymentState
from funding.domain.people import OFFICER, VSH, Actor
from funding.domain.requests.decision import LineDecision
from funding.domain.requests.request import Fund, Request, RequestKind
from funding.domain.requests.states import RequestState
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear, Term
from funding.store.records import Records
from funding.store.schools import School
from kit.kernel.ids import new_id

_NARRATIVE = ("need", "reason", "expected_outcome", "exit_strategy", "child_view", "central_purpose")
_PLAIN = (
    "id",
    "kind",
    "scheme",
    "state",
    "outcome",
    "pay_to",
    "payee_id",
    "fund",
    "central_category",
    "asked_pence",
    "policy_version",
    "asked_by",
    "submitted_at",
    "decided_by",
    "decided_at",
    "version",
)


def drafted(asked: RequestIn, actor: Actor) -> Request:
    """The financial year is that of the first service date (FU-403)."""
    lines = tuple(line.value(new_id(), place) for place, line in enumerate(asked.lines, start=1))
    return Request(
        id=new_id(),
        kind=asked.kind,
        scheme=Scheme.POST16 if asked.kind is RequestKind.POST16 else Scheme.LAC,
        financial_year=FinancialYear.of(min(line.start_on for line in lines)),
        term=Term.parse(asked.term),
        child_id=asked.child_id,
        shares=asked.share_values(),
        school_urn=asked.school_urn,
        pay_to=asked.pay_to,
        payee_id=asked.payee_id,
        fund=asked.fund or Fund.DEVOLVED,
        **{name: getattr(asked, name) for name in _NARRATIVE},
        central_category=asked.central_category,
        lines=lines,
        policy_id=None,
        policy_version=None,
        state=RequestState.DRAFT,
        asked_by=actor.id,
        submitted_by=None,
        submitted_at=None,
        decided_by=None,
        decided_at=None,
        outcome=None,
        version=1,
    )


async def shown(records: Records, request: Request, actor: Actor) -> RequestOut:
    """An auditor reads requests without the words people wrote (section 3)."""
    narrative = actor.is_any_of(VSH, OFFICER)
    children = await records.children.some(request.children)
    schools = await records.schools.some([request.school_urn])
    decisions = (await records.requests.decisions([request.id])).get(request.id, {})
    payments = (await records.payments.of_requests([request.id])).get(request.id, ())
    parameters = await records.policies.parameters(request.policy_id)
    child = children.get(request.child_id) if request.child_id else None
    words: dict[str, Any] = {name: getattr(request, name) if narrative else None for name in _NARRATIVE}
    return RequestOut(
        **{name: getattr(request, name) for name in _PLAIN},
        **words,
        financial_year=str(request.financial_year),
        term=str(request.term),
        child=child_ref(child, initials=narrative) if child else None,
        shares=[
            ShareOut(
                child=child_ref(children[share.child_id], initials=narrative)
                if share.child_id in children
                else ChildRefOut(id=str(share.child_id), initials=None, year_group=None),
                weight=share.weight,
            )
            for share in request.shares
        ],
        school=school_ref(request.school_urn, schools),
        approved_pence=_approved(decisions),
        paid_pence=sum(payment.pence for payment in payments if payment.state is PaymentState.PAID),
        lines=[RequestLineOut.of(line, decisions.get(line.id), narrative=narrative) for line in request.lines],
        allowed_actions=on_request(request, actor, parameters),
    )


async def summaries(records: Records, requests: Sequence[Request], actor: Actor) -> list[RequestSummaryOut]:
    children = await records.children.some(child for request in requests for child in request.children)
    schools = await records.schools.some(request.school_urn for request in requests)
    decisions = await records.requests.decisions(request.id for request in requests)
    parameters = {
        policy_id: await records.policies.parameters(policy_id)
        for policy_id in {request.policy_id for request in requests}
    }
    return [
        summary_of(
            request,
            children.get(request.child_id) if request.child_id else None,
            school_ref(request.school_urn, schools),
            _approved(decisions.get(request.id, {})),
            on_request(request, actor, parameters[request.policy_id]),
            initials=actor.is_any_of(VSH, OFFICER),
        )
        for request in requests
    ]


def school_ref(urn: int | None, schools: Mapping[int, School]) -> SchoolRefOut | None:
    if urn is None:
        return None
    return SchoolRefOut(urn=urn, name=schools[urn].name if urn in schools else None)


def _approved(decisions: Mapping[UUID, LineDecision]) -> int | None:
    """Null before the decision."""
    return sum(decision.approved_pence for decision in decisions.values()) if decisions else None
