"""What a child's record becomes by the return: the held one with what the return says over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from kit.kernel.ids import new_id
from placements.domain.care import ADOPTION_REASONS, ORDER_REASONS, refuse_overlapping_care
from placements.domain.child import Child, UpnUnknownReason
from placements.domain.child_record import ChildRecord
from placements.domain.episodes import Episode, JoinedEpisodes, join_episodes
from placements.domain.returned_care import with_returned_care, with_returned_homes
from placements.domain.roll import PeriodOverlap
from placements.domain.upn import Upn
from placements.imports.report import Tally
from placements.imports.ssda903_header import ReturnedChild


@dataclass(slots=True, kw_only=True)
class ReturnedRecords:
    """Records by la_child_id. `holders` says which of the return's UPNs are in use and by whom; what is
    doubtful goes to the tallies as warnings."""

    held: Mapping[str, ChildRecord]
    holders: Mapping[str, UUID]
    authorities: frozenset[str]
    episodes: Mapping[str, Sequence[Episode]]
    children_with_wrong_episodes: frozenset[str]
    header: Tally
    episode_rows: Tally
    upns_taken: set[str] = field(default_factory=set)

    def record(self, returned: ReturnedChild) -> ChildRecord:
        held = self.held.get(returned.la_child_id)
        returned = self._with_own_upn(returned, held)
        record = held or ChildRecord(child=_unnamed(returned))
        record = replace(record, child=self._child(record, returned))
        if returned.la_child_id in self.children_with_wrong_episodes:
            self.header.warn(returned.row, "CHILD", "care_not_changed")
            return record
        return self._with_care(record, returned)

    def _with_own_upn(self, returned: ReturnedChild, held: ChildRecord | None) -> ReturnedChild:
        """A UPN that another child has, in the return or in the register, is left out (rule 444)."""
        upn = returned.upn
        if upn is None:
            return returned
        if Upn(upn).authority not in self.authorities:
            self.header.warn(returned.row, "UPN", "upn_authority_unknown")
        holder = self.holders.get(upn)
        if upn in self.upns_taken or (holder is not None and (held is None or holder != held.child.id)):
            self.header.warn(returned.row, "UPN", "upn_duplicate")
            return replace(returned, upn=None, upn_unknown_reason=UpnUnknownReason.UN5)
        self.upns_taken.add(upn)
        return returned

    def _child(self, record: ChildRecord, returned: ReturnedChild) -> Child:
        child = replace(
            record.child,
            sex=returned.sex,
            date_of_birth=returned.date_of_birth,
            ethnicity=returned.ethnicity or record.child.ethnicity,
        )
        if returned.upn is None:
            # A return that does not know the UPN takes none away.
            keeps = child.upn is not None or returned.upn_unknown_reason is None
            return child if keeps else replace(child, upn_unknown_reason=returned.upn_unknown_reason)
        if child.upn not in (None, returned.upn):
            if any(home.is_open_adoptive for home in record.homes):
                self.header.warn(returned.row, "UPN", "name_change_blocked")
                return child
            self.header.warn(returned.row, "UPN", "upn_changed")
        return child.with_upn(returned.upn)

    def _with_care(self, record: ChildRecord, returned: ReturnedChild) -> ChildRecord:
        joined = join_episodes(self.episodes.get(returned.la_child_id, ()), new_id)
        self._warn_of(joined, returned)
        care = with_returned_care(record.care, joined.care)
        try:
            refuse_overlapping_care(care)
        except PeriodOverlap:
            self.header.warn(returned.row, "CHILD", "conflict")
            return record
        return replace(record, care=care, homes=with_returned_homes(record.homes, joined.homes))

    def _warn_of(self, joined: JoinedEpisodes, returned: ReturnedChild) -> None:
        for row in joined.loose_rows:
            self.episode_rows.warn(row, "DEC", "episode_gap_or_overlap")
        reasons = {period.end_reason for period in joined.care}
        if reasons & ADOPTION_REASONS:
            self.header.warn(returned.row, "CHILD", "adoption_seal_needed")
        if reasons & ORDER_REASONS:
            self.header.warn(returned.row, "CHILD", "previously_looked_after_to_confirm")


def _unnamed(returned: ReturnedChild) -> Child:
    return Child(
        id=new_id(),
        la_child_id=returned.la_child_id,
        date_of_birth=returned.date_of_birth,
        sex=returned.sex,
        upn=returned.upn,
        upn_unknown_reason=returned.upn_unknown_reason,
    )
