"""The gateway reads for somebody who is not there: with their own rights, read scopes only, and saying so (SE-47)."""

from datetime import datetime
from typing import Final

from gateway.domain.people import Person
from kit.auth.principal import Identity
from kit.auth.rights import Rights
from kit.auth.vocabulary import SERVICE_PREFIX, ActorKind, Role, Scope

ACTOR: Final = f"{SERVICE_PREFIX}gateway"
_ALL_THEY_REACH: Final = frozenset({Role.VSH, Role.SOCIAL_WORKER, Role.IRO, Role.SEND_OFFICER})
_SCOPES: Final = frozenset({Scope.PLACEMENTS_READ, Scope.CHILDREN_READ})


def scope_of(person: Person) -> str:
    """A head answers for the whole team, and whoever reaches few children for all of those; an officer for their
    own caseload, others for what is theirs by role."""
    roles = frozenset(person.roles)
    whole = roles & _ALL_THEY_REACH or (Role.VS_OFFICER in roles and person.caseload == "all")
    return "team" if whole else "mine"


def identity_for(person: Person, rights: Rights, now: datetime) -> Identity:
    """What the token says: the person as subject, the gateway as client and actor."""
    return Identity(
        kind=ActorKind.USER,
        subject=str(person.id),
        client_id=ACTOR,
        organisation=person.organisation,
        roles=person.roles,
        scopes=rights.scopes_of(person.roles) & _SCOPES,
        amr=(),
        auth_time=now,
        posts=tuple(str(post.id) for post in person.posts),
        caseload=person.caseload,
        act=ACTOR,
    )
