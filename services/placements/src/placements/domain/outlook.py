"""What stands before each step towards a direction today, so that a screen can say why and from when (PL-702)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from placements.domain import direction_guards as guards
from placements.domain.application_states import ApplicationState
from placements.domain.direction import DirectionProcess
from placements.domain.direction_errors import (
    ChildNotLookedAfter,
    DirectionBlocked,
    ExcludedFromSchool,
    SchoolNotDirectable,
)
from placements.domain.direction_guards import Power, first_of
from placements.domain.direction_states import ProcessType
from placements.domain.steps import Step

_S: Final = ApplicationState
_GOES_ON: Final = (
    Step.REPLY_TO_CONSULTATION,
    Step.SERVE_NOTICE,
    Step.REFER,
    Step.DIRECT,
    Step.DETERMINE_UPHELD,
    Step.DETERMINE_NOT_UPHELD,
    Step.DETERMINE_WITHDRAWN,
)
"""The steps that need a process that runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """`open_roads`: whether there is anything the head may recommend; `type_to_start` what a consultation begins."""

    power: Power
    process: DirectionProcess | None
    type_to_start: ProcessType
    recommended: bool
    open_roads: bool
    stopped: bool
    today: date

    def blocks(self, state: ApplicationState) -> Mapping[Step, DirectionBlocked]:
        """By step; one that is not named is open as far as its own facts go. Proofs and papers come with the step."""
        found = self._of_process(state) if self.process else self._of_stopped()
        found |= {
            Step.RECOMMEND: self._recommending(),
            Step.CONSULT: guards.consultation_blocked(
                self.type_to_start, self.power, proved=True, recommended=self.recommended
            ),
            Step.ASK_SECRETARY_OF_STATE: guards.request_blocked(
                self.power, incomplete=(), recommended=self.recommended
            ),
            Step.NOTIFY_OWN_AUTHORITY: guards.own_notice_blocked(self.power, proved=True),
            Step.ADMIT_BY_OWN_AUTHORITY: guards.own_admission_blocked(
                self.process, self.power, self.today, recommended=self.recommended
            ),
            Step.REFER_TO_FAIR_ACCESS: guards.fair_access_blocked(self.power),
        }
        return {step: block for step, block in found.items() if block is not None}

    def _of_process(self, state: ApplicationState) -> dict[Step, DirectionBlocked | None]:
        if self.process is None:
            return {}
        if state is _S.CONSULTING:
            return {Step.SERVE_NOTICE: guards.notice_not_due(self.process, self.power, self.today)}
        if state in {_S.NOTICE_SERVED, _S.WITH_ADJUDICATOR}:
            block = guards.direction_blocked(self.process, self.power, self.today, adjudicator_checked=True)
            return {Step.DIRECT: block}
        return {}

    def _of_stopped(self) -> dict[Step, DirectionBlocked | None]:
        """Nothing of a process goes on once the child has left care (PL-704)."""
        return dict.fromkeys(_GOES_ON, ChildNotLookedAfter()) if self.stopped else {}

    def _recommending(self) -> DirectionBlocked | None:
        return first_of(
            (self.power.excluded_here, ExcludedFromSchool()),
            (not self.open_roads, SchoolNotDirectable()),
        )

    def hidden(self) -> frozenset[Step]:
        """Steps that this child's or school's case never needs: shown to nobody, blocked or not."""
        needless = set[Step]()
        if not self.power.twice_excluded or (self.process is not None and self.process.own_notice is not None):
            needless.add(Step.NOTIFY_OWN_AUTHORITY)
        if not self.power.own_authority:
            needless |= {Step.NOTIFY_OWN_AUTHORITY, Step.ADMIT_BY_OWN_AUTHORITY}
        if not self.recommended:
            needless.add(Step.RETURN_RECOMMENDATION)
        return frozenset(needless)
