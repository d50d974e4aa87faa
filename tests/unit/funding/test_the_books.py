"""One journal, one chain: what is refused, what is promised of the canonical form, and how tampering shows."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.books import BOOK, a_draft
from factories.money import AUTUMN, LEE, NOON, SCHOOL, an_id
from funding.domain.ledger.accounts import Account, JournalKind
from funding.domain.ledger.chain import FIRST_PREVIOUS_HASH, Head, Walk, body_hash, canonical, link
from funding.domain.ledger.invariants import BooksWouldBreak, Invariant, require_sound
from funding.domain.ledger.journals import JournalDraft, credit, debit
from funding.domain.years import FinancialYear


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
