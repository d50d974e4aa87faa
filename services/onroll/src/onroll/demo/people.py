"""The personas of the demo, and the schools behind its reply links, as callers of the services."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select

from funding.store.tables import METADATA
from gateway.domain.personas import PERSONAS
from kit.auth.principal import Identity, Link, Organisation
from kit.auth.rights import load
from kit.auth.vocabulary import ActorKind, LinkPurpose, Method, OrganisationKind
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.kernel.ids import new_id
from kit.web.runtime import Runtime

_LINKS = foundation(METADATA).reply_links
_LINK_OF = select(_LINKS.c.id).where(_LINKS.c.subject_id == bindparam("subject"), _LINKS.c.state == "open")


def identity(key: str, now: datetime) -> Identity:
    """What the token of a persona says, as if the gateway had signed it in."""
    persona = PERSONAS[key]
    return Identity(
        kind=ActorKind.USER,
        subject=str(persona.user_id),
        client_id="onroll-web",
        organisation=persona.organisation,
        roles=(persona.role,),
        scopes=load().scopes_of([persona.role]),
        amr=(Method.PASSWORD, Method.ONE_TIME_CODE),
        auth_time=now,
        session=str(new_id()),
        posts=(str(persona.post_id),),
        caseload=persona.caseload,
    )


def post_of(key: str) -> str:
    """The post that owns work."""
    return str(PERSONAS[key].post_id)


async def link_holder(runtime: Runtime, authority: str, return_id: str, now: datetime) -> Identity:
    """Whoever opened the link of a spend return: one job of one authority, and nobody by name."""
    purpose = LinkPurpose.SPEND_RETURN
    async with runtime.database.transaction(Context.job(authority, "seed_demo"), read_only=True) as connection:
        link_id = (await connection.execute(_LINK_OF, {"subject": UUID(return_id)})).scalar_one()
    return Identity(
        kind=ActorKind.LINK,
        subject=str(link_id),
        client_id="onroll-links",
        organisation=Organisation(OrganisationKind.AUTHORITY, authority),
        roles=(),
        scopes=load().links[purpose],
        amr=(Method.LINK_CODE,),
        auth_time=now,
        link=Link(str(link_id), purpose, return_id),
    )
