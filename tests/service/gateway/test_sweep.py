"""What has run out is removed, and nothing else (SE-90)."""

import asyncio

from sqlalchemy import text

from factories.front_door import FrontDoor, MovableClock
from gateway.main import workers
from kit.db.database import Database
from kit.db.tenancy import Context


async def counts(database: Database) -> dict[str, int]:
    found = {}
    async with database.transaction(Context.service("gateway")) as connection:
        for table in ("sessions", "sign_in_counters", "used_assertions"):
            found[table] = (await connection.execute(text(f"select count(*) from gateway.{table}"))).scalar_one()
    return found


async def swept(door: FrontDoor) -> None:
    """One round of the worker: it has begun when the stop comes."""
    stop = asyncio.Event()
    (sweeping,) = workers(door.runtime.runtime)
    asyncio.get_running_loop().call_soon(stop.set)
    await sweeping.run(stop)


async def use_some(door: FrontDoor, database: Database, clock: MovableClock) -> None:
    await door.browser().sign_in()
    async with database.transaction(Context.service("gateway")) as connection:
        await connection.execute(
            text("insert into gateway.sign_in_counters (key, began_at, tries) values (:key, :now, 1)"),
            {"key": clock.now().isoformat().encode(), "now": clock.now()},
        )
        await connection.execute(
            text("insert into gateway.used_assertions values ('client', :jti, :now)"),
            {"jti": clock.now().isoformat(), "now": clock.now()},
        )


async def test_sessions_and_counters_stay_ninety_days_and_proofs_until_they_are_worthless(
    door: FrontDoor, gateway_database: Database, moving_clock: MovableClock
) -> None:
    await use_some(door, gateway_database, moving_clock)
    moving_clock.wait(days=90)
    await use_some(door, gateway_database, moving_clock)

    await swept(door)
    on_the_last_day = await counts(gateway_database)
    moving_clock.wait(seconds=1)
    await swept(door)

    assert on_the_last_day == {"sessions": 2, "sign_in_counters": 2, "used_assertions": 1}
    assert await counts(gateway_database) == {"sessions": 1, "sign_in_counters": 1, "used_assertions": 0}
