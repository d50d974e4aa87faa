"""How quickly schools answered, and what they said (PL-1011)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

from placements.domain.decisions import Outcome, OverturnedBy
from placements.domain.refusal_codes import Ground
from placements.domain.reports.reported import ReportedAnswer, ReportedApplication

TARGET_DAYS: Final = 10
LIMIT_DAYS: Final = 15


@dataclass(frozen=True, slots=True)
class Median:
    """School days in halves, and of how many; None of none."""

    half_days: int | None
    of: int

    @classmethod
    def over(cls, days: Iterable[int]) -> "Median":
        values = [Fraction(one) for one in days]
        return cls(int(median(values) * 2) if values else None, len(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeliness:
    """Of first answers; those within 10 are part of those within 15."""

    answered: int
    within_10: int
    within_15: int
    no_response: int
    to_decision: Median
    to_start: Median


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersGiven:
    """Of all answers, silence included."""

    by_code: Mapping[str, int]
    by_ground: Mapping[Ground, int]
    conditional: int
    overturned_by: Mapping[OverturnedBy, int]
    directed: int


def timeliness(applications: Sequence[ReportedApplication]) -> Timeliness:
    firsts = [application.answers[0] for application in applications if application.answers]
    given = [answer for answer in firsts if answer.outcome is not Outcome.NO_RESPONSE]
    days = [answer.school_days for answer in given if answer.school_days is not None]
    starts = [took for a in applications if (took := a.days_to_start) is not None]
    return Timeliness(
        answered=len(given),
        within_10=sum(day <= TARGET_DAYS for day in days),
        within_15=sum(day <= LIMIT_DAYS for day in days),
        no_response=len(firsts) - len(given),
        to_decision=Median.over(days),
        to_start=Median.over(starts),
    )


def answers_given(applications: Sequence[ReportedApplication]) -> AnswersGiven:
    answers = [answer for application in applications for answer in application.answers]
    grounds = Counter(answer.ground for answer in answers if answer.ground is not None)
    turned = Counter(answer.overturned_by for answer in answers if answer.overturned_by is not None)
    return AnswersGiven(
        by_code=_by_code(answers),
        by_ground={ground: grounds[ground] for ground in Ground},
        conditional=sum(answer.outcome is Outcome.CONDITIONAL for answer in answers),
        overturned_by={by: turned[by] for by in OverturnedBy},
        directed=sum(application.escalated.directed_on is not None for application in applications),
    )


def _by_code(answers: Iterable[ReportedAnswer]) -> dict[str, int]:
    """Every code of every answer that is no offer, in the order of the alphabet."""
    counted = Counter(code for answer in answers if answer.outcome is not Outcome.OFFERED for code in answer.codes)
    return dict(sorted(counted.items()))
