"""A child the authority is responsible for, and what may be said of the child elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from kit.kernel.errors import DomainError, InvalidInput, NotFound
from placements.domain.care import CarePlacement
from placements.domain.plain_text import search_form
from placements.domain.upn import Upn, UpnInvalid
from placements.domain.year_group import SCHOOL_AGE, year_group

LONGEST_INITIALS: Final = 4
OLDEST: Final = 25


class ChildNotFound(NotFound):
    """No such child for this caller; a sealed child and another authority's look the same (PL-202)."""


class UpnInUse(DomainError):
    """Another unsealed child of the authority has this UPN (PL-322)."""


class NameChangeBlocked(DomainError):
    """An adoptive placement is open: no change of surname or UPN before the order (PL-327)."""


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"


class UpnUnknownReason(StrEnum):
    """Codes of the SSDA903 return for a child without a UPN."""

    UN1 = "UN1"
    UN2 = "UN2"
    UN3 = "UN3"
    UN4 = "UN4"
    UN5 = "UN5"


class SenStatus(StrEnum):
    NONE = "none"
    SUPPORT = "support"
    EHCP = "ehcp"


class EalStage(StrEnum):
    """Proficiency in English as an additional language, as the school census once had it; N: not yet known."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    N = "N"


class ChoiceAuthority(StrEnum):
    """Who holds the delegated authority to choose a school."""

    AUTHORITY = "authority"
    PARENT = "parent"
    SHARED = "shared"
    YOUNG_PERSON = "young_person"
    UNKNOWN = "unknown"


class PlaceStatus(StrEnum):
    """Where a child stands with a school place today (operation O20)."""

    NO_PLACE = "no_place"
    PART_TIME = "part_time"
    AT_RISK = "at_risk"
    ON_ROLL = "on_roll"


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """The record of section 4.4 without its intervals. Names are None until somebody gives them: returns
    carry none. Exactly one of `upn` and `upn_unknown_reason` is set."""

    id: UUID
    version: int = 1
    la_child_id: str | None = None
    first_name: str | None = None
    surname: str | None = None
    preferred_name: str | None = None
    date_of_birth: date
    sex: Sex
    upn: str | None = None
    former_upn: str | None = None
    upn_unknown_reason: UpnUnknownReason | None = None
    ethnicity: str | None = None
    first_language: str | None = None
    eal_stage: EalStage | None = None
    year_group_override: str | None = None
    year_group_override_reason: str | None = None
    sen_status: SenStatus | None = None
    ehc_authority: str | None = None
    uasc: bool = False
    uasc_until: date | None = None
    host_authority: str | None = None
    home_postcode_sector: str | None = None
    owner_post_id: str | None = None
    social_worker_post_id: str | None = None
    iro_post_id: str | None = None
    social_worker_name: str | None = None
    social_worker_phone: str | None = None
    social_worker_email: str | None = None
    signs_for_child: str | None = None
    pr_holders: str | None = None
    choice_authority: ChoiceAuthority = ChoiceAuthority.UNKNOWN
    feed_purged_at: datetime | None = None
    sealed_at: datetime | None = None
    merged_into: UUID | None = None
    merge_reason: str | None = None

    @property
    def is_named(self) -> bool:
        return self.first_name is not None and self.surname is not None

    @property
    def has_reachable_social_worker(self) -> bool:
        """A name and a way to reach them: without it no school is asked (PL-601)."""
        reached_by = self.social_worker_phone or self.social_worker_email
        return self.social_worker_name is not None and reached_by is not None

    @property
    def label(self) -> str:
        """What staff read: the name, or the authority's own reference until the child is named."""
        return label_of(self.first_name, self.surname, self.la_child_id)

    @property
    def initials(self) -> str:
        return initials_of(self.preferred_name or self.first_name, self.surname)

    @property
    def sort_name(self) -> str:
        """Order of lists: surname, then first name; unnamed children by their reference."""
        return search_form(f"{self.surname or ''} {self.first_name or ''}") or (self.la_child_id or "").lower()

    @property
    def search_text(self) -> str:
        """What a search by name or reference looks in; the UPN is never searched (SE-2)."""
        orders = (
            (self.first_name, self.surname),
            (self.preferred_name, self.surname, self.first_name),
            (self.la_child_id,),
        )
        return search_form(" ".join(part for order in orders for part in order if part))

    def year_group(self, on: date) -> str:
        """The override wins over the date of birth (PL-317)."""
        return self.year_group_override or year_group(self.date_of_birth, on)

    def is_of_school_age(self, on: date) -> bool:
        return self.year_group(on) in SCHOOL_AGE

    def with_upn(self, upn: str) -> Self:
        """A checked UPN replaces what was there; the old number is kept as former (PL-322).

        Raises InvalidInput `upn_invalid`.
        """
        try:
            checked = Upn.parse(upn).text
        except UpnInvalid:
            raise InvalidInput("upn_invalid", "/upn") from None
        if checked == self.upn:
            return self
        return replace(self, upn=checked, former_upn=self.upn or self.former_upn, upn_unknown_reason=None)

    def living_in(self, host_authority: str, postcode_sector: str | None) -> Self:
        """Where the child lives now; never an address."""
        return replace(self, host_authority=host_authority, home_postcode_sector=postcode_sector)

    def refuse_renaming_before_adoption(self, held: "Child", placements: Sequence[CarePlacement]) -> None:
        """Raises NameChangeBlocked when surname or UPN differ from what is held (PL-327, SE-83)."""
        renamed = held.surname not in (None, self.surname) or held.upn not in (None, self.upn)
        if renamed and any(placement.is_open_adoptive for placement in placements):
            raise NameChangeBlocked


def label_of(first_name: str | None, surname: str | None, la_child_id: str | None) -> str:
    """First name and surname, or the reference while one of them is missing (section 4.4)."""
    if first_name is not None and surname is not None:
        return f"{first_name} {surname}"
    return la_child_id or surname or ""


def initials_of(called: str | None, surname: str | None) -> str:
    """First letters of the name used and the surname, such as "T.A."; empty until the child is named."""
    if called is None or surname is None:
        return ""
    return f"{called[0].upper()}.{surname[0].upper()}."[:LONGEST_INITIALS]
