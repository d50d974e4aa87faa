"""Whom an authority writes to, and which of a school's addresses gets the reply links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

from kit.kernel.errors import DomainError, InvalidInput, NotFound
from kit.kernel.events import Event


class ReplyAddressExists(DomainError):
    """Another contact of the school already is the reply address (PL-330)."""


class ContactNotFound(NotFound):
    """No such contact for this caller."""


class ContactKind(StrEnum):
    SCHOOL = "school"
    TRUST = "trust"
    AUTHORITY_OFFICE = "authority_office"
    AUTHORITY_STAFF = "authority_staff"


class ContactRole(StrEnum):
    ADMISSIONS = "admissions"
    DESIGNATED_TEACHER = "designated_teacher"
    HEAD = "head"
    PUPIL_PREMIUM = "pupil_premium"
    OFFICE = "office"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    CLERK = "clerk"
    TRUST_CEO = "trust_ceo"
    TRUST_ADMISSIONS = "trust_admissions"
    ADMISSIONS_TEAM = "admissions_team"
    VIRTUAL_SCHOOL = "virtual_school"
    SEND_TEAM = "send_team"
    LEGAL = "legal"


SCHOOL_ROLES: Final = frozenset(
    {
        ContactRole.ADMISSIONS,
        ContactRole.DESIGNATED_TEACHER,
        ContactRole.HEAD,
        ContactRole.PUPIL_PREMIUM,
        ContactRole.OFFICE,
        ContactRole.CHAIR_OF_GOVERNORS,
        ContactRole.CLERK,
    }
)
_OF_AUTHORITIES: Final = frozenset(
    {
        ContactRole.ADMISSIONS_TEAM,
        ContactRole.VIRTUAL_SCHOOL,
        ContactRole.SEND_TEAM,
        ContactRole.LEGAL,
        ContactRole.OFFICE,
    }
)
ROLES_OF: Final = {
    ContactKind.SCHOOL: SCHOOL_ROLES,
    ContactKind.TRUST: frozenset(
        {ContactRole.TRUST_CEO, ContactRole.TRUST_ADMISSIONS, ContactRole.CLERK, ContactRole.OFFICE}
    ),
    ContactKind.AUTHORITY_OFFICE: _OF_AUTHORITIES,
    ContactKind.AUTHORITY_STAFF: _OF_AUTHORITIES,
}
"""Whom there is to write to at each kind of owner (section 4.5)."""
TOLD_PURPOSES: Final = frozenset(
    {ContactRole.PUPIL_PREMIUM, ContactRole.DESIGNATED_TEACHER, ContactRole.HEAD, ContactRole.OFFICE}
)
"""Roles whose mailbox the other services may know, to ask for returns and to share evidence (section 19)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact of a school, a trust or an authority (section 4.5). At most one of a school's is the
    `reply_address`: links and their renewals go only there (PL-330). A `proposed_email` is one in another mail
    domain that the school gave: it counts once the authority has confirmed it."""

    id: UUID
    version: int = 1
    kind: ContactKind
    role: ContactRole
    school_urn: int | None = None
    trust_uid: str | None = None
    about_authority: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    proposed_email: str | None = None
    reply_address: bool = False
    accepts_email_service: bool = False
    confirmed_on: date | None = None
    bounced_at: datetime | None = None
    post_id: str | None = None

    def refuse_disorder(self) -> None:
        """Raises InvalidInput: a role its owner does not have, or a reply address nothing can be sent to."""
        if self.role not in ROLES_OF[self.kind]:
            raise InvalidInput("not_allowed", "/role")
        if self.reply_address and self.kind is not ContactKind.SCHOOL:
            raise InvalidInput("not_allowed", "/reply_address")
        if self.email is None and (self.reply_address or self.accepts_email_service):
            raise InvalidInput("missing", "/email")

    def changed(self, changes: Mapping[str, Any], *, confirmed_on: date | None) -> Self:
        """The next version. A bounce is told of an address: a corrected one is unproved again, one that has been
        confirmed is taken to work; either settles what the school has proposed. Raises InvalidInput."""
        made = replace(self, **changes, version=self.version + 1)
        if "email" in changes or confirmed_on is not None:
            made = replace(made, proposed_email=None)
        if made.email != self.email:
            made = replace(made, bounced_at=None, confirmed_on=None)
        if confirmed_on is not None:
            made = replace(made, bounced_at=None, confirmed_on=confirmed_on)
        made.refuse_disorder()
        return made

    def bounced(self, at: datetime) -> Self:
        """Nothing arrives there: alert A27 until somebody corrects or confirms it."""
        return replace(self, bounced_at=at, version=self.version + 1)


def school_contact_gone(contact: Contact, *, tenant: str, on: date) -> Event | None:
    """The same for a contact that is no more: the purpose has no mailbox."""
    return school_contact_changed(replace(contact, email=None, version=contact.version + 1), tenant=tenant, on=on)


def school_contact_changed(contact: Contact, *, tenant: str, on: date) -> Event | None:
    """The event of section 19: the school's address for a role, no person; None for roles nobody asks for."""
    if contact.kind is not ContactKind.SCHOOL or contact.role not in TOLD_PURPOSES:
        return None
    return Event(
        type="school.contact_changed",
        version=contact.version,
        occurred_on=on,
        authority=tenant,
        payload={"urn": contact.school_urn, "purpose": contact.role.value, "mailbox": contact.email},
    )
