"""Lives an authority's money through: three terms behind it, the running one half paid, some accounts still owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from funding.actions.chase_returns import hold_payments
from funding.domain.children import Child, Phase, RollInterval
from funding.domain.requests.request import RequestKind
from funding.domain.returns.due_date import TermDates, dates_of
from funding.domain.when import When
from funding.domain.years import FinancialYear, Season, Term
from funding.imports.demo.asking import Pupil, Wish
from funding.imports.demo.cast import Cast
from funding.imports.demo.ground import ensure_rate, post_year, publish
from funding.imports.demo.rounds import Round, Rounds
from funding.imports.demo.stages import Stages, base_wishes, topup_wishes
from funding.store.mapping import plan_anew
from funding.store.records import Records
from funding.store.tables import METADATA
from kit.db.database import JOB, Database
from kit.db.foundation import foundation
from kit.db.tenancy import Context
from kit.db.work import Work
from kit.kernel.clock import Clock
from kit.kernel.days import subtract_working_days

TERMS_BEHIND: Final = 3
_LATE_BY_WORKING_DAYS: Final = 6
_DECIDED_AFTER: Final = timedelta(weeks=4)
_DECIDED_LATELY: Final = timedelta(days=5)
_TIME_TO_ANSWER: Final = timedelta(days=14)
_BASE_PENCE: Final = {Season.SUMMER: 60_000, Season.AUTUMN: 55_000, Season.SPRING: 55_000}
_STORY_PAID: Final = 270_000
_NOT_BEGUN: Final = 35
_READY: Final = 12
_TO_DECIDE: Final = 7
_FIRST_POLICY_YEAR: Final = FinancialYear(2025)


@dataclass(frozen=True, slots=True)
class SeededMoney:
    """What was made, for the sentence at the demo's start."""

    requests: int
    paid_pence: int
    returns: int
    not_accounted: int


async def settle_authority(database: Database, authority: str, cast: Cast, clock: Clock) -> None:
    """Policies, finance codes, and a rate for the running year: what an authority needs before its first award."""
    running = FinancialYear.of(clock.today())
    async with database.transaction(Context.job(authority, "demo"), limits=JOB) as connection:
        records = Records(connection, authority)
        years = [FinancialYear(start) for start in range(_first(running).start, running.start + 2)]
        await publish(records, years, cast.vsh_id)
        await ensure_rate(records, cast, running)


async def seed_history(
    database: Database,
    authority: str,
    cast: Cast,
    clock: Clock,
    *,
    story_school: int | None = None,
    codes: Mapping[int, str] | None = None,
) -> SeededMoney:
    """For an authority that is settled and whose children, schools and calendar are known from the feed.

    `story_school` was paid £2,700, has told of £300 and is late; `codes` gives schools that have not accounted a
    readable link. Nothing is random: every seeding of the same children on the same day tells the same.
    """
    async with database.transaction(Context.job(authority, "demo"), limits=JOB) as connection:
        work = Work(connection=connection, tables=foundation(METADATA), authority=authority, clock=clock)
        return await _History(work, Records(connection, authority), cast, story_school, codes or {}).live()


@dataclass(slots=True)
class _History:
    work: Work
    records: Records
    cast: Cast
    story_school: int | None
    codes: Mapping[int, str]

    async def live(self) -> SeededMoney:
        today = self.work.clock.today()
        children = [child for child in await self.records.children.all() if _of_school_age(child)]
        rolls = await self.records.children.all_rolls()
        terms = _terms(today, await self.records.schools.term_dates())
        for year in sorted({dates.term.financial_year for dates in terms}):
            await post_year(self.records, self.cast, year, len(children), today)
        stages = Stages(self.work, self.records, self.cast)
        rounds = Rounds(self.work, self.records, self.cast, self.story_school, self.codes)
        *behind, running = terms
        for dates in behind:
            pupils = _pupils(children, rolls, dates)
            is_last = dates is behind[-1]
            wishes = self._wishes(dates, pupils, with_story=is_last)
            await stages.decide_and_pay(dates, wishes, dates.starts_on + _DECIDED_AFTER)
            await rounds.live(_round(dates, today, is_last=is_last), today)
            await plan_anew(self.work.connection)
        await self._run(stages, running, _pupils(children, rolls, running), today)
        await hold_payments(self.records, When.now(self.work.clock))
        return SeededMoney(stages.requests, stages.paid_pence, rounds.returns, rounds.not_accounted)

    def _wishes(self, dates: TermDates, pupils: Sequence[Pupil], *, with_story: bool) -> list[Wish]:
        base = base_wishes(pupils, _BASE_PENCE[dates.term.season])
        topups = topup_wishes(pupils)
        if not with_story:
            return [*base, *topups]
        story = [wish for wish in base if wish.pupil.school_urn == self.story_school]
        elsewhere = [wish for wish in topups if wish.pupil.school_urn != self.story_school]
        rest = _STORY_PAID - sum(wish.pence for wish in story)
        more = [replace(story[0], kind=RequestKind.TOPUP, item=1, pence=rest)] if story and rest > 0 else []
        return [*base, *elsewhere, *more]

    async def _run(self, stages: Stages, dates: TermDates, pupils: Sequence[Pupil], today: date) -> None:
        """The running term: most of it paid, some ready, some waiting for a number, some to decide, some not begun."""
        await stages.new_supplier_number(sorted({pupil.school_urn for pupil in pupils}))
        late = [pupil for pupil in pupils if pupil.school_urn == self.story_school]
        others = [pupil for pupil in pupils if pupil.school_urn != self.story_school]
        pence = _BASE_PENCE[dates.term.season]
        begun, not_yet = others[:-_NOT_BEGUN], others[-_NOT_BEGUN:]
        await stages.decide_and_pay(dates, base_wishes(begun[:-_READY], pence), dates.starts_on + _DECIDED_AFTER)
        await stages.decide(dates, base_wishes([*begun[-_READY:], *late], pence), today - _DECIDED_LATELY)
        await stages.submit(dates, topup_wishes(not_yet[:_NOT_BEGUN])[:_TO_DECIDE], today - timedelta(days=1))


def _round(dates: TermDates, today: date, *, is_last: bool) -> Round:
    """The due date of the last round was set by hand, so that it is a few working days late today (FR-3)."""
    by_hand = subtract_working_days(today, _LATE_BY_WORKING_DAYS)
    if is_last and by_hand is not None:
        return Round(dates.term, by_hand - _TIME_TO_ANSWER, by_hand, some_are_late=True)
    return Round(dates.term, dates.ends_on, dates.ends_on + _TIME_TO_ANSWER, some_are_late=False)


def _first(running: FinancialYear) -> FinancialYear:
    return min(_FIRST_POLICY_YEAR, FinancialYear(running.start - 1))


def _terms(today: date, known: Sequence[TermDates]) -> list[TermDates]:
    """The three terms behind the running one, and the running one, oldest first."""
    begun = [half.term for half in known if half.starts_on <= today]
    term: Term = max(begun)
    found = [dates_of(term, known)]
    for _ in range(TERMS_BEHIND):
        term = term.preceding
        found.insert(0, dates_of(term, known))
    return found


def _of_school_age(child: Child) -> bool:
    return child.phase in {Phase.PRIMARY, Phase.SECONDARY}


def _pupils(children: Sequence[Child], rolls: Mapping[UUID, Sequence[RollInterval]], dates: TermDates) -> list[Pupil]:
    """Children with the school they were at in the middle of the term."""
    middle = dates.starts_on + (dates.ends_on - dates.starts_on) / 2
    found = []
    for child in children:
        at = next(
            (one for one in rolls.get(child.id, ()) if one.starts_on <= middle <= (one.ends_on or date.max)), None
        )
        if at is not None:
            found.append(Pupil(child.id, at.school_urn))
    return found
