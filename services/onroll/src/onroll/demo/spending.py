"""The order in which the money of the demo comes, goes and is accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from funding.domain.years import FinancialYear, Season, Term
from funding.jobs.chase_returns import chase_returns
from kit.kernel.days import Calendar
from kit.kernel.days import Term as TaughtTerm
from kit.web.runtime import Runtime
from onroll.demo.children import DemoChild
from onroll.demo.hands import Hands
from onroll.demo.money import MoneyPlay, settle_policies
from onroll.demo.money_plans import CHILDREN_COUNTED, Answered, Item, last_term
from onroll.demo.places import ASHBY_ROAD, CASTLE_FOLD
from onroll.demo.plans import school_day, school_days_ago
from onroll.demo.terms import taught_terms

_DAWN: Final = time(8, 0, tzinfo=UTC)
_BEGINS: Final = timedelta(days=10)
"""What is agreed in the first days of a term begins in its second or third week."""


@dataclass(slots=True)
class Spending:
    """Northshire's last term and the present one; Littlemere gets a policy and the year's rate, nothing else."""

    runtime: Runtime
    hands: Hands
    calendar: Calendar
    today: date
    by_school: Mapping[int, Sequence[DemoChild]]

    async def live_through(self) -> None:
        before, now = taught_terms(self.today)[-2:]
        play = MoneyPlay(self.runtime, self.hands, self.today, _plan_term(before))
        schools = list(last_term(self.by_school))
        await self._begin(before, play)
        self._on(school_day(self.calendar, before.starts_on, 2))
        await play.pay(schools, _plan_term(before), before.starts_on + _BEGINS)
        self._on(before.ends_on)
        await play.open_returns()
        self._on(school_days_ago(self.calendar, self.today, 9))
        await play.answer_returns([one for one in schools if one.answered is not Answered.BEGUN])
        await self._this_term(now, play)
        self._on(school_days_ago(self.calendar, self.today, 1))
        await play.answer_returns([one for one in schools if one.answered is Answered.BEGUN])
        self.hands.clock.instant = datetime.combine(self.today, _DAWN)
        await chase_returns(self.runtime)

    async def _begin(self, before: TaughtTerm, play: MoneyPlay) -> None:
        years = sorted({FinancialYear.of(before.starts_on), FinancialYear.of(self.today)})
        self._on(before.starts_on)
        await settle_policies(self.runtime, years, self.hands)
        for year in years:
            self._on(max(before.starts_on, year.starts_on))
            await play.award(year, vsh="joy_osei", finance="priya_rahman", children=CHILDREN_COUNTED)
        await play.award(years[-1], vsh="morgan_hale", finance="lee_arden", children=None)

    async def _this_term(self, now: TaughtTerm, play: MoneyPlay) -> None:
        """One to decide, one ready to pay, one that waits for the supplier's number."""
        term, start_on = _plan_term(now), self.today + _BEGINS
        await play.payee(ASHBY_ROAD)
        await play.payee(CASTLE_FOLD, verified=False)
        decided, undecided = (str(child.child.id) for child in self.by_school[ASHBY_ROAD][-2:])
        waiting = str(self.by_school[CASTLE_FOLD][-1].child.id)
        mentor = ("Weekly mentor", "mentoring")
        await play.ask(ASHBY_ROAD, Item(decided, *mentor, 36_000), term, start_on, decide=True)
        await play.ask(CASTLE_FOLD, Item(waiting, *mentor, 42_000), term, start_on, decide=True)
        tuition = Item(undecided, "One-to-one tuition in mathematics", "tuition_1to1", 54_000)
        await play.ask(ASHBY_ROAD, tuition, term, start_on, decide=False)

    def _on(self, day: date) -> None:
        self.hands.clock.move_to(day)


def _plan_term(taught: TaughtTerm) -> Term:
    return Term(taught.starts_on.year, Season[taught.term.upper()])
