"""A school as the national register describes it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kit.kernel.errors import NotFound
from placements.domain.plain_text import search_form

FIRST_DEMO_URN: Final = 9_990_001
"""Invented schools of a demonstration have seven digits; the register's have six (PL-303)."""


class SchoolNotFound(NotFound):
    """The register knows no school with this URN."""


class SchoolStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    OPEN_PROPOSED_TO_CLOSE = "open_proposed_to_close"
    PROPOSED_TO_OPEN = "proposed_to_open"


STATUS_CODES: Final = {
    1: SchoolStatus.OPEN,
    2: SchoolStatus.CLOSED,
    3: SchoolStatus.OPEN_PROPOSED_TO_CLOSE,
    4: SchoolStatus.PROPOSED_TO_OPEN,
}
"""EstablishmentStatus (code) of the register."""


class Phase(StrEnum):
    NOT_APPLICABLE = "not_applicable"
    NURSERY = "nursery"
    PRIMARY = "primary"
    MIDDLE_DEEMED_PRIMARY = "middle_deemed_primary"
    SECONDARY = "secondary"
    MIDDLE_DEEMED_SECONDARY = "middle_deemed_secondary"
    SIXTEEN_PLUS = "sixteen_plus"
    ALL_THROUGH = "all_through"


PHASE_CODES: Final = dict(enumerate(Phase))
"""PhaseOfEducation (code) of the register, 0 to 7."""


class SchoolKind(StrEnum):
    """What a school is in law, as far as a request for a place is concerned (PL-305)."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    MAINTAINED_SPECIAL = "maintained_special"
    SPECIAL_ACADEMY = "special_academy"
    ALTERNATIVE = "alternative"
    INDEPENDENT = "independent"
    NURSERY = "nursery"
    POST16 = "post16"
    OTHER = "other"


class AdmissionAuthorityType(StrEnum):
    AUTHORITY = "authority"
    GOVERNING_BODY = "governing_body"
    TRUST = "trust"


class Gender(StrEnum):
    NOT_APPLICABLE = "not_applicable"
    BOYS = "boys"
    GIRLS = "girls"
    MIXED = "mixed"


GENDER_CODES: Final = dict(enumerate(Gender))


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolType:
    """A type code of the register and what follows from it (PL-305): seeded, never guessed from the phase."""

    code: int
    name: str
    kind: SchoolKind
    admission_authority_type: AdmissionAuthorityType | None


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One establishment; what a file did not tell is None. `pupils` and `capacity` count the whole school."""

    urn: int
    authority: str
    name: str
    type_code: int
    kind: SchoolKind
    admission_authority_type: AdmissionAuthorityType | None
    status: SchoolStatus
    phase: Phase
    establishment_number: str | None = None
    type_group_code: int | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    census_on: date | None = None
    changed_on: date | None = None
    reason_opened_code: int | None = None
    reason_closed_code: int | None = None
    low_age: int | None = None
    high_age: int | None = None
    capacity: int | None = None
    pupils: int | None = None
    gender: Gender | None = None
    religious_character: str | None = None
    admissions_policy: str | None = None
    trust_uid: str | None = None
    trust_name: str | None = None
    trust_joined_on: date | None = None
    federation_uid: str | None = None
    ukprn: str | None = None
    uprn: str | None = None
    authority_gss: str | None = None
    previous_authority: str | None = None
    previous_establishment_number: str | None = None
    street: str | None = None
    locality: str | None = None
    address3: str | None = None
    town: str | None = None
    county: str | None = None
    postcode: str | None = None
    easting: int | None = None
    northing: int | None = None
    phone: str | None = None
    website: str | None = None
    official_sixth_form: str | None = None
    nursery_provision: str | None = None
    boarders: str | None = None
    section41_approved: str | None = None
    version: int = 0

    @property
    def laestab(self) -> str | None:
        """The seven-digit number used in DfE collections."""
        return f"{self.authority}{self.establishment_number}" if self.establishment_number else None

    @property
    def is_selective(self) -> bool:
        return self.admissions_policy == "Selective"

    @property
    def last_year_group(self) -> int | None:
        return None if self.high_age is None else self.high_age - 5

    @property
    def is_open(self) -> bool:
        """A school proposed to close is open until it closes."""
        return self.status in (SchoolStatus.OPEN, SchoolStatus.OPEN_PROPOSED_TO_CLOSE)

    @property
    def name_normalised(self) -> str:
        return search_form(self.name)

    @property
    def search_text(self) -> str:
        """The words a school can be found by: its name, its URN, its postcode with and without the gap."""
        postcode = search_form(self.postcode or "")
        return " ".join(filter(None, (self.name_normalised, str(self.urn), postcode, postcode.replace(" ", ""))))
