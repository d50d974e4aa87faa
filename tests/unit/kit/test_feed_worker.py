"""Workers run side by side: one that breaks starts again, and all end when they are told to (RE-31)."""

import asyncio

from kit.feed.worker import Worker, pause, run_workers


async def test_a_broken_worker_starts_again_and_disturbs_no_other() -> None:
    stop, starts, steps = asyncio.Event(), 0, 0

    async def breaks(_stop: asyncio.Event) -> None:
        nonlocal starts
        starts += 1
        if starts == 1:
            raise RuntimeError
        stop.set()

    async def works(stopped: asyncio.Event) -> None:
        nonlocal steps
        while not stopped.is_set():
            steps += 1
            await pause(stopped, 0.01)

    await asyncio.wait_for(run_workers([Worker("breaks", breaks), Worker("works", works)], stop), 10)

    assert starts == 2
    assert steps > 3


async def test_a_pause_ends_with_the_stop() -> None:
    stop = asyncio.Event()
    waiting = asyncio.create_task(pause(stop, 60))
    await asyncio.sleep(0)

    stop.set()

    await asyncio.wait_for(waiting, 1)
