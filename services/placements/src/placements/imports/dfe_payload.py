"""Reads the DfE's children's social care payload v1, entry by entry; an entry counts as a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from kit.web.strict_json import MalformedJson, read_json
from placements.domain.child import OLDEST, Sex, UpnUnknownReason
from placements.domain.episodes import Episode
from placements.domain.upn import Upn, UpnInvalid
from placements.domain.year_group import SCHOOL_AGE, age_on, year_group
from placements.imports.cells import CellWrong, matching, text_up_to
from placements.imports.dfe_members import CHILD, DETAILS, Members, MemberWrong, day_of, flag_of, object_of, text_of
from placements.imports.dfe_placements import episodes_of
from placements.imports.report import FileRefused, Tally
from placements.imports.ssda903_header import ReturnedChild

MOST_CHILDREN: Final = 100
_REFERENCE: Final = matching(r"[A-Za-z0-9]{1,20}")
_ETHNICITY: Final = matching(r"[A-Z]{4}")
_NAME: Final = text_up_to(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class DfeChild:
    """One entry. `told` holds fields of the child beyond those of a return; a purged entry tells nothing."""

    row: int
    la_child_id: str
    returned: ReturnedChild | None
    told: Mapping[str, Any]
    episodes: Sequence[Episode] = ()

    @property
    def is_purged(self) -> bool:
        return self.returned is None


@dataclass(slots=True)
class DfeReader:
    """Entries that can be compared with the register; what is wrong stands in the tally, without values."""

    today: date
    tally: Tally = field(default_factory=Tally)
    members: Members = field(init=False)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.members = Members(self.tally)

    def children(self, content: bytes) -> list[DfeChild]:
        """Raises FileRefused unless it is an array of 1 to 100 objects."""
        found = []
        for row, entry in enumerate(_entries(content), start=1):
            self.tally.rows = row
            try:
                found.append(self._child(row, entry))
            except MemberWrong as wrong:
                self.tally.wrong_row(row, wrong.member, wrong.code)
        return found

    def _child(self, row: int, entry: Mapping[str, Any]) -> DfeChild:
        self.members.count(entry, CHILD)
        reference = text_of(entry, "la_child_id", _REFERENCE)
        if reference is None:
            raise MemberWrong("la_child_id", "missing")
        if reference in self._seen:
            raise MemberWrong("la_child_id", "duplicate")
        self._seen.add(reference)
        if flag_of(entry, "purge"):
            self.tally.warn(row, "purge", "feed_purged")
            return DfeChild(row=row, la_child_id=reference, returned=None, told={})
        details = object_of(entry, "child_details")
        self.members.count(details, DETAILS)
        returned = self._returned(row, reference, details)
        return DfeChild(
            row=row,
            la_child_id=reference,
            returned=returned,
            told=self._told(row, details),
            episodes=episodes_of(self.members, row, entry, returned.date_of_birth),
        )

    def _returned(self, row: int, reference: str, details: Mapping[str, Any]) -> ReturnedChild:
        born = day_of(details, "date_of_birth")
        if born is None:
            raise MemberWrong("date_of_birth", "missing")
        if born > self.today or age_on(born, self.today) > OLDEST:
            raise MemberWrong("date_of_birth", "out_of_range")
        upn, reason = self._upn(row, details, born)
        return ReturnedChild(
            row=row,
            la_child_id=reference,
            sex=text_of(details, "sex", _sex) or Sex.UNKNOWN,
            date_of_birth=born,
            ethnicity=self.members.wanted(row, details, "ethnicity", _ETHNICITY),
            upn=upn,
            upn_unknown_reason=reason,
        )

    def _upn(self, row: int, details: Mapping[str, Any], born: date) -> tuple[str | None, UpnUnknownReason | None]:
        """A wrong UPN leaves the child without one (section 17): UN5, sources disagree; nothing there: UN4."""
        upn = self.members.wanted(row, details, "unique_pupil_number", _upn)
        if upn is not None:
            if upn.is_temporary:
                self.tally.warn(row, "unique_pupil_number", "upn_temporary")
            return upn.text, None
        if details.get("unique_pupil_number"):
            return None, UpnUnknownReason.UN5
        reason = (
            self.members.wanted(row, details, "unique_pupil_number_unknown_reason", _reason) or UpnUnknownReason.UN4
        )
        if reason is UpnUnknownReason.UN1 and year_group(born, self.today) in SCHOOL_AGE:
            self.tally.warn(row, "unique_pupil_number_unknown_reason", "upn_unknown_school_age")
        return None, reason

    def _told(self, row: int, details: Mapping[str, Any]) -> dict[str, Any]:
        former = self.members.wanted(row, details, "former_unique_pupil_number", _upn)
        told = {
            "first_name": text_of(details, "first_name", _NAME),
            "surname": text_of(details, "surname", _NAME),
            "former_upn": former.text if former else None,
            "uasc": flag_of(details, "uasc_flag"),
            "uasc_until": day_of(details, "uasc_end_date"),
        }
        return {name: value for name, value in told.items() if value is not None}


def _entries(content: bytes) -> list[dict[str, Any]]:
    try:
        entries = read_json(content)
    except MalformedJson:
        raise FileRefused("bad_format") from None
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise FileRefused("bad_format")
    if len(entries) > MOST_CHILDREN:
        raise FileRefused("file_too_large")
    return entries


def _upn(text: str) -> Upn:
    try:
        return Upn.parse(text)
    except UpnInvalid:
        raise CellWrong("upn_invalid") from None


def _reason(text: str) -> UpnUnknownReason:
    try:
        return UpnUnknownReason(text)
    except ValueError:
        raise CellWrong("not_allowed") from None


def _sex(text: str) -> Sex:
    try:
        return Sex(text)
    except ValueError:
        raise CellWrong("not_allowed") from None
