"""The words of the morning mail: counts, one link, and silence where nothing waits (ML-9, ML-12)."""

from typing import Any

from gateway.domain.digest import Digest

ANSWER: dict[str, Any] = {
    "today": "2026-11-23",
    "without_place": {"total": 1},
    "past_date": {"past_limit": 0, "past_target": 2},
    "also": [
        {"kind": "challenge_overdue", "severity": "critical", "count": 2},
        {"kind": "pep_missing", "severity": "warn", "count": 3},
        {"kind": "not_acknowledged", "severity": "info", "count": 4},
    ],
}
NOTHING: dict[str, Any] = {
    "today": "2026-11-23",
    "without_place": {"total": 0},
    "past_date": {"past_limit": 0, "past_target": 0},
    "also": [],
}


def test_the_subject_counts_kinds_of_things() -> None:
    assert Digest.of(ANSWER).subject() == "Today: 4 things need you"
    one = {**NOTHING, "without_place": {"total": 5}}
    assert Digest.of(one).subject() == "Today: 1 thing needs you"


def test_the_body_says_each_count_in_words_and_one_link_on_its_own_line() -> None:
    body = (
        Digest.of(ANSWER)
        .with_dates([{"cancelled": False}, {"cancelled": True}])
        .body("https://x.example", "Northshire")
    )

    lines = body.splitlines()
    assert lines[0] == "Monday 23 November 2026, your work:"
    assert "- 1 child without a school place" in lines
    assert "- 2 applications past their target" in lines
    assert "- 2 urgent things to do" in lines
    assert "- 7 other things to do" in lines
    assert "- 1 date in the next seven days" in lines
    assert [line for line in lines if "https://" in line] == ["https://x.example/"]
    assert "legal limit" not in body


def test_what_was_not_answered_is_named() -> None:
    assert "not available this morning" in Digest.of(ANSWER).with_dates(None).body("https://x.example", "Northshire")


def test_dates_ahead_alone_are_no_reason_to_write() -> None:
    assert Digest.of(NOTHING).with_dates([{"cancelled": False}]).things == 0
