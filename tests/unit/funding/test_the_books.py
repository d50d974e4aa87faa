"""The ledger's rules over any history: balanced, funded, never overdrawn, and chained."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from factories.money import AUTUMN, LEE, MORGAN, NOON, SCHOOL, TODAY, YEAR, a_payment, a_request, an_id
from funding.domain.awards.award import Award, AwardKind, AwardState
from funding.domain.awards.posting import journal_of_receipt, journals_of_posting
from funding.domain.awards.split import split_award
from funding.domain.ledger.accounts import CREDIT_ACCOUNTS, Account, JournalKind
from funding.domain.ledger.chain import FIRST_PREVIOUS_HASH, Head, Walk, body_hash, canonical, link
from funding.domain.ledger.invariants import (
    BooksWouldBreak,
    Cell,
    Invariant,
    Overdrawn,
    broken_by_books,
    guarded_cell,
    overdrawn,
    require_sound,
)
from funding.domain.ledger.journals import Dimensions, Journal, JournalDraft, credit, debit, reversal
from funding.domain.payments.payment import journal_of_payment, journal_of_release
from funding.domain.policies.parameters import Parameters
from funding.domain.requests.commitments import Commitment, journals_of_decision
from funding.domain.returns.acceptance import Advance
from funding.domain.schemes import Scheme
from funding.domain.years import FinancialYear

BOOK = Dimensions(financial_year=YEAR, scheme=Scheme.LAC)
PERCENT = Parameters({"retention.mode": "percent", "retention.bp": 2000})


def a_draft(*lines: Any, **more: Any) -> JournalDraft:
    draft = JournalDraft(
        kind=JournalKind.BUDGET,
        effective_on=TODAY,
        source_type="request",
        source_id=an_id(1),
        actor_id=MORGAN.id,
        key="request:1:budget",
        lines=lines or (debit(Account.DEVOLVED_POT, 5, BOOK), credit(Account.CHILD_BUDGET, 5, BOOK)),
    )
    return replace(draft, **more)


def an_award(number: int, children: int, kind: AwardKind) -> Award:
    pence = children * 263_000
    return Award(
        id=an_id(number),
        scheme=Scheme.LAC,
        financial_year=YEAR,
        kind=kind,
        children_count=children,
        rate_pence=263_000,
        award_pence=pence,
        source="letter",
        notified_on=None,
        state=AwardState.POSTED,
        entered_by=LEE.id,
        posted_by=MORGAN.id,
        policy_id=None,
        split=split_award(pence, children, PERCENT),
        version=2,
    )


class Books:
    """A ledger in memory that posts as the store does: sound journals only, and no fund below nothing."""

    def __init__(self) -> None:
        self.cells: Counter[tuple[Account, Dimensions]] = Counter()
        self.journals: list[Journal] = []

    def post(self, *drafts: JournalDraft) -> None:
        for draft in drafts:
            require_sound(draft)
        after = self.cells.copy()
        touched: set[Cell] = set()
        for line in (line for draft in drafts for line in draft.lines):
            after[line.account, line.about] += line.pence
            cell = guarded_cell(line.account, line.about)
            touched |= {cell} if cell else set()
        short = overdrawn({cell: self._held(after, cell) for cell in touched})
        if short:
            raise Overdrawn(short)
        self.cells = after
        head = Head(len(self.journals), self.journals[-1].hash if self.journals else FIRST_PREVIOUS_HASH)
        made = [(an_id(10_000 + len(self.journals) + n), draft) for n, draft in enumerate(drafts)]
        self.journals += link(made, head, "999", NOON)

    def sums(self) -> Counter[Account]:
        sums: Counter[Account] = Counter()
        for (account, _), pence in self.cells.items():
            sums[account] += pence
        return sums

    def advances(self) -> list[Advance]:
        return [
            Advance(about, pence)
            for (account, about), pence in self.cells.items()
            if account is Account.ADVANCED and pence
        ]

    @staticmethod
    def _held(cells: Counter[tuple[Account, Dimensions]], wanted: Cell) -> int:
        return sum(pence for (account, about), pence in cells.items() if guarded_cell(account, about) == wanted)


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


@pytest.mark.parametrize(
    ("invariant_", "draft"),
    [
        (Invariant.BALANCED, a_draft(debit(Account.CASH, 5, BOOK), credit(Account.DFE_RECEIVABLE, 4, BOOK))),
        (Invariant.FUNDED, a_draft(debit(Account.CASH, 5, BOOK), credit(Account.DEVOLVED_POT, 5, BOOK))),
        (Invariant.APPLIED, a_draft(debit(Account.ADVANCED, 5, BOOK), credit(Account.CASH, 5, BOOK))),
    ],
)
def test_a_journal_that_would_break_the_books_is_refused(invariant_: Invariant, draft: JournalDraft) -> None:
    with pytest.raises(BooksWouldBreak) as broken:
        require_sound(draft)

    assert broken.value.invariant is invariant_


def test_a_journal_never_mixes_years() -> None:
    next_year = replace(BOOK, financial_year=FinancialYear(2026))
    lines = (
        debit(Account.DEVOLVED_POT, 5, BOOK),
        credit(Account.CHILD_BUDGET, 5, BOOK),
        debit(Account.DEVOLVED_POT, 5, next_year),
        credit(Account.CHILD_BUDGET, 5, next_year),
    )

    with pytest.raises(BooksWouldBreak) as broken:
        require_sound(a_draft(*lines))

    assert broken.value.invariant is Invariant.ONE_YEAR


def test_fu_s11_the_same_posting_has_the_same_body_and_another_sum_another() -> None:
    assert body_hash(a_draft(key="one")) == body_hash(a_draft(key="two", actor_id=LEE.id))
    other = a_draft(debit(Account.DEVOLVED_POT, 6, BOOK), credit(Account.CHILD_BUDGET, 6, BOOK))
    assert body_hash(other) != body_hash(a_draft())


def test_the_canonical_form_is_the_one_that_was_promised() -> None:
    about = replace(BOOK, child_id=an_id(1), school_urn=SCHOOL, term=AUTUMN)
    draft = a_draft(debit(Account.SPENT, 7, about), credit(Account.ADVANCED, 7, about), kind=JournalKind.EVIDENCE)
    posted_at = datetime(2025, 11, 24, 12, 0, 0, 5, tzinfo=UTC)

    text = canonical("999", 1, posted_at, draft)

    assert text.startswith('{"actor_id":"morgan","authority":"999","effective_on":"2025-11-24","kind":"J8","lines":[{')
    told = json.loads(text)
    assert told["posted_at"] == "2025-11-24T12:00:00.000005Z"
    assert told["lines"][0] == {
        "line_no": 1,
        "account": "SPENT",
        "pence": 7,
        "financial_year": "2025-26",
        "scheme": "LAC",
        "child_id": str(an_id(1)),
        "school_urn": SCHOOL,
        "term": "AUT-2025",
    }
    (journal,) = link([(an_id(9), draft)], Head(), "999", posted_at)
    assert journal.hash == sha256((FIRST_PREVIOUS_HASH + text).encode()).hexdigest()


@given(st.integers(1, 6), st.data())
def test_every_change_of_a_chain_is_found_at_its_place(length: int, data: st.DataObject) -> None:
    drafts = [(an_id(n), a_draft(key=f"k{n}", effective_on=date(2025, 11, n))) for n in range(1, length + 1)]
    chain = link(drafts, Head(), "999", NOON)
    place = data.draw(st.integers(0, length - 1))
    lines = debit(Account.DEVOLVED_POT, 6, BOOK), credit(Account.CHILD_BUDGET, 6, BOOK)
    edited = replace(chain[place], draft=replace(chain[place].draft, lines=lines))

    walk = Walk("999")
    for journal in [*chain[:place], edited, *chain[place + 1 :]]:
        if not walk.step(journal):
            break

    assert walk.found(Head(length, chain[-1].hash)).first_bad_seq == place + 1


def test_a_tail_that_was_cut_off_is_found() -> None:
    chain = link([(an_id(n), a_draft(key=f"k{n}")) for n in (1, 2)], Head(), "999", NOON)
    walk = Walk("999")
    walk.step(chain[0])

    found = walk.found(Head(2, chain[-1].hash))

    assert (found.verified, found.first_bad_seq) == (False, 2)
