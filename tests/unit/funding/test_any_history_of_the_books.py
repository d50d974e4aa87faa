"""Whatever happens, in whatever order: the books hold after every journal (IN-1, IN-5 to IN-8, IN-12)."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from factories.books import BOOK, Books, a_draft, an_award
from factories.money import LEE, MORGAN, TODAY, YEAR, a_payment, a_request, an_id
from funding.domain.awards.award import Award, AwardKind
from funding.domain.awards.posting import journal_of_receipt, journals_of_posting
from funding.domain.ledger.accounts import CREDIT_ACCOUNTS, Account, JournalKind
from funding.domain.ledger.chain import Walk
from funding.domain.ledger.invariants import Overdrawn, broken_by_books
from funding.domain.ledger.journals import credit, debit, reversal
from funding.domain.payments.payment import journal_of_payment, journal_of_release
from funding.domain.requests.commitments import Commitment, journals_of_decision


class AnyHistory(RuleBasedStateMachine):
    """Awards, receipts, requests, releases, payments, evidence and reversals in any order and of any size."""

    def __init__(self) -> None:
        super().__init__()
        self.books = Books()
        self.award: Award | None = None
        self.number = 0
        self.committed: list[Any] = []
        self.released: list[Any] = []

    def _next(self) -> int:
        self.number += 1
        return self.number

    @rule(children=st.integers(0, 40))
    def post_an_award(self, children: int) -> None:
        number = self._next()
        kind = AwardKind.PROVISIONAL if self.award is None else AwardKind.ADJUSTED
        award = an_award(number, children, kind)
        drafts = journals_of_posting(award, self.award, MORGAN.id, TODAY)
        try:
            self.books.post(*drafts)
        except Overdrawn as short:
            assert self.award is not None and award.award_pence < self.award.award_pence
            assert short.shortfall_pence > 0
            return
        self.award = award

    @rule(pence=st.integers(1, 10_000_000))
    def receive(self, pence: int) -> None:
        self.books.post(journal_of_receipt(an_id(self._next()), BOOK, pence, TODAY, LEE.id))

    @rule(pence=st.integers(1, 400_000), child=st.integers(1, 3))
    def commit(self, pence: int, child: int) -> None:
        request = a_request(id=an_id(self._next()), child_id=an_id(900_000 + child))
        commitment = Commitment(
            id=an_id(self._next()),
            request_id=request.id,
            line_id=request.lines[0].id,
            child_id=request.child_id,
            financial_year=YEAR,
            pence=pence,
        )
        payment = a_payment(pence, id=an_id(self._next()), request_id=request.id, child_id=request.child_id)
        drafts = journals_of_decision(request, [commitment], {}, payment.payee_id, MORGAN.id, TODAY)
        left = -self.books.sums()[Account.DEVOLVED_POT]
        try:
            self.books.post(*drafts)
        except Overdrawn as short:
            assert short.devolved_shortfall_pence == pence - left
            return
        self.committed.append(payment)

    @precondition(lambda self: self.committed)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        payment = self.committed.pop(data.draw(st.integers(0, len(self.committed) - 1)))
        self.books.post(journal_of_release(payment, LEE.id, TODAY))
        self.released.append(payment)
        with pytest.raises(Overdrawn):
            self.books.post(journal_of_release(payment, LEE.id, TODAY))

    @precondition(lambda self: self.released)
    @rule(data=st.data())
    def pay(self, data: st.DataObject) -> None:
        payment = self.released.pop(data.draw(st.integers(0, len(self.released) - 1)))
        self.books.post(journal_of_payment(payment, LEE.id, TODAY))

    @precondition(lambda self: self.books.advances())
    @rule(data=st.data(), share=st.integers(1, 100))
    def evidence(self, data: st.DataObject, share: int) -> None:
        advance = data.draw(st.sampled_from(self.books.advances()))
        pence = max(1, advance.pence * share // 100)
        lines = debit(Account.SPENT, pence, advance.about), credit(Account.ADVANCED, pence, advance.about)
        self.books.post(a_draft(*lines, kind=JournalKind.EVIDENCE))

    @precondition(lambda self: self.books.journals)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        """A reversal obeys the same rules, and then a second one of its own puts all back."""
        journal = data.draw(st.sampled_from(self.books.journals))
        if journal.draft.kind in {JournalKind.AWARD, JournalKind.SPLIT}:
            return
        try:
            self.books.post(reversal(journal, LEE.id, "posted by mistake", TODAY))
        except Overdrawn:
            return
        self.books.post(reversal(self.books.journals[-1], LEE.id, "it was right", TODAY))

    @invariant()
    def the_books_hold(self) -> None:
        assert broken_by_books(self.books.sums(), self.award.award_pence if self.award else 0) == []

    @invariant()
    def no_fund_is_below_nothing(self) -> None:
        held = {
            account: -pence if account in CREDIT_ACCOUNTS else pence for account, pence in self.books.sums().items()
        }
        may_turn = {Account.DFE_RECEIVABLE, Account.CASH}

        assert all(pence >= 0 for account, pence in held.items() if account not in may_turn)

    @invariant()
    def the_chain_is_whole(self) -> None:
        walk = Walk("999")
        assert all(walk.step(journal) for journal in self.books.journals)


AnyHistory.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestAnyHistory = AnyHistory.TestCase
