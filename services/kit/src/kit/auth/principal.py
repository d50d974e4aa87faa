"""Who stands behind a request, as its token says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kit.auth.vocabulary import ActorKind, LinkPurpose, Method, OrganisationKind, Role, Scope

Caseload = Literal["own", "all"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """`id` is a DfE code, a URN, a trust UID, `ofsted`, `dfe` or `platform` (SE-10)."""

    kind: OrganisationKind
    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """The one job a reply link opens (SE-43)."""

    id: str
    purpose: LinkPurpose
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a token says about its holder, before it is minted and after it is verified (SE-50)."""

    kind: ActorKind
    subject: str
    client_id: str
    organisation: Organisation
    roles: tuple[Role, ...]
    scopes: frozenset[Scope]
    amr: tuple[Method, ...]
    auth_time: datetime
    session: str | None = None
    posts: tuple[str, ...] = ()
    caseload: Caseload | None = None
    act: str | None = None
    link: Link | None = None

    @property
    def authority(self) -> str | None:
        """The authority whose rows this caller works on; schools, trusts and services have none of their own.

        The organisation of a link's token is the authority that asked.
        """
        return self.organisation.id if self.organisation.kind is OrganisationKind.AUTHORITY else None

    @property
    def is_of_school(self) -> bool:
        """Somebody of a school or a trust, whose reach is not an authority but schools."""
        return self.organisation.kind in {OrganisationKind.SCHOOL, OrganisationKind.TRUST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal(Identity):
    """An identity that a verified token vouches for, for as long as the token lives."""

    jti: str
    issued_at: datetime
    expires_at: datetime
