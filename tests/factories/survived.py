"""What has to be true of the records after the product was killed while people wrote."""

import time
from collections.abc import Sequence
from typing import Any, Final

from factories.keyed_writes import AUTHORITY, Write, Writers, audit_of, broken_links, doubled
from factories.running_product import RunningProduct, rows
from onroll.ground import Ground
from onroll.key_ring import KeyRing

PAYEES: Final = "/api/funding/v1/payees"
CASES: Final = "/api/placements/v1/cases"
FEED_SECONDS: Final = 20


def a_payee(name: str) -> Write:
    return Write(PAYEES, {"kind": "provider", "name": name})


def a_case(child_id: object) -> Write:
    return Write(CASES, {"child_id": str(child_id), "reason": "new_to_care", "need_from": "2026-10-05"})


def assert_everything_survived(
    product: RunningProduct, ground: Ground, writers: Writers, payees: Sequence[Write], cases: Sequence[Write]
) -> None:
    """R1: nothing told is lost, nothing is there twice, keys, audit and events agree with it."""
    kept = rows(ground, "select name, id::text from funding.payees")
    opened = rows(ground, "select child_id::text, id::text from placements.cases")
    assert not doubled([name for name, _ in kept])
    assert not doubled([child for child, _ in opened])
    assert {write.body["name"]: writers.acknowledged[write.key] for write in payees} == dict(kept)
    assert {write.body["child_id"]: writers.acknowledged[write.key] for write in cases} == dict(opened)
    for service, operation, written in (("funding", "enter_payee", payees), ("placements", "open_case", cases)):
        _assert_every_key_has_its_answer(ground, service, len(written))
        _assert_the_chain_is_whole(product, ground, service, operation, len(written))
    _assert_every_event_arrives_once(ground, [case for _, case in opened])


def _assert_every_key_has_its_answer(ground: Ground, service: str, written: int) -> None:
    """A key stands with its answer or not at all (RE-1)."""
    assert rows(ground, f"select status, count(*) from {service}.idempotency group by status") == [(201, written)]


def _assert_the_chain_is_whole(
    product: RunningProduct, ground: Ground, service: str, operation: str, written: int
) -> None:
    def ask(question: str, *values: Any) -> list[tuple[Any, ...]]:
        return rows(ground, question, *values)

    entries = audit_of(ask, service)
    (head,) = ask(f"select seq, hash from {service}.audit_heads where authority = %s", AUTHORITY)

    assert broken_links(entries, KeyRing.load(product.settings.key_folder).audit) == []
    assert head == (entries[-1]["seq"], entries[-1]["hash"])
    assert sum(entry["operation"] == operation for entry in entries) == written


def _assert_every_event_arrives_once(ground: Ground, cases: Sequence[str]) -> None:
    """In the outbox, and after a while in the service that reads the feed."""
    told = rows(ground, "select payload ->> 'case_id' from placements.outbox where type = 'case.opened'")
    assert sorted(case for (case,) in told) == sorted(cases)
    asked = "select subject_id::text from accountability.facts where type = 'case.opened'"
    deadline = time.monotonic() + FEED_SECONDS
    while len(read := rows(ground, asked)) < len(told) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert sorted(case for (case,) in read) == sorted(cases)
    assert rows(ground, "select count(*) from accountability.dead_letters") == [(0,)]
