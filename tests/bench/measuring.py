"""One round: ask for some seconds, and see what CPU the server processes and PostgreSQL spent."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.cpu import microseconds

LOAD = Path(__file__).with_name("load.py")


@dataclass(frozen=True)
class Contender:
    """Something that answers `url`; `application` and `database` tell its processes anew each time."""

    name: str
    url: str
    headers: tuple[str, ...]
    application: Callable[[], set[int]]
    database: Callable[[], set[int]]


@dataclass(frozen=True)
class Round:
    """Costs per request, in microseconds of CPU."""

    application: float
    database: float
    per_second: float
    p95_ms: float

    @property
    def microseconds(self) -> float:
        """Both together."""
        return self.application + self.database


def idle_cost(one: Contender, seconds: float = 4.0) -> tuple[float, float]:
    """What it spends per second without being asked: workers that look for news. Application and database."""
    application, database = one.application(), one.database()
    before = microseconds(application), microseconds(database)
    time.sleep(seconds)
    return (microseconds(application) - before[0]) / seconds, (microseconds(database) - before[1]) / seconds


def measure(one: Contender, seconds: float, connections: int, idle: tuple[float, float]) -> Round:
    """Warm it up for a moment, then count; what it would have spent anyway is taken off."""
    _ask(one, 0.7, connections)
    application, database = one.application(), one.database()
    before = microseconds(application), microseconds(database)
    began = time.perf_counter()
    report = _ask(one, seconds, connections)
    spent = time.perf_counter() - began
    after = microseconds(application), microseconds(database)
    answers = int(report["answers"])
    return Round(
        application=(after[0] - before[0] - idle[0] * spent) / answers,
        database=(after[1] - before[1] - idle[1] * spent) / answers,
        per_second=answers / float(report["seconds"]),
        p95_ms=float(report["p95_ms"]),
    )


def _ask(one: Contender, seconds: float, connections: int) -> dict[str, float]:
    command = [sys.executable, str(LOAD), one.url, str(seconds), str(connections), *one.headers]
    report = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    if set(report["statuses"]) != {"200"}:
        raise RuntimeError(f"{one.name} answered {report['statuses']}")
    found: dict[str, float] = report
    return found
