"""A school opens the link in its mail: the code becomes a short-lived token for one job (SE-40 to SE-46)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import httpx
import structlog

from gateway.actions.gatehouse import Gatehouse
from gateway.actions.tries import NEW_LINKS, UNKNOWN_CODES
from gateway.domain.errors import ServiceSilent
from gateway.domain.reply_kinds import LINKS_CLIENT, PAGES, ReplyKind, could_be_code, deadline_of
from gateway.store.organisations import OrganisationStore
from kit.auth.principal import Identity, Link, Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import ActorKind, LinkPurpose, Method, OrganisationKind
from kit.db.reply_links import LinkClosed
from kit.db.tenancy import Context
from kit.kernel.errors import NotFound

_log: Final = structlog.get_logger("onroll.links")


@dataclass(frozen=True, slots=True)
class ReplySession:
    """What the page of a link needs; `access_token` lives in the memory of one tab."""

    access_token: str
    expires_at: datetime
    service: str
    purpose: LinkPurpose
    subject_id: str
    authority_name: str
    deadline: date


async def exchange_code(house: Gatehouse, network: str, kind: ReplyKind, code: str) -> ReplySession:
    """NotFound for unknown, expired and foreign codes alike; LinkClosed; TooManyTries; ServiceSilent."""
    await house.tries.check(UNKNOWN_CODES, network)
    page = PAGES[kind]
    opened = await _open(house, page.service, code) if could_be_code(code) else None
    if opened is None or opened["purpose"] != page.purpose:
        await house.tries.count(UNKNOWN_CODES, network)
        raise NotFound
    minted = house.minter.mint(_identity(house, opened), page.service)
    return ReplySession(
        access_token=minted.text,
        expires_at=minted.principal.expires_at,
        service=page.service,
        purpose=page.purpose,
        subject_id=str(opened["subject_id"]),
        authority_name=await _name_of(house, str(opened["authority"])),
        deadline=deadline_of(datetime.fromisoformat(str(opened["expires_at"]))),
    )


async def ask_new_link(house: Gatehouse, network: str, kind: ReplyKind, code: str) -> None:
    """The owning service mails a new link to the registered address, if there is anything left to answer.

    Says the same in every case, so that nobody learns which codes exist.
    """
    await house.tries.count(NEW_LINKS, network)
    if not could_be_code(code):
        return
    service = PAGES[kind].service
    try:
        await house.calls.post(service, "/v1/reply-links/reissue", {"code": code})
    except ServiceSilent:
        _log.warning("new_link_not_asked", source=service)


async def _open(house: Gatehouse, service: str, code: str) -> dict[str, Any] | None:
    answer = await house.calls.post(service, "/v1/reply-links/open", {"code": code})
    if answer.status_code == httpx.codes.GONE:
        raise LinkClosed
    if answer.status_code == httpx.codes.NOT_FOUND:
        return None
    if answer.status_code != httpx.codes.OK:
        raise ServiceSilent(service)
    opened: dict[str, Any] = answer.json()
    return opened


def _identity(house: Gatehouse, opened: dict[str, Any]) -> Identity:
    purpose = LinkPurpose(opened["purpose"])
    link = Link(str(opened["link_id"]), purpose, str(opened["subject_id"]))
    return Identity(
        kind=ActorKind.LINK,
        subject=link.id,
        client_id=LINKS_CLIENT,
        organisation=Organisation(OrganisationKind.AUTHORITY, str(opened["authority"])),
        roles=(),
        scopes=load().links[purpose],
        amr=(Method.LINK_CODE,),
        auth_time=house.clock.now(),
        link=link,
    )


async def _name_of(house: Gatehouse, authority: str) -> str:
    async with house.database.transaction(Context.service("gateway"), read_only=True) as connection:
        brand = await OrganisationStore(connection).brand_of(Organisation(OrganisationKind.AUTHORITY, authority))
    return brand.name if brand else authority
