"""The personas of the demo as callers of the services."""

from datetime import datetime

from gateway.domain.personas import PERSONAS
from kit.auth.principal import Identity
from kit.auth.rights import load
from kit.auth.vocabulary import ActorKind, Method
from kit.kernel.ids import new_id


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
