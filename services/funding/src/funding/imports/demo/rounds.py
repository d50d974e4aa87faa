"""The rounds of returns in the demonstration's past, and the schools that still owe an account (section 14)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from funding.actions.open_return_round import items_of, returns_of
from funding.actions.write_to_school import LINK_LIVES_AT_MOST
from funding.domain.ledger.journals import JournalDraft
from funding.domain.requests.states import RequestState, RequestStep
from funding.domain.returns.round import ReturnRound
from funding.domain.returns.spend_return import SpendReturn
from funding.domain.schemes import Scheme
from funding.domain.told import Teller
from funding.domain.when import When
from funding.domain.years import Term
from funding.imports.demo.accounting import Accounted, accept_all, account, begun
from funding.imports.demo.cast import Cast
from funding.imports.demo.ground import morning
from funding.imports.demo.telling import told_on
from funding.store.records import Records
from funding.store.returns import Chase
from kit.auth.vocabulary import LinkPurpose
from kit.db.work import Work
from kit.kernel.events import Event
from kit.kernel.ids import new_id

STORY_TOLD_PENCE: Final = 30_000
_NOT_ACCOUNTED: Final = 6
_WITH_EVIDENCE: Final = frozenset({RequestState.PAID, RequestState.PART_EVIDENCED})


@dataclass(frozen=True, slots=True)
class Round:
    """One term's round: when schools were asked, until when, and whether some have not answered."""

    term: Term
    asked_on: date
    due_on: date
    some_are_late: bool


@dataclass(slots=True)
class Rounds:
    """Opens rounds and lets schools answer; counts what it made."""

    work: Work
    records: Records
    cast: Cast
    story_school: int | None
    codes: Mapping[int, str]
    returns: int = 0
    not_accounted: int = 0

    async def live(self, one: Round, today: date) -> None:
        """Asked, answered, accepted; in the last round six schools have not answered, and the newest wait."""
        opened = ReturnRound(
            id=new_id(),
            term=one.term,
            opens_on=one.asked_on,
            due_on=one.due_on,
            opened_by=self.cast.officer_id,
            version=1,
        )
        asked = await returns_of(self.records, opened, await items_of(self.records, one.term), morning(one.asked_on))
        late = self._late(asked) if one.some_are_late else []
        late_ids = {each.id for each in late}
        review_on = one.due_on + timedelta(weeks=16)
        sent = [
            account(each, number, review_on, exactly=each.school_urn == self.story_school)
            for number, each in enumerate(asked)
            if each.id not in late_ids
        ]
        parameters = await self.records.policies.parameters_on(Scheme.LAC, one.term.financial_year, one.due_on)
        advances = await self.records.books.advances()
        judged = accept_all([each for each in sent if _in_time_to_judge(each, today)], advances, self.cast, parameters)
        accepted = [each for each in judged if each.on <= today]
        done = {each.spend_return.id: each.spend_return for each in accepted}
        ended = [done.get(each.id, each) for each in [*sent, *late]]
        await self.records.returns.add_round(opened)
        await self.records.returns.add(ended)
        await self._post(accepted)
        await self._remember(asked, late, one)
        await self._tell(asked, sent, late, accepted, one)
        self.returns += len(ended)
        self.not_accounted += len(late)

    def _late(self, asked: Sequence[SpendReturn]) -> list[SpendReturn]:
        """The school of the story and five others, spread over the list."""
        others = [one for one in asked if one.school_urn != self.story_school and one.lines]
        step = max(1, len(others) // _NOT_ACCOUNTED)
        chosen = others[step // 2 :: step][: _NOT_ACCOUNTED - (self.story_school is not None)]
        story = [begun(one, STORY_TOLD_PENCE) for one in asked if one.school_urn == self.story_school]
        return [one.miss_due_date() for one in [*story, *chosen]]

    async def _post(self, accepted: Sequence[Accounted]) -> None:
        """J8 by the day of acceptance, and the requests that are evidenced by it."""
        by_day: dict[date, list[JournalDraft]] = defaultdict(list)
        for one in accepted:
            by_day[one.on].extend(one.journals)
        touched = {line.about.request_id for one in accepted for draft in one.journals for line in draft.lines}
        for day, drafts in sorted(by_day.items()):
            await self.records.ledger.post(drafts, morning(day).at)
        left = {one.about.request_id for one in await self.records.books.advances()}
        requests = await self.records.requests.some_to_change(one for one in touched if one)
        await self.records.requests.save(
            [
                request.stepped(RequestStep.EVIDENCE_PART if request.id in left else RequestStep.EVIDENCE)
                for request in requests.values()
                if request.state in _WITH_EVIDENCE
            ]
        )

    async def _remember(self, asked: Sequence[SpendReturn], late: Sequence[SpendReturn], one: Round) -> None:
        """Every invitation, and a link for each school that can still answer."""
        await self.records.returns.add_chases([_invitation(each, morning(one.asked_on)) for each in asked])
        for each in late:
            await self.work.links.issue(
                LinkPurpose.SPEND_RETURN,
                each.id,
                each.school_urn,
                self.work.clock.now() + LINK_LIVES_AT_MOST,
                self.codes.get(each.school_urn),
            )

    async def _tell(
        self,
        asked: Sequence[SpendReturn],
        sent: Sequence[SpendReturn],
        late: Sequence[SpendReturn],
        accepted: Sequence[Accounted],
        one: Round,
    ) -> None:
        children = await self.records.children.some({child for each in asked for child in each.children})
        by_day: dict[date, list[Event]] = defaultdict(list)
        for each in asked:
            teller = Teller(self.work.authority, one.asked_on, children)
            by_day[one.asked_on] += [
                teller.requested(each),
                teller.asked(each, morning(one.asked_on).at, by_mail=each.mailbox is not None),
            ]
        for each in sent:
            on = each.submitted_on or one.due_on
            teller = Teller(self.work.authority, on, children)
            by_day[on] += [teller.received(each), *teller.spent(each), teller.answered(each)]
        for each in late:
            on = one.due_on + timedelta(days=1)
            by_day[on].append(Teller(self.work.authority, on, children).overdue(each))
        for done in accepted:
            teller = Teller(self.work.authority, done.on, children)
            by_day[done.on] += [teller.accepted(done.spend_return), *teller.decided(done.spend_return)]
        for day in sorted(by_day):
            await told_on(self.work, day, by_day[day])


def _in_time_to_judge(one: SpendReturn, today: date) -> bool:
    return one.submitted_on is not None and one.submitted_on < today


def _invitation(one: SpendReturn, when: When) -> Chase:
    sent = one.mailbox is not None
    return Chase(new_id(), one.id, "invitation", when.on, when.at if sent else None, "sent" if sent else "no_mailbox")
