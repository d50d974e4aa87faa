"""What a request costs: our lists beside a bare FastAPI endpoint and Django REST Framework, in one run.

CPU microseconds per request of all server processes, PostgreSQL included; medians of interleaved rounds, because
absolute times differ from machine to machine and ratios do not. Ends with exit code 1 when a goal is missed.
"""

import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.contenders import everybody
from bench.measuring import Contender, Round, idle_cost, measure

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = 4.0
CONNECTIONS = 8

GOALS = (
    ("list through the gateway, single mode, against bare FastAPI", "single", "bare", 8.0),
    ("the same against Django REST Framework and its ORM", "single", "django", 0.35),
)


def main() -> int:
    """Run, print, judge."""
    with everybody() as ground:
        contenders = ground.contenders
        rounds: dict[str, list[Round]] = {one.name: [] for one in contenders}
        idle = {one.name: idle_cost(one) for one in contenders}
        for number in range(ROUNDS):
            for one in contenders:
                rounds[one.name].append(measure(one, SECONDS, CONNECTIONS, idle[one.name]))
            sys.stderr.write(f"round {number + 1} of {ROUNDS}\n")
    costs = {name: statistics.median(found.microseconds for found in all_of) for name, all_of in rounds.items()}
    rates = {name: statistics.median(found.per_second for found in all_of) for name, all_of in rounds.items()}
    table(contenders, rounds, costs, rates)
    return judge(costs, rates, ground.gateway_adds)


def table(
    contenders: list[Contender], rounds: dict[str, list[Round]], costs: dict[str, float], rates: dict[str, float]
) -> None:
    """One line each."""
    print_line(f"{'':24}{'CPU us':>9}{'app':>8}{'PostgreSQL':>12}{'x bare':>8}{'per s':>8}{'p95 ms':>8}")
    for one in contenders:
        found = rounds[one.name]
        print_line(
            f"{one.name:24}{costs[one.name]:9.0f}"
            f"{statistics.median(r.application for r in found):8.0f}"
            f"{statistics.median(r.database for r in found):12.0f}"
            f"{costs[one.name] / costs['bare']:8.2f}{rates[one.name]:8.0f}"
            f"{statistics.median(r.p95_ms for r in found):8.1f}"
        )


def judge(costs: dict[str, float], rates: dict[str, float], added: float) -> int:
    """Each goal with its figure."""
    met = True
    for words, ours, theirs, most in GOALS:
        met &= verdict(words, costs[ours] / costs[theirs], most, high_is_bad=True)
    met &= verdict("in-process gateway adds, microseconds", added, 30.0, high_is_bad=True)
    if "split" in rates:
        met &= verdict("throughput behind nginx against single mode", rates["split"] / rates["single"], 0.85)
    return 0 if met else 1


def verdict(words: str, figure: float, goal: float, *, high_is_bad: bool = False) -> bool:
    """Print one goal; True when it is met."""
    met = figure <= goal if high_is_bad else figure >= goal
    sign = "<=" if high_is_bad else ">="
    print_line(f"{'met   ' if met else 'MISSED'}  {words}: {figure:.2f} (goal {sign} {goal:g})")
    return met


def print_line(line: str) -> None:
    """To the terminal."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
