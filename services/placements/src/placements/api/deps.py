"""What the routes of placements may touch: the signature of a route says all of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Request

from kit.auth.principal import Principal
from kit.auth.rights import Right
from kit.auth.vocabulary import OrganisationKind
from kit.db.work import Work
from kit.kernel.errors import NotFound
from kit.web.deps import CurrentWork
from placements.actions.desk import Desk, by_link, staff
from placements.domain.errors import ApplicationNotFound
from placements.domain.reach import reach_of
from placements.domain.school_reach import SchoolReach
from placements.store.school_reach import SchoolReachStore

_READS: Final = frozenset({"GET", "HEAD"})


async def _base_url(request: Request) -> str:
    """Set when the app was built; a request's own headers never count (SE-74)."""
    base_url: str = request.app.state.base_url
    return base_url


BaseUrl = Annotated[str, Depends(_base_url)]


async def _desk(request: Request, work: CurrentWork, base_url: BaseUrl) -> Desk:
    """The desk of somebody of the authority, of one of its systems, or of a school for the request it came about."""
    caller = work.caller
    taker = staff(caller.kind, caller.subject, frozenset(caller.roles), caller.posts)
    taker = replace(taker, reach=reach_of(_roles_asked(request, caller), caller.posts))
    authority = await _authority_asking(work, request.path_params) if caller.is_of_school else ""
    if not authority:
        return await Desk.of(work, taker, base_url)
    desk = await Desk.of(await work.visit(authority), taker, base_url)
    if request.method in _READS:
        await work.come_home()
    return desk


def _roles_asked(request: Request, caller: Principal) -> frozenset[str]:
    """The roles that let somebody call this operation: another one they hold widens nobody's reach (PL-201)."""
    right: Right = request.app.state.rights[request.scope["route"].operation_id]
    return frozenset(caller.roles) & right.roles if right.roles else frozenset(caller.roles)


async def _authority_asking(work: Work, named: Mapping[str, str]) -> str:
    """Of what the path names; "" where it names nothing of an authority. Raises NotFound outside the school's reach."""
    store = SchoolReachStore(work.connection, school_reach_of(work.caller), work.clock.today())
    try:
        if "application_id" in named:
            found = await store.authority_of_application(UUID(named["application_id"]))
        elif "child_id" in named:
            found = await store.authority_of_child(UUID(named["child_id"]))
        elif "vacancy_request_id" in named:
            found = await store.authority_of_vacancy_request(UUID(named["vacancy_request_id"]))
        else:
            return ""
    except ValueError:
        raise NotFound from None
    if found is None:
        raise NotFound
    return found


def school_reach_of(caller: Principal) -> SchoolReach:
    """The one school, or the schools of the one trust, somebody belongs to."""
    organisation = caller.organisation
    if organisation.kind is OrganisationKind.TRUST:
        return SchoolReach(trust_uid=organisation.id)
    return SchoolReach(urn=int(organisation.id))


async def _link_desk(work: CurrentWork, base_url: BaseUrl) -> Desk:
    """The desk of a school that came by its link; it belongs to the authority that asked."""
    link = work.caller.link
    if link is None:
        raise NotFound
    return await Desk.of(work, by_link(link.id), base_url)


async def _asked_application(work: CurrentWork) -> UUID:
    """The one application a reply link is about (SE-43)."""
    link = work.caller.link
    if link is None:
        raise ApplicationNotFound
    return UUID(link.subject_id)


StaffDesk = Annotated[Desk, Depends(_desk)]
LinkDesk = Annotated[Desk, Depends(_link_desk)]
AskedApplication = Annotated[UUID, Depends(_asked_application)]
