"""A ledger in memory that posts as the store does, and journals to post in it."""

from collections import Counter
from dataclasses import replace
from typing import Any

from factories.money import LEE, MORGAN, NOON, TODAY, YEAR, an_id
from funding.domain.awards.award import Award, AwardKind, AwardState
from funding.domain.awards.split import split_award
from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.chain import FIRST_PREVIOUS_HASH, Head, link
from funding.domain.ledger.invariants import Cell, Overdrawn, guarded_cell, overdrawn, require_sound
from funding.domain.ledger.journals import Dimensions, Journal, JournalDraft, credit, debit
from funding.domain.policies.parameters import Parameters
from funding.domain.returns.acceptance import Advance
from funding.domain.schemes import Scheme

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
