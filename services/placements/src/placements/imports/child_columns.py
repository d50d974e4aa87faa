"""The columns of a list of children, and how a cell of each is read."""

from collections.abc import Mapping
from typing import Any, Final

from placements.domain.care import CareStatus
from placements.domain.child import SenStatus, Sex, UpnUnknownReason
from placements.domain.roll import Registration
from placements.domain.upn import Upn, UpnInvalid
from placements.domain.year_group import YEAR_GROUPS
from placements.imports.cells import (
    CellWrong,
    Read,
    as_date,
    as_yes_or_no,
    digits,
    matching,
    member_of,
    text_up_to,
    whole_between,
)

COLUMNS: Final = ("first_name", "surname", "date_of_birth", "school_urn")
KEYS: Final = ("la_child_id", "upn")
_FORMULA: Final = ("=", "+", "@")


def _name(cell: str) -> str:
    """Nobody's name begins like a spreadsheet's formula."""
    name = text_up_to(100)(cell)
    if name.startswith(_FORMULA):
        raise CellWrong("bad_format")
    return name


def _year_group(cell: str) -> str:
    if cell.upper() not in YEAR_GROUPS:
        raise CellWrong("not_allowed")
    return cell.upper()


def _sex(cell: str) -> Sex:
    try:
        return Sex(cell.upper())
    except ValueError:
        raise CellWrong("not_allowed") from None


def _upn(cell: str) -> Upn | UpnUnknownReason:
    if cell in UpnUnknownReason.__members__:
        return UpnUnknownReason(cell)
    try:
        return Upn.parse(cell)
    except UpnInvalid:
        raise CellWrong("upn_invalid") from None


WHO: Final[Mapping[str, Read[Any]]] = {"first_name": _name, "surname": _name, "date_of_birth": as_date}
KEY_READS: Final[Mapping[str, Read[Any]]] = {"la_child_id": matching(r"[A-Za-z0-9]{1,20}"), "upn": _upn}
DECISIVE: Final[Mapping[str, Read[Any]]] = {
    "school_urn": whole_between(100_000, 9_999_999),
    "roll_from": as_date,
    "registration": member_of(Registration),
    "full_time": as_yes_or_no,
    "hours_per_week": whole_between(0, 60),
    "care_status": member_of(CareStatus),
    "care_from": as_date,
    "care_to": as_date,
    "sen_status": member_of(SenStatus),
    "ehc_authority": digits(3),
    "uasc": as_yes_or_no,
}
"""A wrong value here makes the row wrong: it would put the child in the wrong place."""
BESIDE: Final[Mapping[str, Read[Any]]] = {
    "sex": _sex,
    "preferred_name": _name,
    "year_group": _year_group,
    "host_authority": digits(3),
    "ethnicity": matching(r"[A-Z]{1,4}"),
    "first_language": text_up_to(40),
    "social_worker_name": text_up_to(100),
    "social_worker_email": matching(r"[^@\s,;<>]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,180}\.[A-Za-z]{2,}"),
    "social_worker_phone": text_up_to(40),
}
"""A wrong value here is left out with a warning."""
READ: Final = frozenset((*COLUMNS, *KEYS, *DECISIVE, *BESIDE))
PLAIN: Final = frozenset(
    (
        *("sen_status", "ehc_authority", "uasc", "sex", "preferred_name", "host_authority", "ethnicity"),
        *("first_language", "social_worker_name", "social_worker_email", "social_worker_phone"),
    )
)
"""Columns that are fields of a child as they stand."""
