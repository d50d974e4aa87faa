"""A school answers by its link: what it may say, and which step of the table that is (PL-910 to PL-915)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from kit.kernel.errors import InvalidInput, StepNotAllowed
from placements.domain.application import Application
from placements.domain.application_states import TERMINAL, WITH_THE_SCHOOL, ApplicationState
from placements.domain.errors import CodeNotUsable, LinkSettled
from placements.domain.refusal_codes import OTHER, RefusalCodes, RefusalCohort
from placements.domain.steps import Step

LEAST_OTHER: Final = 20
LONGEST_AHEAD: Final = timedelta(days=366)
_S = ApplicationState
_ANSWERABLE: Final = WITH_THE_SCHOOL | {
    _S.NO_RESPONSE,
    _S.OFFERED,
    _S.CONDITIONAL,
    _S.REFUSED,
    _S.EHCP_CONSULTING,
}


class ReplyAnswer(StrEnum):
    OFFER = "offer"
    OFFER_WITH_CONDITIONS = "offer_with_conditions"
    REFUSE = "refuse"
    QUESTION = "question"


class Asks(StrEnum):
    """The one thing the link asks now; `nothing` while it can only be read."""

    ANSWER = "answer"
    START = "start"
    ON_ROLL = "on_roll"
    NOTHING = "nothing"


_LATER: Final = {
    _S.ACCEPTED: Asks.START,
    _S.START_AGREED: Asks.ON_ROLL,
    _S.ON_ROLL: Asks.NOTHING,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the school sent."""

    answer: ReplyAnswer
    start_on: date | None
    reason_code: str | None
    comment: str | None


def what_is_asked(application: Application) -> Asks:
    """Raises LinkSettled where the authority needs no answer any more (410)."""
    if application.state in _LATER:
        return _LATER[application.state]
    if application.state in TERMINAL or application.state not in _ANSWERABLE:
        raise LinkSettled
    return Asks.ANSWER


def asks_something(application: Application) -> bool:
    """Whether a link about the request still has something to ask."""
    try:
        return what_is_asked(application) is not Asks.NOTHING
    except LinkSettled:
        return False


def check_reply(reply: Reply, codes: RefusalCodes, cohort: RefusalCohort, today: date) -> None:
    """The fields an answer needs; missing evidence is never one of them (PL-914)."""
    match reply.answer:
        case ReplyAnswer.OFFER:
            _check_start(reply.start_on, today)
        case ReplyAnswer.QUESTION:
            if not reply.comment:
                raise InvalidInput("missing", "/comment")
        case ReplyAnswer.REFUSE:
            check_reason(reply, {code.code for code in codes.offered(cohort)})
        case ReplyAnswer.OFFER_WITH_CONDITIONS:
            check_reason(reply, codes.conditions.keys())


def _check_start(start_on: date | None, today: date) -> None:
    if start_on is None:
        raise InvalidInput("missing", "/start_on")
    if not today <= start_on <= today + LONGEST_AHEAD:
        raise InvalidInput("out_of_range", "/start_on")


def check_reason(reply: Reply, usable: Collection[str]) -> None:
    """Raises InvalidInput, CodeNotUsable."""
    if reply.reason_code is None:
        raise InvalidInput("missing", "/reason_code")
    if reply.reason_code not in usable:
        raise CodeNotUsable
    if reply.reason_code == OTHER and len(reply.comment or "") < LEAST_OTHER:
        raise InvalidInput("too_short", "/comment")


_STEPS: Final = {
    ReplyAnswer.OFFER: Step.OFFER,
    ReplyAnswer.OFFER_WITH_CONDITIONS: Step.OFFER_WITH_CONDITIONS,
    ReplyAnswer.REFUSE: Step.REFUSE,
    ReplyAnswer.QUESTION: Step.ASK,
}


def step_of(answer: ReplyAnswer, *, late_start: bool) -> Step:
    """A late start without a line why counts as an offer with conditions (PL-915)."""
    if answer is ReplyAnswer.OFFER and late_start:
        return Step.OFFER_WITH_CONDITIONS
    return _STEPS[answer]


_ANSWERED: Final = frozenset({_S.OFFERED, _S.CONDITIONAL, _S.REFUSED})


def may_change_answer(application: Application, today: date, change_until: date | None) -> bool:
    """Until the limit, while nobody has acted on the answer (PL-910)."""
    return application.state in _ANSWERED and change_until is not None and today <= change_until


def ready_for_answer(application: Application, step: Step, today: date, change_until: date | None) -> Application:
    """The application as the new answer meets it: an answer given before is taken back where that is open.

    A yes after a no needs no taking back (T11). Another change is open until the limit, unless the virtual
    school has acted on the answer (PL-910).
    """
    if application.state not in _ANSWERED or (step is Step.OFFER and application.state is not _S.OFFERED):
        return application
    if not may_change_answer(application, today, change_until):
        raise StepNotAllowed(application.state, step)
    return application.take_answer_back()


def initials_among(initials: str, application_id: UUID, alike: Sequence[UUID]) -> str:
    """Two children alike at one school are told apart: "T.A. (1 of 2)" (PL-206)."""
    if application_id not in alike or not set(alike) - {application_id}:
        return initials
    return f"{initials} ({list(alike).index(application_id) + 1} of {len(alike)})"
