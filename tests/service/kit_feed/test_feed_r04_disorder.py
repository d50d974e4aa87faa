"""R4: duplicates, disorder and poison give the state of an in-order replay; poison is parked, nobody waits for it."""

import asyncio
import random
import time
from collections.abc import Sequence
from typing import Final

from factories.feeds import ReadBy, ToldFeed, an_event, keeping, states_of
from kit.db.database import Database
from kit.feed.consumer import Pace
from kit.kernel.events import ReceivedEvent

EVENTS: Final = 3_000
SUBJECTS: Final = 200
DISPLACED_BY: Final = 60
AS_IN_LIFE: Final = Pace()
ONE_POISON_SECONDS: Final = sum(AS_IN_LIFE.try_again_after[:4])
"""How long anybody would wait who waited for one poison; the goal is 5 s on a machine that does nothing else."""


def a_history(chance: random.Random) -> list[ReceivedEvent]:
    """Changes of many things in order; one in a hundred cannot be applied, nor can the last of ten things."""
    versions = dict.fromkeys(range(SUBJECTS), 0)
    history = []
    for value in range(EVENTS):
        subject = chance.randrange(SUBJECTS)
        versions[subject] += 1
        poison = chance.random() < 0.01
        history.append(an_event(version=versions[subject], subject_id=f"thing {subject}", value=value, poison=poison))
    for subject in range(10):
        last = versions[subject] + 1
        history.append(an_event(version=last, subject_id=f"thing {subject}", value=EVENTS + subject, poison=True))
    return history


def in_disorder(history: Sequence[ReceivedEvent], chance: random.Random) -> list[ReceivedEvent]:
    """Each one to three times, each up to sixty places from where it belongs."""
    placed = [
        (position + chance.uniform(-DISPLACED_BY, DISPLACED_BY), event)
        for position, event in enumerate(history)
        for _ in range(chance.choice((1, 1, 2, 3)))
    ]
    return [event for _, event in sorted(placed, key=lambda pair: pair[0])]


def replayed(history: Sequence[ReceivedEvent]) -> dict[str, tuple[int, int]]:
    """What a reader of the history in order would know."""
    good = [event for event in history if not event.payload["poison"]]
    return {event.payload["subject_id"]: (event.version, event.payload["value"]) for event in good}


def a_seed() -> random.Random:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - a random test says how to repeat it
    return random.Random(seed)


async def test_r04_disorder_duplicates_and_poison_give_the_state_of_an_in_order_replay(
    reader: Database, read_by: ReadBy
) -> None:
    chance = a_seed()
    history = a_history(chance)
    poison = {event.event_id for event in history if event.payload["poison"]}
    newest = {event.payload["subject_id"]: event.event_id for event in history}
    feed = ToldFeed(in_disorder(history, chance))

    started = time.monotonic()
    await read_by(feed, keeping(), AS_IN_LIFE).catch_up()
    others_waited = time.monotonic() - started
    others = await states_of(reader)
    consumer = read_by(feed, keeping())
    while any(letter.try_at for letter in await consumer.dead_letters()):
        await asyncio.sleep(0.02)
        await consumer.step()

    assert others == replayed(history)
    assert others_waited < ONE_POISON_SECONDS
    assert await states_of(reader) == others
    letters = await consumer.dead_letters()
    parked = {letter.event_id for letter in letters}
    assert poison & set(newest.values()) <= parked <= poison  # one that was overtaken is never needed again
    assert parked
    assert max(letter.tries for letter in letters) <= 5


async def test_r04_without_the_version_guard_the_state_differs(reader: Database, read_by: ReadBy) -> None:
    """The planted fault."""
    chance = a_seed()
    history = a_history(chance)

    await read_by(ToldFeed(in_disorder(history, chance)), keeping(guard=None)).catch_up()

    assert await states_of(reader) != replayed(history)
