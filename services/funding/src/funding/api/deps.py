"""What the routes of funding may touch: the signature of a route says all of it."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Request

from funding.actions.write_to_school import Post
from funding.api.fields import TermText, YearText
from funding.domain.people import Actor
from funding.domain.schemes import Scheme
from funding.domain.when import When
from funding.domain.years import FinancialYear
from funding.store.records import Records
from kit.auth.vocabulary import ActorKind
from kit.kernel.errors import NotFound
from kit.web.deps import CurrentWork


async def _records(work: CurrentWork) -> Records:
    """The records of the caller's authority; a link's are those of the authority that asked."""
    return Records(work.connection, work.authority)


async def _actor(work: CurrentWork) -> Actor:
    """A system acts in the name of its own id, a link as the school it was sent to."""
    caller = work.caller
    return Actor(caller.subject, frozenset(caller.roles))


async def _when(work: CurrentWork) -> When:
    return When.now(work.clock)


async def _post(request: Request, work: CurrentWork) -> Post:
    """Links in mails start with the address the app was built with; a request's own headers never count (SE-74)."""
    base_url: str = request.app.state.base_url
    return Post(work.mail, work.links, base_url)


async def _return_of_caller(work: CurrentWork, return_id: Annotated[UUID, Path()]) -> UUID:
    """A reply link reaches its own return and no other (SE-43)."""
    link = work.caller.link
    if work.caller.kind is ActorKind.LINK and (link is None or link.subject_id != str(return_id)):
        raise NotFound
    return return_id


async def _wanted_year(
    now: Annotated[When, Depends(_when)],
    financial_year: Annotated[YearText | None, Query(description="Left out: the running one.")] = None,
) -> FinancialYear:
    if financial_year is None:
        return FinancialYear.of(now.on)
    return FinancialYear.parse(financial_year, "query/financial_year")


AuthorityRecords = Annotated[Records, Depends(_records)]
CallingActor = Annotated[Actor, Depends(_actor)]
Now = Annotated[When, Depends(_when)]
SchoolPost = Annotated[Post, Depends(_post)]
ReturnOfCaller = Annotated[UUID, Depends(_return_of_caller)]
WantedYear = Annotated[FinancialYear, Depends(_wanted_year)]
WantedScheme = Annotated[Scheme, Query(description="Left out: money for looked-after children of school age.")]
YearQuery = Annotated[YearText | None, Query()]
TermQuery = Annotated[TermText | None, Query()]
UrnQuery = Annotated[int | None, Query(ge=1, le=9_999_999)]
