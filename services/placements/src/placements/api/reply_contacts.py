"""A school confirms the contacts held of it, without an account: two buttons, or one correction (page c)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import Field

from kit.kernel.errors import InvalidInput, NotFound
from kit.web.answers import answers
from kit.web.deps import CurrentWork, ExpectedVersion
from kit.web.fields import InModel, OutModel
from kit.web.guarded import service_router
from placements.actions.confirm_contacts import confirm_contacts, contacts_asked_about
from placements.actions.desk import Desk
from placements.actions.sender import authority_name, contact_words
from placements.api.deps import LinkDesk
from placements.api.reply_links import Email
from placements.api.shared_schemas import SchoolLabelOut
from placements.domain.contact import SCHOOL_ROLES, Contact, ContactRole
from placements.domain.contact_asks import ContactAsk, ContactCorrection
from placements.domain.errors import SchoolUnknown

router = service_router("placements", "/v1/reply/contacts", tags=["school"])


class SchoolContactOut(OutModel):
    """An address held of the school, by what it is for; no person's name."""

    role: ContactRole
    email: str | None
    is_reply_address: Annotated[bool, Field(description="Reply links go only here.")]
    confirmed_on: date | None
    waits_for_authority: Annotated[bool, Field(description="An address in another mail domain was given.")]

    @classmethod
    def of(cls, contact: Contact) -> "SchoolContactOut":
        return cls(
            role=contact.role,
            email=contact.email,
            is_reply_address=contact.reply_address,
            confirmed_on=contact.confirmed_on,
            waits_for_authority=contact.proposed_email is not None,
        )


class ReplyContactsOut(OutModel):
    """What the page asks: is this still right?"""

    version: int
    school: SchoolLabelOut
    authority_name: str
    asked_on: date
    answered_at: datetime | None
    contacts: Sequence[SchoolContactOut]
    roles: Annotated[Sequence[ContactRole], Field(description="What a contact can be for.")]
    contact: Annotated[str, Field(description="Whom to call at the virtual school.")]


class ReplyContactsIn(InModel):
    """Empty: all are right. Else the one that is not, with its new address."""

    role: Annotated[ContactRole, Field(strict=False)] | None = None
    email: Email | None = None

    def correction(self) -> ContactCorrection | None:
        """Raises InvalidInput where one of the two is missing."""
        if self.role is None and self.email is None:
            return None
        if self.role is None or self.email is None:
            raise InvalidInput("missing", "/email" if self.role else "/role")
        return ContactCorrection(self.role, self.email)


async def _ask_id(work: CurrentWork) -> UUID:
    """The one question the link is about (SE-43)."""
    link = work.caller.link
    if link is None:
        raise NotFound
    return UUID(link.subject_id)


AskId = Annotated[UUID, Depends(_ask_id)]


@router.get("")
async def show_reply_contacts(ask_id: AskId, desk: LinkDesk) -> ReplyContactsOut:
    """The addresses held of your school, to be confirmed once a year. Nothing is changed by looking."""
    return await _shown(desk, *await contacts_asked_about(desk, ask_id))


@router.put("", responses=answers(429))
async def confirm_reply_contacts(
    contacts: ReplyContactsIn, ask_id: AskId, version: ExpectedVersion, desk: LinkDesk
) -> ReplyContactsOut:
    """All right, or one is not: an address in another mail domain waits until the authority has confirmed it."""
    return await _shown(desk, *await confirm_contacts(desk, ask_id, version, contacts.correction()))


async def _shown(desk: Desk, ask: ContactAsk, held: Sequence[Contact]) -> ReplyContactsOut:
    school = await desk.schools.get(ask.school_urn)
    if school is None:
        raise SchoolUnknown
    return ReplyContactsOut(
        version=ask.version,
        school=SchoolLabelOut.of(school),
        authority_name=await authority_name(desk),
        asked_on=ask.asked_on,
        answered_at=ask.answered_at,
        contacts=[SchoolContactOut.of(contact) for contact in held],
        roles=sorted(SCHOOL_ROLES),
        contact=await contact_words(desk, None),
    )
