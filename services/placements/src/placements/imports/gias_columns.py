"""The columns of the school register's files, under their official names and those of the short extract."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from placements.domain.school import GENDER_CODES, PHASE_CODES, STATUS_CODES
from placements.imports.cells import Read, as_date, as_whole, digits, one_of, text_up_to, whole_between

HIGHEST_REGISTER_URN: Final = 999_999
AUTHORITY_NAME_COLUMNS: Final = ("LA (name)", "la_name")
_OLDEST: Final = 99
_MOST_METRES: Final = 1_300_000


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A field of School, the names its column may have, and how a cell is read. Head teachers' names stand in
    no column of this list, so that they are never read in (PL-304)."""

    field: str
    names: tuple[str, ...]
    read: Read[Any]
    required: bool = False


def _metres(cell: str) -> int | None:
    """A national grid reference; the register writes 0 where the place is not known."""
    return whole_between(0, _MOST_METRES)(cell) or None


_SHORT: Final = text_up_to(60)
_LINE: Final = text_up_to(200)
_CODE: Final = whole_between(0, 999)

COLUMNS: Final = (
    RegisterColumn("urn", ("URN", "urn"), whole_between(100_000, HIGHEST_REGISTER_URN), required=True),
    RegisterColumn("authority", ("LA (code)", "la_code"), digits(3), required=True),
    RegisterColumn("establishment_number", ("EstablishmentNumber", "establishment_number"), digits(4)),
    RegisterColumn("name", ("EstablishmentName", "name"), _LINE, required=True),
    RegisterColumn("type_code", ("TypeOfEstablishment (code)", "establishment_type_code"), _CODE, required=True),
    RegisterColumn("type_group_code", ("EstablishmentTypeGroup (code)",), _CODE),
    RegisterColumn(
        "status",
        ("EstablishmentStatus (code)", "establishment_status_code"),
        one_of(STATUS_CODES),
        required=True,
    ),
    RegisterColumn("phase", ("PhaseOfEducation (code)", "phase_code"), one_of(PHASE_CODES), required=True),
    RegisterColumn("opened_on", ("OpenDate",), as_date),
    RegisterColumn("closed_on", ("CloseDate", "close_date"), as_date),
    RegisterColumn("census_on", ("CensusDate",), as_date),
    RegisterColumn("changed_on", ("LastChangedDate", "last_changed_date"), as_date),
    RegisterColumn("reason_opened_code", ("ReasonEstablishmentOpened (code)",), _CODE),
    RegisterColumn("reason_closed_code", ("ReasonEstablishmentClosed (code)",), _CODE),
    RegisterColumn("low_age", ("StatutoryLowAge",), whole_between(0, _OLDEST)),
    RegisterColumn("high_age", ("StatutoryHighAge",), whole_between(0, _OLDEST)),
    RegisterColumn("capacity", ("SchoolCapacity",), as_whole),
    RegisterColumn("pupils", ("NumberOfPupils", "number_of_pupils"), as_whole),
    RegisterColumn("gender", ("Gender (code)",), one_of(GENDER_CODES)),
    RegisterColumn("religious_character", ("ReligiousCharacter (name)",), _LINE),
    RegisterColumn("admissions_policy", ("AdmissionsPolicy (name)",), _SHORT),
    RegisterColumn("trust_uid", ("Trusts (code)",), _SHORT),
    RegisterColumn("trust_name", ("Trusts (name)",), _LINE),
    RegisterColumn("trust_joined_on", ("Joined date",), as_date),
    RegisterColumn("federation_uid", ("Federations (code)",), _SHORT),
    RegisterColumn("ukprn", ("UKPRN", "ukprn"), _SHORT),
    RegisterColumn("uprn", ("UPRN",), _SHORT),
    RegisterColumn("authority_gss", ("GSSLACode (name)",), _SHORT),
    RegisterColumn("previous_authority", ("PreviousLA (code)",), digits(3)),
    RegisterColumn("previous_establishment_number", ("PreviousEstablishmentNumber",), digits(4)),
    RegisterColumn("street", ("Street",), _LINE),
    RegisterColumn("locality", ("Locality",), _LINE),
    RegisterColumn("address3", ("Address3",), _LINE),
    RegisterColumn("town", ("Town", "town"), _LINE),
    RegisterColumn("county", ("County (name)",), _LINE),
    RegisterColumn("postcode", ("Postcode", "postcode"), text_up_to(10)),
    RegisterColumn("easting", ("Easting", "easting"), _metres),
    RegisterColumn("northing", ("Northing", "northing"), _metres),
    RegisterColumn("phone", ("TelephoneNum",), _SHORT),
    RegisterColumn("website", ("SchoolWebsite",), text_up_to(400)),
    RegisterColumn("official_sixth_form", ("OfficialSixthForm (code)",), _SHORT),
    RegisterColumn("nursery_provision", ("NurseryProvision (name)",), _SHORT),
    RegisterColumn("boarders", ("Boarders (code)",), _SHORT),
    RegisterColumn("section41_approved", ("Section41Approved (name)",), _SHORT),
)
"""PL-303. Demo schools have seven digits: the official register cannot bring or change one."""


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column this file has, and where."""

    column: RegisterColumn
    name: str
    position: int


def place_columns(places: Mapping[str, int]) -> tuple[tuple[PlacedColumn, ...], tuple[str, ...]]:
    """The columns a file has, and the official names of required ones it lacks."""
    placed, missing = [], []
    for column in COLUMNS:
        name = next((name for name in column.names if name in places), None)
        if name is not None:
            placed.append(PlacedColumn(column, name, places[name]))
        elif column.required:
            missing.append(column.names[0])
    return tuple(placed), tuple(missing)
