"""Rounds of spend returns."""

from funding.actions.open_return_round import open_return_round as open_round
from funding.api.deps import AuthorityRecords, CallingActor, Now, SchoolPost
from funding.api.fields import SchoolRefOut
from funding.api.return_schemas import ReturnRoundIn, ReturnRoundOut
from funding.domain.years import Term
from kit.web.answers import answers
from kit.web.deps import CurrentWork
from kit.web.guarded import service_router

router = service_router("funding", "/v1/return-rounds", tags=["returns"])


@router.post("", status_code=201, responses=answers(422))
async def open_return_round(
    wanted: ReturnRoundIn,
    records: AuthorityRecords,
    actor: CallingActor,
    post: SchoolPost,
    now: Now,
    work: CurrentWork,
) -> ReturnRoundOut:
    """Ask every school that holds money of the term to account for it: one return, one mail, one link each."""
    term = Term.parse(wanted.term)
    opened = await open_round(records, work.outbox, post, actor, term, wanted.due_on, now)
    without = sorted(one.school_urn for one in opened.returns if one.mailbox is None)
    schools = await records.schools.some(without)
    work.audit.saw(*(child for one in opened.returns for child in one.children))
    return ReturnRoundOut(
        id=opened.round.id,
        term=str(opened.round.term),
        opens_on=opened.round.opens_on,
        due_on=opened.round.due_on,
        returns_opened=len(opened.returns),
        mails_sent=opened.mails,
        schools_without_mailbox=[
            SchoolRefOut(urn=urn, name=schools[urn].name if urn in schools else None) for urn in without
        ],
        version=opened.round.version,
    )
