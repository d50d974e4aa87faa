"""Requests for money and the decisions about them."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from funding.actions.ask_for_money import draft_request as draft
from funding.actions.ask_for_money import submit_request as submit
from funding.actions.decide_request import decide_request as decide
from funding.api.cursors import after_id
from funding.api.deps import AuthorityRecords, CallingActor, Now, TermQuery, UrnQuery, YearQuery
from funding.api.request_answers import RequestOut, RequestSummaryOut
from funding.api.request_schemas import DecisionIn, RequestIn
from funding.api.request_views import drafted, shown, summaries
from funding.domain.requests.states import RequestState
from funding.domain.schemes import Scheme
from funding.store.requests import RequestFilter
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage

router = service_router("funding", "/v1/requests", tags=["requests"])


@router.get("")
async def list_requests(
    page: WantedPage,
    records: AuthorityRecords,
    actor: CallingActor,
    work: CurrentWork,
    state: Annotated[RequestState | None, Query()] = None,
    financial_year: YearQuery = None,
    scheme: Annotated[Scheme | None, Query()] = None,
    term: TermQuery = None,
    school_urn: UrnQuery = None,
    child_id: Annotated[UUID | None, Query()] = None,
) -> Page[RequestSummaryOut]:
    """Requests, the newest first."""
    wanted = RequestFilter(state, financial_year, scheme, term, school_urn, child_id)
    after = after_id(page)
    rows = await records.requests.page(wanted, after, page.rows)
    items = await summaries(records, rows[: page.limit], actor)
    work.audit.saw(*(child for request in rows[: page.limit] for child in request.children))
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=page.cursor(items[-1].id) if more else None)


@router.post("", status_code=201, responses=answers(422))
async def draft_request(
    asked: RequestIn, records: AuthorityRecords, actor: CallingActor, now: Now, work: CurrentWork
) -> RequestOut:
    """Draft a request for one child, for several, or from the central pot."""
    request = await draft(records, drafted(asked, actor), asked.fund, now.on)
    work.audit.saw(*request.children)
    return await shown(records, request, actor)


@router.get("/{request_id}")
async def show_request(
    request_id: UUID, records: AuthorityRecords, actor: CallingActor, work: CurrentWork
) -> RequestOut:
    """One request with its lines, answers and what was paid."""
    request = await records.requests.get(request_id)
    work.audit.saw(*request.children)
    return await shown(records, request, actor)


@router.post("/{request_id}/submission", responses=answers(409, 422))
async def submit_request(
    request_id: UUID,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
) -> RequestOut:
    """Send a draft to be decided; it is measured by the policy in force today."""
    request = await submit(records, actor, request_id, version, now)
    work.audit.saw(*request.children)
    return await shown(records, request, actor)


@router.post("/{request_id}/decision", responses=answers(409, 422))
async def decide_request(
    request_id: UUID,
    decision: DecisionIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
) -> RequestOut:
    """Answer every line of a request; what is approved is set aside and becomes due at once."""
    answered = [line.value() for line in decision.lines]
    request = await decide(records, actor, request_id, version, answered, now)
    work.audit.saw(*request.children)
    return await shown(records, request, actor)
