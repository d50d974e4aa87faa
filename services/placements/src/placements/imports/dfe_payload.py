"""Reads the DfE's children's social care payload v1, entry by entry; an entry counts as a row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from kit.web.strict_json import MalformedJson, read_json
from placements.domain.child import OLDEST, Sex, UpnUnknownReason
from placements.domain.episodes import GOES_ON, Episode
from placements.domain.upn import Upn, UpnInvalid
from placements.domain.year_group import SCHOOL_AGE, age_on, year_group
from placements.imports.cells import CellWrong, Read, matching, text_up_to
from placements.imports.dfe_members import (
    CHILD,
    DETAILS,
    EPISODE,
    PLACEMENT,
    READ_PAST,
    MemberWrong,
    day_of,
    flag_of,
    object_of,
    objects_of,
    text_of,
)
from placements.imports.report import FileRefused, Tally
from placements.imports.ssda903_episodes import as_sector
from placements.imports.ssda903_header import ReturnedChild

MOST_CHILDREN: Final = 100
_ADULT: Final = 18
_REFERENCE: Final = matching(r"[A-Za-z0-9]{1,20}")
_ETHNICITY: Final = matching(r"[A-Z]{4}")
_NAME: Final = text_up_to(100)
_CODE: Final = text_up_to(10)


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
    members_ignored: int = 0
    read_past: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

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
        self._count(entry, CHILD)
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
        self._count(details, DETAILS)
        returned = self._returned(row, reference, details)
        return DfeChild(
            row=row,
            la_child_id=reference,
            returned=returned,
            told=self._told(row, details),
            episodes=self._episodes(row, entry, returned.date_of_birth),
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
            ethnicity=self._wanted(row, details, "ethnicity", _ETHNICITY),
            upn=upn,
            upn_unknown_reason=reason,
        )

    def _upn(self, row: int, details: Mapping[str, Any], born: date) -> tuple[str | None, UpnUnknownReason | None]:
        """A wrong UPN leaves the child without one (section 17): UN5, sources disagree; nothing there: UN4."""
        upn = self._wanted(row, details, "unique_pupil_number", _upn)
        if upn is not None:
            if upn.is_temporary:
                self.tally.warn(row, "unique_pupil_number", "upn_temporary")
            return upn.text, None
        if details.get("unique_pupil_number"):
            return None, UpnUnknownReason.UN5
        reason = self._wanted(row, details, "unique_pupil_number_unknown_reason", _reason) or UpnUnknownReason.UN4
        if reason is UpnUnknownReason.UN1 and year_group(born, self.today) in SCHOOL_AGE:
            self.tally.warn(row, "unique_pupil_number_unknown_reason", "upn_unknown_school_age")
        return None, reason

    def _told(self, row: int, details: Mapping[str, Any]) -> dict[str, Any]:
        former = self._wanted(row, details, "former_unique_pupil_number", _upn)
        told = {
            "first_name": text_of(details, "first_name", _NAME),
            "surname": text_of(details, "surname", _NAME),
            "former_upn": former.text if former else None,
            "uasc": flag_of(details, "uasc_flag"),
            "uasc_until": day_of(details, "uasc_end_date"),
        }
        return {name: value for name, value in told.items() if value is not None}

    def _episodes(self, row: int, entry: Mapping[str, Any], born: date) -> list[Episode]:
        found = []
        for episode in objects_of(entry, "social_care_episodes"):
            self._count(episode, EPISODE)
            for placement in objects_of(episode, "child_looked_after_placements"):
                self._count(placement, PLACEMENT)
                if self._is_purged(row, episode, placement):
                    continue
                if (one := self._episode(row, placement, born)) is not None:
                    found.append(one)
        if found:
            self.tally.warn(row, "child_looked_after_placements", "legal_status_unknown")
        return _joined(found)

    def _is_purged(self, row: int, *there: Mapping[str, Any]) -> bool:
        """A placement the sending system has deleted tells nothing; what is held of it stays."""
        purged = any(flag_of(one, "purge") for one in there)
        if purged:
            self.tally.warn(row, "child_looked_after_placements", "feed_purged")
        return purged

    def _episode(self, row: int, placement: Mapping[str, Any], born: date) -> Episode | None:
        from_on, to_on = day_of(placement, "start_date"), day_of(placement, "end_date")
        if from_on is None:
            raise MemberWrong("start_date", "missing")
        if to_on is not None and to_on <= from_on:
            self.tally.warn(row, "end_date", "episode_zero" if to_on == from_on else "episode_reversed")
            return None
        if age_on(born, from_on) >= _ADULT:
            self.tally.warn(row, "start_date", "age_over_18")
        return Episode(
            row=row,
            from_on=from_on,
            to_on=to_on,
            short_break=False,
            start_reason=self._wanted(row, placement, "start_reason", _CODE),
            place=self._wanted(row, placement, "placement_type", _CODE),
            provider=None,
            postcode_sector=self._wanted(row, placement, "postcode", as_sector),
            end_reason=self._wanted(row, placement, "end_reason", _CODE),
        )

    def _wanted(self, row: int, there: Mapping[str, Any], member: str, read: Read[Any]) -> Any:
        """A wrong value is left out with a warning."""
        try:
            return text_of(there, member, read)
        except MemberWrong as wrong:
            self.tally.warn(row, member, wrong.code)
            return None

    def _count(self, there: Mapping[str, Any], known: Collection[str]) -> None:
        """Unknown members are counted; their names are the sender's and are not repeated."""
        past = {member for member in there if member in READ_PAST and member not in known}
        self.read_past |= past
        self.members_ignored += len(there.keys() - set(known) - past)


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


def _joined(episodes: Sequence[Episode]) -> list[Episode]:
    """The payload gives a reason where care ends; a placement that ends without one, on the day the next begins,
    is care that goes on."""
    begin = {episode.from_on for episode in episodes}
    return [
        replace(one, end_reason=GOES_ON) if one.end_reason is None and one.to_on in begin else one for one in episodes
    ]


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
