"""A term's money, written in a few statements: decided, released, paid (section 12, section 13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from funding.domain.payments.channel import Channel, channel_of, school_group
from funding.domain.payments.lines import Ledgerbook
from funding.domain.payments.payee import Payee, PayeeKind, PayeeState
from funding.domain.payments.payment import Payment
from funding.domain.policies.parameters import Parameters
from funding.domain.requests.request import Request, RequestKind
from funding.domain.requests.states import RequestStep
from funding.domain.returns.due_date import TermDates
from funding.domain.schemes import Scheme
from funding.domain.told import Teller
from funding.imports.demo.asking import Approved, Pupil, TermOffice, Wish, items
from funding.imports.demo.cast import Cast
from funding.imports.demo.ground import morning
from funding.imports.demo.paying import Run, run_payments
from funding.imports.demo.telling import told_on
from funding.store.records import Records
from funding.store.schools import School
from kit.db.work import Work
from kit.kernel.errors import NotFound
from kit.kernel.ids import new_id

_EVERY_TOPUP: Final = 5
_TOPUPS: Final = (36_000, 54_000, 48_000, 72_000, 30_000)
_RUN_AFTER: Final = timedelta(days=14)
_BY_BANK: Final = frozenset({Channel.BACS, Channel.INVOICE})


@dataclass(slots=True)
class Stages:
    """Keeps the payees it has made, and how many requests and pence it came to."""

    work: Work
    records: Records
    cast: Cast
    payees: dict[int, Payee] = field(default_factory=dict)
    schools: dict[int, School] = field(default_factory=dict)
    requests: int = 0
    paid_pence: int = 0

    async def decide_and_pay(self, dates: TermDates, wishes: Sequence[Wish], on: date) -> None:
        """Decided on a day, paid two weeks later; what waits for a supplier number stays."""
        approved = await self._decide(dates, wishes, on)
        payments = [payment for one in approved for payment in one.payments]
        first = await self.records.batches.take_numbers(max(1, len(payments)))
        run = run_payments(payments, await self._book(payments), self.cast, first, on + _RUN_AFTER)
        if run is None:
            await self._write(approved, payments)
            return
        paid = {payment.id: payment for payment in run.payments}
        await self.records.batches.add([run.batch])
        await self.records.batches.keep_file(run.batch.id, run.file)
        await self._write(approved, [paid.get(payment.id, payment) for payment in payments])
        await self.records.ledger.post(run.releases, morning(on + _RUN_AFTER).at)
        await self.records.ledger.post(run.confirmations, morning(run.paid_on).at)
        await self._tell(run)

    async def decide(self, dates: TermDates, wishes: Sequence[Wish], on: date) -> None:
        """Decided and due; no run has taken it yet."""
        approved = await self._decide(dates, wishes, on)
        await self._write(approved, [payment for one in approved for payment in one.payments])

    async def submit(self, dates: TermDates, wishes: Sequence[Wish], on: date) -> None:
        """Asked, and waiting to be decided."""
        office = await self._office(dates)
        sent = [office.submitted(wish, on - timedelta(days=place)) for place, wish in enumerate(wishes)]
        await self.records.requests.add(sent)
        self.requests += len(sent)

    async def new_supplier_number(self, urns: Iterable[int]) -> int | None:
        """An academy whose number has changed has to be verified again: its next payment waits (FU-1301)."""
        for urn in urns:
            payee = self.payees.get(urn)
            if payee is not None and payee.state is PayeeState.VERIFIED:
                changed = payee.set_supplier(self.cast.finance, f"S{urn}-2")
                await self.records.payees.save(changed)
                self.payees[urn] = changed
                return urn
        return None

    async def _decide(self, dates: TermDates, wishes: Sequence[Wish], on: date) -> list[Approved]:
        office = await self._office(dates)
        params = office.policy.params
        await self._ensure_payees({wish.pupil.school_urn for wish in wishes}, params)
        return [
            office.approved(wish, on, self.payees[wish.pupil.school_urn], self._channel(wish.pupil.school_urn, params))
            for wish in wishes
        ]

    async def _office(self, dates: TermDates) -> TermOffice:
        policy = await self.records.policies.in_force(Scheme.LAC, dates.term.financial_year, dates.starts_on)
        if policy is None:
            raise NotFound
        return TermOffice(self.cast, dates, policy)

    async def _ensure_payees(self, urns: Iterable[int], params: Parameters) -> None:
        missing = sorted(set(urns) - self.payees.keys())
        self.schools.update(await self.records.schools.some(missing))
        made = [self._payee(urn, self._channel(urn, params)) for urn in missing]
        await self.records.payees.add(made)
        self.payees.update(dict(zip(missing, made, strict=True)))

    def _payee(self, urn: int, channel: Channel) -> Payee:
        by_bank = channel in _BY_BANK
        return Payee(
            id=new_id(),
            kind=PayeeKind.SCHOOL,
            school_urn=urn,
            name=self.schools[urn].name,
            ofsted_ref=None,
            supplier_no=f"S{urn}" if by_bank else None,
            state=PayeeState.VERIFIED if by_bank else PayeeState.NEW,
            entered_by=self.cast.finance_id,
            verified_by=self.cast.vsh_id if by_bank else None,
            verified_on=None,
            version=1,
        )

    def _channel(self, urn: int, params: Parameters) -> Channel:
        school = self.schools[urn]
        return channel_of(
            school_group(school.type_code), in_area=school.authority == self.work.authority, parameters=params
        )

    async def _book(self, payments: Sequence[Payment]) -> Ledgerbook:
        return Ledgerbook(
            payees={payee.id: payee for payee in self.payees.values()},
            groups={urn: school_group(school.type_code) for urn, school in self.schools.items()},
            codes=await self.records.batches.finance_codes(),
        )

    async def _write(self, approved: Sequence[Approved], payments: Sequence[Payment]) -> None:
        """Requests as they ended, then what hangs on them; J4 and J5 as of the decision."""
        by_request: dict[object, list[Payment]] = {}
        for payment in payments:
            by_request.setdefault(payment.request_id, []).append(payment)
        await self.records.requests.add([_ended(one.request, by_request[one.request.id]) for one in approved])
        await self.records.requests.add_decisions({one.request.id: one.answers for one in approved})
        await self.records.requests.add_commitments([each for one in approved for each in one.commitments])
        await self.records.payments.add(payments)
        decided_at = approved[0].request.decided_at if approved else None
        if decided_at is not None:
            await self.records.ledger.post([draft for one in approved for draft in one.journals], decided_at)
        self.requests += len(approved)

    async def _tell(self, run: Run) -> None:
        children = await self.records.children.some({one.child_id for one in run.payments if one.child_id})
        teller = Teller(self.work.authority, run.paid_on, children)
        events = [event for one in run.payments if (event := teller.paid(one)) is not None]
        await told_on(self.work, run.paid_on, events)
        self.paid_pence += sum(payment.pence for payment in run.payments)


def base_wishes(pupils: Sequence[Pupil], pence: int) -> list[Wish]:
    """The base of the term for each child, for one thing or another."""
    return [Wish(pupil, RequestKind.BASE, place % items(), pence) for place, pupil in enumerate(pupils)]


def topup_wishes(pupils: Sequence[Pupil]) -> list[Wish]:
    """Something more for every fifth child."""
    return [
        Wish(pupil, RequestKind.TOPUP, (place + 1) % items(), _TOPUPS[place % len(_TOPUPS)])
        for place, pupil in enumerate(pupils[::_EVERY_TOPUP])
    ]


def _ended(request: Request, payments: Sequence[Payment]) -> Request:
    if not all(payment.paid_on for payment in payments):
        return request
    return request.stepped(RequestStep.RELEASE).stepped(RequestStep.CONFIRM)
