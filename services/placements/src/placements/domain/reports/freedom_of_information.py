"""The questions that were put to every council in 2018, answered from the log (PL-1011, PL-1012)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from placements.domain.decisions import Outcome
from placements.domain.refusal_codes import NO_RESPONSE, RefusalCodes
from placements.domain.reports.by_side import BySide, HowOften
from placements.domain.reports.reported import ReportedApplication, SchoolSide


class ReportedDelay(StrEnum):
    """Why a place came late or not at all; the first, second and last are added by officers on the case."""

    BUREAUCRACY = "bureaucracy"
    COMMUNICATION_DIFFICULTIES = "communication_difficulties"
    RESPONSE_NOT_IN_TIME = "response_not_in_time"
    REFUSAL_CHALLENGED = "refusal_challenged"
    THREAT_TO_DIRECT = "threat_to_direct"
    REQUEST_TO_DIRECT = "request_to_direct"
    OTHER = "other"


class RollUp(StrEnum):
    """The four answers to "why did schools refuse?"; each refusal code belongs to one of them."""

    SERIOUS_PREJUDICE = "serious_prejudice"
    OVER_PAN = "over_pan"
    UNABLE_TO_MEET_NEEDS = "unable_to_meet_needs"
    OTHER = "other"


_ADVERSE = frozenset({Outcome.REFUSED, Outcome.NO_RESPONSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedomOfInformation:
    """`no_response` is part of `refusal_reasons.other` and stands alone as well."""

    applications: BySide
    accepted_within_20_school_days: BySide
    accepted_after_20_school_days: BySide
    not_accepted: BySide
    open: BySide
    delay_reasons: Mapping[ReportedDelay, BySide]
    refusal_reasons: Mapping[RollUp, BySide]
    no_response: BySide
    directions_issued: BySide
    secretary_of_state_requests: BySide
    longest_wait_school_days: Mapping[SchoolSide, int | None]
    longest_wait_of_all: int | None


def freedom_of_information(
    applications: Sequence[ReportedApplication], codes: RefusalCodes, today: date
) -> FreedomOfInformation:
    """Of LAC applications on in-year routes that were received in the period."""
    late = [application for application in applications if application.accepted_after or application.not_accepted]
    waits = {side: _longest([a for a in applications if a.side is side], today) for side in SchoolSide}
    return FreedomOfInformation(
        applications=BySide.of(applications, lambda _: True),
        accepted_within_20_school_days=BySide.of(applications, lambda a: a.accepted_within),
        accepted_after_20_school_days=BySide.of(applications, lambda a: a.accepted_after),
        not_accepted=BySide.of(applications, lambda a: a.not_accepted),
        open=BySide.of(applications, lambda a: a.waits),
        delay_reasons={reason: BySide.of(late, _delayed_by(reason)) for reason in ReportedDelay},
        refusal_reasons={roll_up: BySide.of(applications, _refused_for(roll_up, codes)) for roll_up in RollUp},
        no_response=BySide.of(applications, lambda a: _first_codes(a).count(NO_RESPONSE)),
        directions_issued=BySide.of(applications, lambda a: a.escalated.directed_by_authority),
        secretary_of_state_requests=BySide.of(applications, lambda a: a.escalated.asked_secretary),
        longest_wait_school_days=waits,
        longest_wait_of_all=_longest(applications, today),
    )


def delay_reasons_of(application: ReportedApplication) -> frozenset[ReportedDelay]:
    """What the log itself says, and what officers added on the case; several may apply."""
    escalated = application.escalated
    logged = {
        ReportedDelay.RESPONSE_NOT_IN_TIME: application.lapsed,
        ReportedDelay.REFUSAL_CHALLENGED: escalated.challenged,
        ReportedDelay.THREAT_TO_DIRECT: escalated.threatened,
        ReportedDelay.REQUEST_TO_DIRECT: escalated.directed_on is not None or escalated.asked_secretary,
    }
    added = {reason for reason in ReportedDelay if reason.value in application.delay_reasons}
    return frozenset(added | {reason for reason, holds in logged.items() if holds})


def _delayed_by(reason: ReportedDelay) -> HowOften:
    return lambda application: reason in delay_reasons_of(application)


def _refused_for(roll_up: RollUp, codes: RefusalCodes) -> HowOften:
    return lambda application: sum(codes.codes[code].roll_up == roll_up for code in _first_codes(application))


def _first_codes(application: ReportedApplication) -> list[str]:
    """The first reason of each refusal or lapse."""
    return [answer.codes[0] for answer in application.answers if answer.outcome in _ADVERSE and answer.codes]


def _longest(applications: Sequence[ReportedApplication], today: date) -> int | None:
    return max((days for a in applications if (days := a.waited(today)) is not None), default=None)
