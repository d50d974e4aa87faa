"""People, systems and links as their tokens describe them, with fixed valid values."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kit.auth.principal import Identity, Link, Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import ActorKind, LinkPurpose, Method, OrganisationKind, Role

ISSUER = "http://localhost:8000"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NORTHSHIRE = Organisation(OrganisationKind.AUTHORITY, "999")
ASHBY_ROAD = Organisation(OrganisationKind.SCHOOL, "9990001")
PLATFORM = Organisation(OrganisationKind.PLATFORM, "platform")
A_USER = "01970000-0000-7000-8000-000000000001"
A_SESSION = "01970000-0000-7000-8000-00000000000a"
A_CLIENT = "01970000-0000-7000-8000-00000000000c"
A_LINK = "01970000-0000-7000-8000-00000000000d"
A_SUBJECT = "01970000-0000-7000-8000-00000000000e"


def a_user(*roles: Role, organisation: Organisation = NORTHSHIRE, **changes: Any) -> Identity:
    """Somebody signed in to the web app, with all the scopes of their roles."""
    held = roles or (Role.VSH,)
    identity = Identity(
        kind=ActorKind.USER,
        subject=A_USER,
        client_id="onroll-web",
        organisation=organisation,
        roles=held,
        scopes=load().scopes_of(held),
        amr=(Method.PASSWORD, Method.ONE_TIME_CODE),
        auth_time=NOON,
        session=A_SESSION,
        posts=("01970000-0000-7000-8000-00000000000b",),
        caseload="own",
    )
    return replace(identity, **changes)


def a_system(**changes: Any) -> Identity:
    """A system of Northshire with every scope a system can be given."""
    identity = Identity(
        kind=ActorKind.CLIENT,
        subject=A_CLIENT,
        client_id=A_CLIENT,
        organisation=NORTHSHIRE,
        roles=(Role.LA_SYSTEM,),
        scopes=load().scopes_of([Role.LA_SYSTEM]),
        amr=(Method.KEY,),
        auth_time=NOON,
    )
    return replace(identity, **changes)


def a_service(name: str = "service:gateway", **changes: Any) -> Identity:
    """One of our own services calling another."""
    identity = Identity(
        kind=ActorKind.SERVICE,
        subject=name,
        client_id=name,
        organisation=PLATFORM,
        roles=(),
        scopes=frozenset(),
        amr=(Method.KEY,),
        auth_time=NOON,
    )
    return replace(identity, **changes)


def a_reply_link(purpose: LinkPurpose = LinkPurpose.ANSWER_APPLICATION, **changes: Any) -> Identity:
    """A school on the page of its link."""
    identity = Identity(
        kind=ActorKind.LINK,
        subject=A_LINK,
        client_id="onroll-links",
        organisation=NORTHSHIRE,
        roles=(),
        scopes=load().links[purpose],
        amr=(Method.LINK_CODE,),
        auth_time=NOON,
        link=Link(A_LINK, purpose, A_SUBJECT),
    )
    return replace(identity, **changes)
