"""To whom a letter goes, what it asks, and how it is proved that it arrived (sections 11 and 14)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from placements.domain.clock_units import Force
from placements.domain.plain_text import search_form


class LetterStatus(StrEnum):
    """`final` is written and waits to go out; `sent` has gone; a `void` one went to nobody and counts for nothing."""

    DRAFT = "draft"
    FINAL = "final"
    SENT = "sent"
    VOID = "void"


class RecipientRole(StrEnum):
    """What somebody is to a letter. The first four are the roles of a notice, all to be covered (PL-814)."""

    ADMISSION_AUTHORITY = "admission_authority"
    HEAD = "head"
    GOVERNING_BODY = "governing_body"
    MAINTAINING_AUTHORITY = "maintaining_authority"
    SCHOOL = "school"
    TRUST = "trust"
    HOST_AUTHORITY = "host_authority"
    SECRETARY_OF_STATE = "secretary_of_state"
    ADJUDICATOR = "adjudicator"


class ServiceMethod(StrEnum):
    EMAIL = "email"
    POST = "post"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Served:
    """A letter that reached somebody, and the proof of it (glossary: served_on is proved delivery)."""

    method: ServiceMethod
    served_on: date
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One envelope: a body that holds two roles is one recipient with both (PL-814).

    `name` is a person or a post ("The head teacher"); `address` the lines below it in the window. `copy` receives the
    letter for information. `served` is set when delivery is proved already; it can be added later.
    """

    roles: tuple[RecipientRole, ...]
    name: str
    address: tuple[str, ...] = ()
    contact_id: UUID | None = None
    email: str | None = None
    copy: bool = False
    served: Served | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAsk:
    """What a letter asks and by when, as far as the template does not say it itself.

    `says` are merge fields only the step knows (`TemplateNeeds` of the template names them). `ask` and `next_step`
    replace the template's own words; leave them None unless the step has better ones.
    """

    reply_by: date | None = None
    force: Force = Force.LOCAL
    ask: str | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    says: Mapping[str, str] = field(default_factory=dict)


NOTHING_ASKED: Final = LetterAsk()

FORCE_WORDS: Final[Mapping[Force, str]] = {
    Force.MUST: "the limit set by law",
    Force.SHOULD: "the target set by the School Admissions Code",
    Force.GUIDANCE: "the target of the statutory guidance",
    Force.PRACTICE: "the Department's usual period",
    Force.LOCAL: "the date this authority has set",
}
"""Only `must` may be called a legal limit (PL-802)."""


def latest_service(recipients: Sequence[Recipient]) -> date | None:
    """The process date: the latest proved delivery, None while one is not proved (PL-814)."""
    days = [one.served.served_on for one in recipients if one.served and not one.copy]
    asked = [one for one in recipients if not one.copy]
    return max(days) if days and len(days) == len(asked) else None


def names_in(text: str, names: Iterable[str | None]) -> bool:
    """Whether a text holds one of the names as words, in any spelling of accents and capitals (PL-905)."""
    padded = f" {search_form(text)} "
    wanted = (search_form(name) for name in names if name)
    return any(f" {name} " in padded for name in wanted if name)
