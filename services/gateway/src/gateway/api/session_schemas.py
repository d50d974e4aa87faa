"""What the web app learns about who sits in front of it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gateway.actions.live_sessions import LiveSession
from gateway.domain.people import Post
from gateway.domain.personas import NAMES, PERSONAS
from kit.auth.vocabulary import OrganisationKind, Role, Scope
from kit.web.fields import OutModel


class UserOut(OutModel):
    """The person signed in."""

    id: UUID
    name: str


class OrganisationOut(OutModel):
    """Where they work."""

    kind: OrganisationKind
    id: str
    name: str


class PostOut(OutModel):
    """A post they hold; work belongs to posts."""

    id: UUID
    name: str
    roles: list[Role]

    @classmethod
    def of(cls, post: Post) -> "PostOut":
        return cls(id=post.id, name=post.name, roles=list(post.roles))


class PersonaOut(OutModel):
    """Somebody invented, to sign in as by one click."""

    persona: str
    name: str
    role: Role
    organisation: str


class ProviderOut(OutModel):
    """An identity provider to sign in with."""

    name: str
    title: str


class SessionOut(OutModel):
    """Everything the frame of the web app needs; without a session only what the sign-in page needs."""

    signed_in: bool
    user: UserOut | None
    organisation: OrganisationOut | None
    posts: list[PostOut]
    roles: list[Role]
    scopes: list[Scope]
    access_contact: Annotated[str | None, Field(description="Whom to ask for access.")]
    csrf: Annotated[str, Field(description="Send it as `Onroll-Csrf` with everything that changes something.")]
    idle_expires_at: Annotated[datetime | None, Field(description="When the session ends if nothing happens.")]
    expires_at: Annotated[datetime | None, Field(description="When the session ends in any case.")]
    step_up_until: Annotated[datetime | None, Field(description="Until when a second factor counts as fresh.")]
    demo: bool
    today: Annotated[date, Field(description="The date in England, or the demonstration's.")]
    providers: list[ProviderOut]
    demo_personas: Annotated[list[PersonaOut] | None, Field(description="In demo mode only.")]


class SignedInOut(OutModel):
    """What comes next in signing in."""

    next: Literal["second_factor", "done"]


def session_out(
    live: LiveSession | None, *, today: date, is_demo: bool, access_contact: str | None, step_up_until: datetime | None
) -> SessionOut:
    """With or without somebody signed in."""
    person = live.person if live else None
    return SessionOut(
        signed_in=live is not None,
        user=UserOut(id=person.id, name=person.name) if person else None,
        organisation=OrganisationOut(
            kind=person.organisation.kind, id=person.organisation.id, name=person.organisation_name
        )
        if person
        else None,
        posts=[PostOut.of(post) for post in person.posts] if person else [],
        roles=list(person.roles) if person else [],
        scopes=sorted(live.identity.scopes) if live else [],
        access_contact=access_contact,
        csrf=live.csrf if live else "",
        idle_expires_at=live.session.idle_expires_at if live else None,
        expires_at=live.session.expires_at if live else None,
        step_up_until=step_up_until,
        demo=is_demo,
        today=today,
        providers=[],
        demo_personas=list(_personas()) if is_demo else None,
    )


def _personas() -> Iterable[PersonaOut]:
    for persona in PERSONAS.values():
        yield PersonaOut(
            persona=persona.key, name=persona.name, role=persona.role, organisation=NAMES[persona.organisation]
        )
