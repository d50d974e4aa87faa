"""Single events in words, and the facts table (AC-132, AC-133)."""

import re
from datetime import date

from accountability.domain.fact_counts import count_facts
from accountability.domain.timeline import TIMELINE_TYPES, FactStatus, entry_of
from accountability.domain.windows import WindowType, window_of
from factories.school_facts import TODAY, evidence_of, facts_of
from factories.told_schools import AskedFor, a_calendar, a_return, money_paid, money_spent
from kit.kernel.ids import new_id

MARCH = date(2026, 3, 2)


def test_a_refusal_reads_as_a_sentence_with_a_year_group_at_most() -> None:
    one = AskedFor(MARCH).answered("refused", date(2026, 3, 10), "CANNOT_MEET_NEED", ground="not_a_ground")

    entry = entry_of(facts_of(one.events)[-1])

    assert entry.words == "Refused a Year 7 child: cannot meet need"
    assert (entry.ground, entry.school_days, entry.source) == ("not_a_ground", 8, "placements")
    assert entry.status is FactStatus.NOT_SHARED


def test_money_reads_in_pounds() -> None:
    words = [entry_of(fact).words for fact in facts_of([money_paid(new_id(), 123_456, MARCH)])]

    assert words == ["PP+ paid: £1,234.56"]


def test_every_line_has_words_and_none_holds_an_id() -> None:
    one = AskedFor(MARCH, year_group="R").answered("conditional", MARCH, "PART_TIME_ONLY").lifted(MARCH)
    one.answered("offered", MARCH, first=False, overturned_by="challenge").started(MARCH).closed("admitted", MARCH)
    events = [*one.events, *a_return(MARCH, received_on=date(2026, 3, 9)), money_spent(new_id(), 1, MARCH)]

    entries = [entry_of(fact) for fact in facts_of(events) if fact.type in TIMELINE_TYPES]

    assert all(entry.words and not re.search(r"[0-9a-f]{8}-", entry.words) for entry in entries)
    assert "Offered a place to a Reception child" in {entry.words for entry in entries}
    assert "PP+ return received 7 days late" in {entry.words for entry in entries}
    assert {entry.overturned_by for entry in entries} == {None, "school_reconsidered"}


def test_a_corrected_event_says_what_it_corrects() -> None:
    one = AskedFor(MARCH).answered("refused", date(2026, 3, 10), "OTHER")
    wrong = one.last
    one.corrected(wrong, outcome="offered", reason_codes=[])

    decided = [fact for fact in facts_of(one.events) if fact.type == "application.decided"]

    assert [entry_of(fact).status for fact in decided] == [FactStatus.CORRECTED]
    assert entry_of(decided[0]).corrected_from == wrong.event_id


def test_the_facts_table_counts_what_happened_in_the_window() -> None:
    child = new_id()
    refused = AskedFor(MARCH, child=child).answered(
        "refused", MARCH, "BEHAVIOUR", ground="not_a_ground", school_days=12
    )
    refused.answered("offered", MARCH, first=False, overturned_by="challenge", school_days=15)
    offered = [AskedFor(MARCH).answered("offered", MARCH, school_days=days).started(MARCH) for days in (4, 9)]
    offered[0].closed("admitted", MARCH)
    money = [money_paid(child, 90_000, MARCH), money_spent(child, 50_000, MARCH)]
    returns = [*a_return(MARCH, received_on=MARCH), *a_return(MARCH)]
    events = [event for one in (refused, *offered) for event in one.events]
    evidence = evidence_of([*events, *money, *returns, a_calendar("2025-26"), a_calendar("2026-27")])

    counts = count_facts(evidence, window_of(WindowType.R36, None, TODAY), TODAY)

    assert counts.received == 3
    assert counts.answered == (("offered", 2), ("refused", 1))
    assert counts.refused_by_reason == (("behaviour", 1),)
    assert counts.refused_by_ground == (("not_a_ground", 1),)
    assert (counts.within_10_school_days, counts.within_15_school_days, counts.median_school_days) == (2, 3, 9)
    assert counts.overturned == (("school_reconsidered", 1),)
    assert (counts.admitted, counts.closed) == (2, (("admitted", 1),))
    assert (counts.money.paid_pence, counts.money.accounted_pence, counts.money.left_pence) == (90_000, 50_000, 40_000)
    assert (counts.money.returns_due, counts.money.returns_in, counts.money.returns_on_time) == (2, 1, 1)
