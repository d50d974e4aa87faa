"""How schools accounted for a term: most in time, some late, a few with more than they were paid, some not yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from funding.domain.ledger.journals import JournalDraft
from funding.domain.policies.parameters import Parameters
from funding.domain.returns.acceptance import Acceptance, Advance, accept
from funding.domain.returns.spend_return import ImpactRating, ReturnLine, Sender, SpendReturn
from funding.imports.demo.cast import Cast
from kit.kernel.days import add_working_days

_AFTERNOON: Final = time(14, 20, tzinfo=UTC)
_RATINGS: Final = (
    ImpactRating.MET,
    ImpactRating.MET,
    ImpactRating.PARTLY,
    ImpactRating.TOO_EARLY,
    ImpactRating.MET,
    ImpactRating.PARTLY,
)
_EVERY_LATE: Final = 7
_EVERY_OVERSPENT: Final = 9
_EVERY_UNSPENT: Final = 6
_OVERSPENT_PENCE: Final = 11_250
_UNSPENT_PENCE: Final = 5_000
_SECONDS_A_CHILD: Final = 50


@dataclass(frozen=True, slots=True)
class Accounted:
    """A return as it ended, and what its acceptance posted."""

    spend_return: SpendReturn
    journals: tuple[JournalDraft, ...]
    on: date


def account(one: SpendReturn, number: int, review_on: date, *, exactly: bool) -> SpendReturn:
    """The school's answer: by rule of its place in the list, so that every seeding tells the same.

    `exactly` is for a school that spends what it gets, whatever its place.
    """
    late = number % _EVERY_LATE == _EVERY_LATE - 1
    sent_on = one.due_on + timedelta(days=4 if late else -1 - number % 5)
    sent_at = datetime.combine(max(sent_on, one.asked_on), _AFTERNOON)
    opened_at = sent_at - timedelta(seconds=_SECONDS_A_CHILD * max(1, len(one.children)))
    lines = [
        line.as_agreed(ImpactRating.MET) if exactly else _answered(line, number + place)
        for place, line in enumerate(one.lines)
    ]
    told = replace(one, lines=tuple(lines))
    as_agreed = all(line.charged_to_grant_pence == line.paid_pence for line in told.lines)
    sender = Sender("registered_contact", opened_at, None)
    state = told.miss_due_date() if late else told
    return replace(state, as_agreed=as_agreed).submit(sender, sent_at, sent_at.date(), None, review_on)


def accept_all(
    returns: Iterable[SpendReturn], advances: Sequence[Advance], cast: Cast, parameters: Parameters
) -> list[Accounted]:
    """Accepted three working days after they were sent."""
    by_school: dict[int, list[Advance]] = {}
    for advance in advances:
        by_school.setdefault(advance.about.school_urn or 0, []).append(advance)
    done = []
    for one in returns:
        sent_on = one.submitted_on or one.due_on
        on = add_working_days(sent_on, 3) or sent_on
        held = by_school.get(one.school_urn, [])
        outcome: Acceptance = accept(one, cast.officer, (), held, parameters, on)
        done.append(Accounted(outcome.accepted, outcome.journals, on))
    return done


def begun(one: SpendReturn, told_pence: int) -> SpendReturn:
    """A school that typed its first row and did not send it."""
    first = one.lines[0]
    charged = min(told_pence, first.paid_pence)
    return one.save_line(first.id, charged, ImpactRating.PARTLY)


def _answered(line: ReturnLine, number: int) -> ReturnLine:
    rating = _RATINGS[number % len(_RATINGS)]
    charged = line.paid_pence
    if number % _EVERY_OVERSPENT == 0:
        charged += _OVERSPENT_PENCE
    elif number % _EVERY_UNSPENT == 0:
        charged -= min(_UNSPENT_PENCE, charged)
    return line.answer(charged, rating)
