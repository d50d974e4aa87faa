"""Whom an authority writes to, on the wire (section 4.5)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from kit.kernel.errors import InvalidInput
from kit.kernel.ids import new_id
from kit.web.fields import AuthorityCode, InModel, Line, OutModel, Urn
from placements.domain.contact import Contact, ContactKind, ContactRole

Email = Annotated[
    str,
    Field(max_length=254, pattern=r"^[^@\s,;<>]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,180}\.[A-Za-z]{2,}$"),
]
Name = Annotated[Line, Field(min_length=1, max_length=100)]
Phone = Annotated[Line, Field(min_length=1, max_length=40)]
PostId = Annotated[Line, Field(min_length=1, max_length=60)]
TrustUid = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,12}$")]
Kind = Annotated[ContactKind, Field(strict=False)]
Role = Annotated[ContactRole, Field(strict=False)]
_OWNERS = {
    ContactKind.SCHOOL: "school_urn",
    ContactKind.TRUST: "trust_uid",
    ContactKind.AUTHORITY_OFFICE: "authority",
    ContactKind.AUTHORITY_STAFF: "authority",
}


class ContactIn(InModel):
    """A new contact of a school, a trust or an authority: exactly one of the three is named."""

    kind: Kind
    role: Role
    school_urn: Urn | None = None
    trust_uid: TrustUid | None = None
    authority: AuthorityCode | None = None
    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    reply_address: Annotated[bool, Field(description="Reply links go here; one for a school (PL-330).")] = False
    accepts_email_service: Annotated[bool, Field(description="Notices may be served by e-mail (PL-814).")] = False
    post_id: Annotated[PostId | None, Field(description="The post whose letters print this contact.")] = None

    def value(self) -> Contact:
        """Raises InvalidInput where the owner does not fit the kind."""
        wanted = _OWNERS[self.kind]
        for name in ("school_urn", "trust_uid", "authority"):
            if (getattr(self, name) is None) == (name == wanted):
                raise InvalidInput("missing" if name == wanted else "not_allowed", f"/{name}")
        same = {name: getattr(self, name) for name in type(self).model_fields if name != "authority"}
        return Contact(id=new_id(), about_authority=self.authority, **same)


class ContactChangeIn(InModel):
    """What changes of a contact; what is not named stays, null takes a value away."""

    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    reply_address: bool = False
    accepts_email_service: bool = False
    post_id: PostId | None = None
    confirmed: Annotated[bool, Field(description="True: it was found to be right today; a bounce is forgotten.")] = (
        False
    )

    def changes(self) -> Mapping[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set if name != "confirmed"}


class KeptContactOut(OutModel):
    """A contact the caller's authority keeps."""

    id: UUID
    version: int
    kind: ContactKind
    role: ContactRole
    school_urn: int | None
    trust_uid: str | None
    authority: str | None
    name: str | None
    email: str | None
    phone: str | None
    proposed_email: Annotated[
        str | None, Field(description="Given by the school in another mail domain: enter it as `email`, or confirm.")
    ]
    reply_address: bool
    accepts_email_service: bool
    confirmed_on: date | None
    bounced_at: Annotated[datetime | None, Field(description="A mail could not be delivered there (A27).")]
    post_id: str | None

    @classmethod
    def of(cls, contact: Contact) -> Self:
        same = {name: getattr(contact, name) for name in cls.model_fields if name != "authority"}
        return cls(authority=contact.about_authority, **same)
