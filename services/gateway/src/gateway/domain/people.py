"""Who works where and in which posts (SE-10, SE-24)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from gateway.domain.session import Session
from kit.auth.principal import Caseload, Identity, Organisation
from kit.auth.rights import Rights
from kit.auth.vocabulary import ActorKind, OrganisationKind, Role

WEB_APP = "onroll-web"


class UserState(StrEnum):
    """SE-12."""

    INVITED = "invited"
    ACTIVE = "active"
    DORMANT = "dormant"
    DISABLED = "disabled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Post:
    """Work belongs to posts and posts to an organisation; people hold them."""

    id: UUID
    name: str
    roles: tuple[Role, ...]
    caseload: Caseload


@dataclass(frozen=True, slots=True)
class Person:
    """A user with the organisation and the posts of this moment."""

    id: UUID
    name: str
    state: UserState
    organisation: Organisation
    organisation_name: str
    posts: tuple[Post, ...]
    is_demo: bool = False

    @property
    def authority(self) -> str | None:
        """The authority the person works for, if it is one."""
        return self.organisation.id if self.organisation.kind is OrganisationKind.AUTHORITY else None

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every role of every post, once, in the order of the rights file."""
        held = {role for post in self.posts for role in post.roles}
        return tuple(role for role in Role if role in held)

    @property
    def caseload(self) -> Caseload:
        """The widest of the posts."""
        return "all" if any(post.caseload == "all" for post in self.posts) else "own"


def identity_of(person: Person, session: Session, rights: Rights) -> Identity:
    """What the tokens of this session say: never a name."""
    return Identity(
        kind=ActorKind.USER,
        subject=str(person.id),
        client_id=WEB_APP,
        organisation=person.organisation,
        roles=person.roles,
        scopes=rights.scopes_of(person.roles),
        amr=session.amr,
        auth_time=session.auth_time,
        session=str(session.id),
        posts=tuple(str(post.id) for post in person.posts),
        caseload=person.caseload,
    )


def posts_of(rows: Iterable[dict[str, object]]) -> tuple[Post, ...]:
    """Posts from their stored form."""
    return tuple(
        Post(
            id=UUID(str(row["id"])),
            name=str(row["name"]),
            roles=tuple(Role(str(role)) for role in _listed(row["roles"])),
            caseload="all" if row["caseload"] == "all" else "own",
        )
        for row in rows
    )


def _listed(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
