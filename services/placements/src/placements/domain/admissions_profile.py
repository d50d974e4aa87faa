"""How an authority wants to be asked for a place: what one authority knows about another (section 4.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from kit.kernel.errors import NotFound


class ProfileNotFound(NotFound):
    """Nobody has written down how this authority wants to be asked."""


class CoordinatesInYear(StrEnum):
    """Whether the authority co-ordinates admissions during the year for its schools."""

    YES = "yes"
    NO = "no"
    PER_SCHOOL = "per_school"


@dataclass(frozen=True, slots=True)
class RequiredAttachment:
    """A paper the authority wants with every request; `signed`: only a signed one counts."""

    key: str
    label: str
    signed: bool = False


class GivenAttachment(Protocol):
    """A paper a request refers to."""

    @property
    def key(self) -> str: ...

    @property
    def signed(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionsProfile:
    about_authority: str
    version: int = 1
    coordinates_in_year: CoordinatesInYear
    required_attachments: tuple[RequiredAttachment, ...] = ()
    supplementary_form_url: str | None = None
    in_year_portal: str | None = None
    admissions_contact_id: UUID | None = None
    reviewed_on: date | None = None

    def missing(self, given: Iterable[GivenAttachment]) -> tuple[RequiredAttachment, ...]:
        """What T1 lists and T3 asks a reason for (PL-302)."""
        papers = tuple(given)
        held, signed = {one.key for one in papers}, {one.key for one in papers if one.signed}
        return tuple(one for one in self.required_attachments if one.key not in (signed if one.signed else held))
