"""Placements at national size: what the pages people open all day cost with everybody's rows in the tables.

153 authorities, 24,000 schools, 82,000 children, five years. Fills a demo of its own, asks each page for children of
every authority, and judges two figures: time spent in the database (p99) and from question to answer at a steady
rate (p95). Ends with exit code 1 when a goal is missed.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import httpx
from sqlalchemy import create_engine, text

from bench.contenders import admin_url
from e2e.product import Product, started

HERE = Path(__file__).parent
ROWS = (HERE / "national_rows.sql").read_text()
PER_SECOND, SECONDS = 60, 20
MOST_IN_DATABASE_MS, MOST_TO_ANSWER_MS = 50.0, 120.0


def main() -> int:
    """Fill, measure, print, judge."""
    with tempfile.TemporaryDirectory(prefix="onroll-national-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with started("single", folder / "single") as product:
            fill(product)
            inside, asked = in_database(product)
            answered = asyncio.run(at_a_steady_rate(product.url, asked))
    return judge(inside, answered)


def fill(product: Product) -> None:
    began = time.perf_counter()
    with create_engine(admin_url(product)).begin() as connection:
        for statement in ROWS.split(";\n")[:-1]:
            connection.execute(text(statement))
    with create_engine(admin_url(product), isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("vacuum analyze"))
    say(f"filled in {time.perf_counter() - began:.0f} s")


def in_database(product: Product) -> tuple[dict[str, list[float]], dict[str, list[list[str]]]]:
    """Asked one by one, in a process of its own: milliseconds in the database by page; and questions with tokens."""
    command = [sys.executable, str(HERE / "national_pages.py")]
    admin = admin_url(product).replace("+psycopg", "", 1)
    environment = {**product.environment, "BENCH_ADMIN": admin}
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    told = json.loads(said)
    return told["millis"], told["asked"]


async def at_a_steady_rate(url: str, asked: Mapping[str, list[list[str]]]) -> dict[str, list[float]]:
    """Every page in turn, `PER_SECOND` a second whether or not earlier answers have come."""
    millis: dict[str, list[float]] = {page: [] for page in asked}
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
    async with httpx.AsyncClient(base_url=url, timeout=10, limits=limits) as client, asyncio.TaskGroup() as group:
        began = time.perf_counter()
        for number in range(PER_SECOND * SECONDS):
            page = list(asked)[number % len(asked)]
            path, token = asked[page][number // len(asked) % len(asked[page])]
            await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.perf_counter()))
            group.create_task(ask(client, path, token, millis[page]))
    return millis


async def ask(client: httpx.AsyncClient, path: str, token: str, millis: list[float]) -> None:
    began = time.perf_counter()
    answer = await client.get(path, headers={"Authorization": f"Bearer {token}"})
    millis.append((time.perf_counter() - began) * 1000)
    answer.raise_for_status()


def judge(database: Mapping[str, list[float]], answered: Mapping[str, list[float]]) -> int:
    say(f"{'':24}{'database p50':>14}{'p99':>8}{'answer p50':>12}{'p95':>8}   ms")
    for page in database:
        inside, outside = database[page], answered[page]
        say(
            f"{page:24}{statistics.median(inside):14.1f}{at(inside, 99):8.1f}"
            f"{statistics.median(outside):12.1f}{at(outside, 95):8.1f}"
        )
    met = all(at(inside, 99) <= MOST_IN_DATABASE_MS for inside in database.values())
    every = [one for outside in answered.values() for one in outside]
    met_outside = at(every, 95) <= MOST_TO_ANSWER_MS
    say(f"{'met   ' if met else 'MISSED'}  every page in the database, p99 (goal <= {MOST_IN_DATABASE_MS:g} ms)")
    say(
        f"{'met   ' if met_outside else 'MISSED'}  question to answer at {PER_SECOND} a second, p95: "
        f"{at(every, 95):.1f} ms (goal <= {MOST_TO_ANSWER_MS:g})"
    )
    return 0 if met and met_outside else 1


def at(millis: list[float], percent: int) -> float:
    """The value that so many in a hundred do not exceed."""
    ordered = sorted(millis)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
