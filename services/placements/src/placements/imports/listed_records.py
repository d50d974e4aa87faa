"""What a child's record becomes by a row of a list: the held one with what the row says over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from kit.kernel.ids import new_id
from placements.domain.care import refuse_overlapping_care
from placements.domain.child import Child, NameChangeBlocked, SenStatus, Sex, UpnUnknownReason
from placements.domain.child_record import ChildRecord
from placements.domain.listed_child import CareStartMissing, with_listed_care, with_listed_roll
from placements.domain.roll import PeriodOverlap, main_roll_on, refuse_two_main_rolls
from placements.domain.school import School
from placements.domain.year_group import SCHOOL_AGE
from placements.imports.child_rows import ListedChild
from placements.imports.report import Tally

_AS_LISTED: Final = "The imported list names this year group."


class _RowWrong(Exception):
    """The row cannot be taken; where and why."""

    def __init__(self, column: str | None, code: str) -> None:
        super().__init__(code)
        self.column = column
        self.code = code


@dataclass(slots=True, kw_only=True)
class ListedRecords:
    """`by_reference` and `by_id` are the records held; `holders` says whose the UPNs of the rows are."""

    by_reference: Mapping[str, ChildRecord]
    by_id: Mapping[UUID, ChildRecord]
    holders: Mapping[str, UUID]
    schools: Mapping[int, School]
    authorities: frozenset[str]
    today: date
    tally: Tally
    taken: set[UUID] = field(default_factory=set)

    def record(self, listed: ListedChild) -> tuple[ChildRecord | None, ChildRecord] | None:
        """The record held and the one wanted; None where the row is wrong."""
        try:
            held, listed = self._held(listed)
            wanted = self._wanted(listed, held)
        except _RowWrong as wrong:
            self.tally.wrong_row(listed.row, wrong.column, wrong.code)
            return None
        self.taken.add(wanted.child.id)
        return held, wanted

    def _held(self, listed: ListedChild) -> tuple[ChildRecord | None, ListedChild]:
        """The authority's own reference counts first, then the UPN; a UPN of another child is left out."""
        held = self.by_reference.get(listed.la_child_id or "")
        holder = self.by_id.get(self.holders.get(listed.upn.text, UUID(int=0))) if listed.upn else None
        if holder is not None and held is None and None in (listed.la_child_id, holder.child.la_child_id):
            held = holder
        if holder is not None and (held is None or holder.child.id != held.child.id):
            self.tally.warn(listed.row, "upn", "upn_duplicate")
            listed = replace(listed, upn=None, upn_unknown_reason=UpnUnknownReason.UN5)
        if held is not None and held.child.id in self.taken:
            raise _RowWrong(None, "duplicate")
        return held, listed

    def _wanted(self, listed: ListedChild, held: ChildRecord | None) -> ChildRecord:
        record = held or ChildRecord(child=_new(listed))
        child = self._renamed(listed, record)
        child = self._with_upn(listed, record, child)
        if child.sen_status is SenStatus.EHCP and child.ehc_authority is None:
            raise _RowWrong("ehc_authority", "missing")
        if listed.year_group is not None and child.year_group(self.today) != listed.year_group:
            child = replace(child, year_group_override=listed.year_group, year_group_override_reason=_AS_LISTED)
        record = replace(record, child=child)
        return self._with_care(listed, self._with_roll(listed, record))

    def _renamed(self, listed: ListedChild, record: ChildRecord) -> Child:
        told: dict[str, Any] = dict(listed.told)
        for column in ("host_authority", "ehc_authority"):
            if column in told and told[column] not in self.authorities:
                self.tally.warn(listed.row, column, "not_allowed")
                del told[column]
        child = replace(record.child, **told, la_child_id=listed.la_child_id or record.child.la_child_id)
        try:
            child.refuse_renaming_before_adoption(record.child, record.homes)
        except NameChangeBlocked:
            self.tally.warn(listed.row, "surname", "name_change_blocked")
            return replace(child, surname=record.child.surname)
        return child

    def _with_upn(self, listed: ListedChild, record: ChildRecord, child: Child) -> Child:
        if listed.upn is None:
            return self._without_upn(listed, child)
        if listed.upn.authority not in self.authorities:
            self.tally.warn(listed.row, "upn", "upn_authority_unknown")
        if listed.upn.is_temporary:
            self.tally.warn(listed.row, "upn", "upn_temporary")
        if record.child.upn not in (None, listed.upn.text):
            if any(home.is_open_adoptive for home in record.homes):
                self.tally.warn(listed.row, "upn", "name_change_blocked")
                return child
            self.tally.warn(listed.row, "upn", "upn_changed")
        return child.with_upn(listed.upn.text)

    def _without_upn(self, listed: ListedChild, child: Child) -> Child:
        """A list that does not know the UPN takes none away."""
        reason = listed.upn_unknown_reason
        if child.upn is not None or reason is None:
            return child
        if reason is UpnUnknownReason.UN1 and child.year_group(self.today) in SCHOOL_AGE:
            self.tally.warn(listed.row, "upn", "upn_unknown_school_age")
        return replace(child, upn_unknown_reason=reason)

    def _with_roll(self, listed: ListedChild, record: ChildRecord) -> ChildRecord:
        said = listed.roll
        if said is None:
            if main_roll_on(record.rolls, self.today) is not None:
                self.tally.warn(listed.row, "school_urn", "roll_not_ended")
            return record
        school = self.schools.get(said.school_urn)
        if school is None:
            raise _RowWrong("school_urn", "school_unknown")
        if not school.is_open:
            self.tally.warn(listed.row, "school_urn", "school_closed")
        rolls = with_listed_roll(record.rolls, said, new_id(), self.today)
        if said.from_on is None and len(rolls) > len(record.rolls):
            self.tally.warn(listed.row, "roll_from", "roll_from_today")
        try:
            refuse_two_main_rolls(rolls)
        except PeriodOverlap:
            raise _RowWrong("roll_from", "conflict") from None
        return replace(record, rolls=rolls)

    def _with_care(self, listed: ListedChild, record: ChildRecord) -> ChildRecord:
        if listed.care is None:
            return record
        try:
            care = with_listed_care(record.care, listed.care, new_id())
            refuse_overlapping_care(care)
        except CareStartMissing:
            raise _RowWrong("care_from", "missing") from None
        except PeriodOverlap:
            raise _RowWrong("care_from", "conflict") from None
        return replace(record, care=care)


def _new(listed: ListedChild) -> Child:
    """Without a UPN nobody knows why not (UN4), as in a return."""
    return Child(
        id=new_id(),
        la_child_id=listed.la_child_id,
        date_of_birth=listed.told["date_of_birth"],
        sex=listed.told.get("sex", Sex.UNKNOWN),
        upn=listed.upn.text if listed.upn else None,
        upn_unknown_reason=None if listed.upn else listed.upn_unknown_reason or UpnUnknownReason.UN4,
    )
