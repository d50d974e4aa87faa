"""Spend returns: what schools tell, and what the authority does with it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from funding.actions.accept_return import accept_return as accept
from funding.actions.answer_return import Answer, send_return
from funding.actions.answer_return import save_return_line as save_line
from funding.actions.chase_returns import remind_return as remind
from funding.api.cursors import after_id
from funding.api.deps import AuthorityRecords, CallingActor, Now, ReturnOfCaller, SchoolPost, TermQuery, UrnQuery
from funding.api.return_schemas import (
    AcceptanceIn,
    AsAgreedIn,
    ReturnLineIn,
    ReturnOut,
    ReturnSummaryOut,
    SubmissionIn,
)
from funding.api.return_views import shown, summaries
from funding.domain.returns.spend_return import Sender, SpendReturn
from funding.domain.returns.states import ReturnState
from funding.store.returns import ReturnFilter
from kit.auth.vocabulary import ActorKind
from kit.db.work import Work
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.guarded import service_router
from kit.web.paging import Page, WantedPage

router = service_router("funding", "/v1/returns", tags=["returns"])
school_router = service_router("funding", "/v1/returns", tags=["school"])


@router.get("")
async def list_returns(
    page: WantedPage,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
    state: Annotated[ReturnState | None, Query()] = None,
    term: TermQuery = None,
    school_urn: UrnQuery = None,
) -> Page[ReturnSummaryOut]:
    """Returns, the newest first."""
    rows = await records.returns.page(ReturnFilter(state, term, school_urn), after_id(page), page.rows)
    found, more = rows[: page.limit], len(rows) > page.limit
    work.audit.saw(*(child for one in found for child in one.children))
    items = await summaries(records, found, actor, now.on, is_school=False)
    return Page(items=items, next_cursor=page.cursor(found[-1].id) if more else None)


@school_router.get("/{return_id}")
async def show_return(
    return_id: ReturnOfCaller, records: AuthorityRecords, actor: CallingActor, now: Now, work: CurrentWork
) -> ReturnOut:
    """One return with its lines, prefilled with what was agreed and paid."""
    one = await records.returns.get(return_id)
    return await _shown(records, one, actor, now, work)


@school_router.patch("/{return_id}/lines/{line_id}", responses=answers(409))
async def save_return_line(
    return_id: ReturnOfCaller,
    line_id: UUID,
    line: ReturnLineIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
) -> ReturnOut:
    """Keep what a school typed for one item; nothing is sent by it."""
    one = await save_line(records, return_id, line_id, version, line.charged_to_grant_pence, line.impact_rating)
    return await _shown(records, one, actor, now, work)


@school_router.post("/{return_id}/as-agreed", responses=answers(409, 422))
async def return_as_agreed(
    return_id: ReturnOfCaller,
    agreed: AsAgreedIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    post: SchoolPost,
    now: Now,
    work: CurrentWork,
) -> ReturnOut:
    """Send the return with every sum as it was paid; an item without a rating counts as too early to say."""
    ratings = {one.line_id: one.impact_rating for one in agreed.ratings}
    sender = await _sender(work)
    one = await send_return(records, work.outbox, post, return_id, version, sender, Answer(ratings, agreed.note), now)
    return await _shown(records, one, actor, now, work)


@school_router.post("/{return_id}/submission", responses=answers(409, 422))
async def submit_return(
    return_id: ReturnOfCaller,
    submission: SubmissionIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    post: SchoolPost,
    now: Now,
    work: CurrentWork,
) -> ReturnOut:
    """Send the return with the sums as they were saved."""
    sender = await _sender(work)
    one = await send_return(records, work.outbox, post, return_id, version, sender, Answer(None, submission.note), now)
    return await _shown(records, one, actor, now, work)


@router.post("/{return_id}/acceptance", responses=answers(409, 422))
async def accept_return(
    return_id: UUID,
    acceptance: AcceptanceIn,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    now: Now,
    work: CurrentWork,
) -> ReturnOut:
    """Accept a return: what was spent is evidenced; a line that is not accepted says why."""
    verdicts = [line.value() for line in acceptance.lines]
    one = await accept(records, work.outbox, work.links, actor, return_id, version, verdicts, now)
    return await _shown(records, one, actor, now, work)


@router.post("/{return_id}/reminder", responses=answers(409))
async def remind_return(
    return_id: UUID,
    version: ExpectedVersion,
    records: AuthorityRecords,
    actor: CallingActor,
    post: SchoolPost,
    now: Now,
    work: CurrentWork,
) -> ReturnOut:
    """Ask the school again, with a new link to its registered mailbox."""
    one = await remind(records, work.outbox, post, return_id, version, now)
    return await _shown(records, one, actor, now, work)


async def _shown(records: AuthorityRecords, one: SpendReturn, actor: CallingActor, now: Now, work: Work) -> ReturnOut:
    work.audit.saw(*one.children)
    return await shown(records, one, actor, now.on, is_school=work.caller.kind is ActorKind.LINK)


async def _sender(work: Work) -> Sender:
    """The role is that of the school contact the link went to, or of the signed-in user (FU-1404)."""
    link = work.caller.link
    if link is None:
        return Sender(min(work.caller.roles, default="school"), None, None)
    kept = await work.links.get(UUID(link.id))
    return Sender("registered_contact", kept.first_opened_at if kept else None, UUID(link.id))
