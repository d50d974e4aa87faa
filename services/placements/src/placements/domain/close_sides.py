"""On whose side it lay that an application ended (PL-1103)."""

from datetime import date
from typing import Final

from kit.kernel.days import Calendar, school_days_between
from placements.domain.application import Application, DelayCause, SupersessionReason, WithdrawalReason
from placements.domain.application_states import PLACE_FOUND
from placements.domain.decisions import Outcome

_BY_THE_CHILD: Final = frozenset({WithdrawalReason.CHILD_WISH, WithdrawalReason.PARENT_REQUEST, WithdrawalReason.DIED})
_CHOSE_ANOTHER: Final = WithdrawalReason.OTHER_SCHOOL_CHOSEN
_ADVERSE: Final = frozenset({Outcome.REFUSED, Outcome.NO_RESPONSE, Outcome.CONDITIONAL})
_BY_THE_AUTHORITY: Final = frozenset({DelayCause.AUTHORITY, DelayCause.TRANSPORT, DelayCause.CARER, DelayCause.CHILD})
STARTS_WITHIN: Final = 20
"""School days after an offer; a later start lies with the school unless another cause is known."""


def side_of_withdrawal(before: Application, reason: WithdrawalReason, *, not_started: bool = False) -> str:
    """An adverse answer that is not pursued stays with the school, unless the authority's side changed."""
    if reason in _BY_THE_CHILD:
        return "child"
    if reason is not _CHOSE_ANOTHER:
        return "authority"
    return _school_or_other_offer(before, not_started=not_started)


def side_of_supersession(before: Application, reason: str, *, not_started: bool = False) -> str:
    """Placed elsewhere: the school's side when it had said no, else another offer came first."""
    if reason == SupersessionReason.CARE_MOVE:
        return "authority"
    return _school_or_other_offer(before, not_started=not_started)


def not_started_in_time(before: Application, calendar: Calendar, today: date) -> bool:
    """An offer 20 school days old or older without a first day, and no cause known but the school's."""
    answer = before.answer
    if answer is None or answer.outcome is not Outcome.OFFERED or before.state not in PLACE_FOUND:
        return False
    days = school_days_between(answer.decided_on, today, calendar)
    return days is not None and days >= STARTS_WITHIN and before.delay_cause not in _BY_THE_AUTHORITY


def _school_or_other_offer(before: Application, *, not_started: bool) -> str:
    said_no = before.answer is not None and before.answer.outcome in _ADVERSE
    accepted = before.accepted_on is not None
    return "school" if not_started or (said_no and not accepted) else "other_offer"
