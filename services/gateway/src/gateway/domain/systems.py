"""Systems of an authority that use the API (SE-36, SE-37)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.auth.principal import Identity, Organisation
from kit.auth.public_keys import PublicKey
from kit.auth.vocabulary import ActorKind, Method, OrganisationKind, Role, Scope

AUDIENCES: Final = ("gateway", "placements", "funding", "accountability")
DEMO_AUTHORITIES: Final = frozenset({"998", "999"})
SERVICE_SCOPES: Final[Mapping[str, frozenset[Scope]]] = {
    "gateway": frozenset(),
    "funding": frozenset({Scope.EVENTS_READ}),
    "accountability": frozenset({Scope.EVENTS_READ}),
}
"""Our own services as callers of each other: readers of feeds hold that scope and no other (SE-47)."""


class SystemState(StrEnum):
    """SE-36."""

    REQUESTED = "requested"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class System:
    """A registered client; its authority comes from here and never from a request."""

    id: UUID
    authority: str
    scopes: frozenset[Scope]
    keys: Mapping[str, PublicKey]
    secret_hash: bytes | None
    expires_on: date
    state: SystemState

    def may_ask_on(self, today: date) -> bool:
        return self.state is SystemState.ACTIVE and today <= self.expires_on

    def identity(self, scopes: frozenset[Scope], how: Method, now: datetime) -> Identity:
        """What its tokens say."""
        return Identity(
            kind=ActorKind.CLIENT,
            subject=str(self.id),
            client_id=str(self.id),
            organisation=Organisation(OrganisationKind.AUTHORITY, self.authority),
            roles=(Role.LA_SYSTEM,),
            scopes=scopes,
            amr=(how,),
            auth_time=now,
        )
