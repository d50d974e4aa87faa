"""Once a year each school is asked whether its contacts are still right (PL-330, BB-3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Self
from uuid import UUID

from kit.kernel.errors import InvalidInput
from kit.kernel.events import Event
from kit.kernel.ids import new_id
from kit.mail.domains import may_be_passed_on
from placements.domain.contact import SCHOOL_ROLES, Contact, ContactKind, ContactRole

LINK_LIVES: Final = timedelta(days=44)
"""A month to answer, and the 14 days every link lives longer (SE-41)."""
_ASKED_FOR: Final = timedelta(days=14)
_MONDAY: Final = 0


def second_monday_of_september(year: int) -> date:
    first = date(year, 9, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7 + 7)


def is_time_to_ask(today: date) -> bool:
    """In the second week of September, and a little later for schools that were missed."""
    begins = second_monday_of_september(today.year)
    return begins <= today < begins + _ASKED_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAsk:
    """One question to one school; its id is the subject of the link."""

    id: UUID
    version: int = 1
    school_urn: int
    asked_on: date
    answered_at: datetime | None = None

    def answered(self, at: datetime) -> Self:
        return replace(self, version=self.version + 1, answered_at=at)


@dataclass(frozen=True, slots=True)
class ContactCorrection:
    """The one contact that is not right any more."""

    role: ContactRole
    email: str


def confirmed(
    held: Sequence[Contact], correction: ContactCorrection | None, urn: int, today: date
) -> tuple[list[Contact], list[Contact]]:
    """New contacts and changed ones: all are right as of today but the corrected one, which is right as corrected.

    An address outside the mail domain of the reply address waits for the authority (SC-23). Raises InvalidInput.
    """
    if correction is not None and correction.role not in SCHOOL_ROLES:
        raise InvalidInput("not_allowed", "/role")
    registered = next((one.email for one in held if one.reply_address), None) or ""
    new: list[Contact] = []
    changed: list[Contact] = []
    for contact in held:
        if correction is not None and contact.role is correction.role:
            continue
        changed.append(replace(contact, version=contact.version + 1, confirmed_on=today))
    if correction is not None:
        before = next((one for one in held if one.role is correction.role), None)
        blank = Contact(id=new_id(), version=0, kind=ContactKind.SCHOOL, role=correction.role, school_urn=urn)
        made = _corrected(before or blank, correction.email, registered, today)
        (changed if before else new).append(made)
    return new, changed


def _corrected(contact: Contact, email: str, registered: str, today: date) -> Contact:
    grown = replace(contact, version=contact.version + 1)
    if not may_be_passed_on(registered, email):
        return replace(grown, proposed_email=email)
    # A bounce is told of an address: a corrected one is unproved again.
    return replace(grown, email=email, proposed_email=None, confirmed_on=today, bounced_at=None)


def contacts_asked(ask: ContactAsk, *, authority: str, at: datetime) -> Event:
    facts = {
        "ask_id": str(ask.id),
        "school_urn": ask.school_urn,
        "kind": "confirm_contacts",
        "sent_at": at.isoformat(),
        "counts_as_email": True,
    }
    return Event("ask.sent", ask.version, ask.asked_on, authority, facts)


def contacts_confirmed(ask: ContactAsk, *, authority: str, on: date, seconds: int) -> Event:
    facts = {
        "ask_id": str(ask.id),
        "school_urn": ask.school_urn,
        "kind": "confirm_contacts",
        "seconds": seconds,
    }
    return Event("ask.answered", ask.version, on, authority, facts)
