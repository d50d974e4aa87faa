"""Whom an authority writes to, and which of a school's addresses gets the reply links."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.kernel.errors import DomainError
from kit.kernel.events import Event


class ReplyAddressExists(DomainError):
    """Another contact of the school already is the reply address (PL-330)."""


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
