"""An event on the wire is read strictly, and one that cannot be read still has its id (RE-12)."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from kit.feed.envelope import read_envelope
from kit.feed.subscription import subject_id

ITEM: dict[str, Any] = {
    "event_id": "01900000-0000-7000-8000-000000000001",
    "type": "child.changed",
    "version": 3,
    "occurred_on": "2026-11-23",
    "recorded_at": "2026-11-23T12:00:00Z",
    "authority": "999",
    "payload": {"child_id": "01900000-0000-7000-8000-00000000000a", "year_group": "7"},
}


def test_a_whole_envelope_becomes_an_event() -> None:
    event = read_envelope(ITEM).event

    assert event is not None
    assert (event.type, event.version, event.authority) == ("child.changed", 3, "999")
    assert event.occurred_on == date(2026, 11, 23)
    assert event.recorded_at == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert subject_id(event) == "01900000-0000-7000-8000-00000000000a"


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 0},
        {"version": True},
        {"version": "3"},
        {"type": ""},
        {"type": "x" * 61},
        {"authority": "99"},
        {"authority": None},
        {"occurred_on": "2026-02-30"},
        {"recorded_at": "yesterday"},
        {"payload": []},
    ],
)
def test_a_broken_envelope_keeps_its_id_and_nothing_else(wrong: dict[str, Any]) -> None:
    delivery = read_envelope({**ITEM, **wrong})

    assert delivery.event is None
    assert delivery.event_id == UUID(ITEM["event_id"])


def test_without_an_id_there_is_nothing_to_hold_on_to() -> None:
    for item in ({}, {**ITEM, "event_id": "none"}):
        with pytest.raises((KeyError, ValueError)):
            read_envelope(item)


def test_the_subject_of_a_dead_letter_is_never_text() -> None:
    told = read_envelope({**ITEM, "payload": {"child_id": "Tia Akers", "urn": 9990001}}).event
    nothing = read_envelope({**ITEM, "payload": {"child_id": "Tia Akers"}}).event

    assert told is not None
    assert nothing is not None
    assert (subject_id(told), subject_id(nothing)) == ("9990001", None)
