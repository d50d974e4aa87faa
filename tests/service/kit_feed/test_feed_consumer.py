"""What a consumer promises of each event, one promise a test (RE-11 to RE-14)."""

import asyncio
from dataclasses import replace

import pytest

from factories.feeds import COUNTING, ReadBy, ToldFeed, an_event, effects_of, keeping, states_of, undo_state
from kit.db.database import Database
from kit.feed.source import FeedUnavailable


async def test_an_event_that_comes_twice_is_applied_once(reader: Database, read_by: ReadBy) -> None:
    event = an_event()
    feed = ToldFeed([event, event])

    await read_by(feed, COUNTING).catch_up()
    feed.events.append(event)
    await read_by(feed, COUNTING).catch_up()

    assert await effects_of(reader) == {event.event_id: 1}


async def test_a_cursor_reset_to_the_start_is_harmless(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([an_event() for _ in range(250)])
    await read_by(feed, COUNTING).catch_up()
    async with reader.engine.begin() as connection:
        await connection.exec_driver_sql("delete from reader.feed_cursors")

    await read_by(feed, COUNTING).catch_up()

    applied = await effects_of(reader)
    assert len(applied) == 250
    assert set(applied.values()) == {1}


async def test_each_authority_gets_its_own_transaction_and_its_own_rows(reader: Database, read_by: ReadBy) -> None:
    events = [an_event(authority=authority) for authority in ("999", "998", "999", "998", "998")]

    await read_by(ToldFeed(events), COUNTING).catch_up()

    assert set(await effects_of(reader, "999")) == {events[0].event_id, events[2].event_id}
    assert set(await effects_of(reader, "998")) == {events[1].event_id, events[3].event_id, events[4].event_id}


async def test_an_older_version_never_replaces_a_newer_one(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([an_event(version=3, value=3), an_event(version=2, value=2)])
    await read_by(feed, keeping()).catch_up()

    feed.events.append(an_event(version=1, value=1))
    await read_by(feed, keeping()).catch_up()

    assert await states_of(reader) == {"one": (3, 3)}


async def test_an_unknown_type_is_parked_and_an_ignored_one_passed_over(reader: Database, read_by: ReadBy) -> None:
    strange, known = an_event("thing.invented"), an_event()
    consumer = read_by(ToldFeed([strange, an_event("thing.ignored"), known]), COUNTING)

    await consumer.catch_up()

    letters = await consumer.dead_letters()
    assert [(letter.event_id, letter.code, letter.try_at) for letter in letters] == [
        (strange.event_id, "unknown_type", None)
    ]
    assert await effects_of(reader) == {known.event_id: 1}


async def test_a_failing_event_is_tried_five_times_then_parked_while_the_others_go_on(
    reader: Database, read_by: ReadBy
) -> None:
    poison = an_event(subject_id="poisoned", poison=True)
    around = [an_event(subject_id=str(number), value=number) for number in range(40)]
    consumer = read_by(ToldFeed([*around[:20], poison, *around[20:]]), keeping())

    await consumer.step()
    at_once = await states_of(reader)
    for _ in range(20):
        await asyncio.sleep(0.03)
        await consumer.step()

    assert len(at_once) == 40
    [letter] = await consumer.dead_letters()
    assert (letter.event_id, letter.tries, letter.try_at) == (poison.event_id, 5, None)
    assert letter.code == "PoisonedPayload"


async def test_a_parked_event_is_applied_when_a_person_has_mended_the_cause(reader: Database, read_by: ReadBy) -> None:
    poison = an_event(version=2, value=7, poison=True)
    feed = ToldFeed([poison])
    consumer = read_by(feed, keeping())
    await consumer.step()
    feed.events[0] = replace(poison, payload={**poison.payload, "poison": False})

    assert await consumer.retry(poison.event_id)
    await consumer.step()

    assert await states_of(reader) == {"one": (2, 7)}
    assert await consumer.dead_letters() == []


async def test_a_dropped_event_is_never_applied(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([an_event(poison=True)])
    consumer = read_by(feed, keeping())
    await consumer.step()
    [letter] = await consumer.dead_letters()

    await consumer.drop(letter)
    feed.events[0] = replace(feed.events[0], payload={**feed.events[0].payload, "poison": False})
    await asyncio.sleep(0.05)
    await consumer.step()

    assert await consumer.dead_letters() == []
    assert await states_of(reader) == {}


async def test_a_feed_without_events_counts_as_read(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([])
    consumer = read_by(feed, COUNTING)
    never = await consumer.position()

    await consumer.catch_up()
    read = await consumer.position()
    feed.events.append(an_event())
    await consumer.catch_up()

    assert never is None
    assert read is not None
    assert read.newest_recorded_at is None
    assert len(await effects_of(reader)) == 1


async def test_a_feed_that_is_away_parks_nothing(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([an_event()])
    feed.is_away = True
    consumer = read_by(feed, COUNTING)

    with pytest.raises(FeedUnavailable):
        await consumer.step()
    feed.is_away = False
    await consumer.step()

    assert await consumer.dead_letters() == []
    assert len(await effects_of(reader)) == 1


async def test_a_new_epoch_rebuilds_the_projection_from_the_start(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([an_event(version=9, value=9), an_event(subject_id="lost", value=1)])
    await read_by(feed, keeping()).catch_up()

    feed.epoch, feed.events = "2", [an_event(version=4, value=4)]
    await read_by(feed, keeping()).catch_up()

    assert await states_of(reader) == {"one": (4, 4)}


async def test_a_rebuild_gives_the_same_state_as_the_increments(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([an_event(version=n, subject_id=str(n % 7), value=n) for n in range(1, 300)])
    consumer = read_by(feed, keeping())
    await consumer.catch_up()
    before = await states_of(reader)

    await consumer.rebuild()
    emptied = await states_of(reader)
    await consumer.catch_up()

    assert len(before) == 7
    assert emptied == {}
    assert await states_of(reader) == before


async def test_an_event_retracted_before_it_comes_is_never_applied(reader: Database, read_by: ReadBy) -> None:
    event = an_event(value=5)
    retraction = an_event("event.retracted", retracts=str(event.event_id))

    await read_by(ToldFeed([retraction, event]), keeping(undo=undo_state)).catch_up()

    assert await states_of(reader) == {}


async def test_an_event_retracted_after_it_came_is_undone(reader: Database, read_by: ReadBy) -> None:
    event = an_event(value=5)
    feed = ToldFeed([event])
    await read_by(feed, keeping(undo=undo_state)).catch_up()
    applied = await states_of(reader)

    feed.events.append(an_event("event.retracted", retracts=str(event.event_id)))
    await read_by(feed, keeping(undo=undo_state)).catch_up()

    assert applied == {"one": (1, 5)}
    assert await states_of(reader) == {}


async def test_two_consumers_of_one_feed_share_the_work_without_doubling_it(reader: Database, read_by: ReadBy) -> None:
    feed = ToldFeed([an_event() for _ in range(1_500)])
    stop = asyncio.Event()
    running = [asyncio.create_task(read_by(feed, COUNTING).run(stop)) for _ in range(2)]

    for _ in range(200):
        await asyncio.sleep(0.02)
        if len(await effects_of(reader)) == 1_500:
            break
    stop.set()
    await asyncio.gather(*running)

    applied = await effects_of(reader)
    assert len(applied) == 1_500
    assert set(applied.values()) == {1}
