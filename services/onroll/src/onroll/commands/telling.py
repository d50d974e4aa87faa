"""What an import says: how far it is on stderr, what it found on stdout; never a value from a file."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from placements.imports.report import Progress as Told

MOST_SHOWN: Final = 20
_LINE_EVERY: Final = 10_000
_COUNTS: Final = ("rows", "new", "changed", "same", "ignored", "wrong", "warnings", "missing_from_file")


@contextmanager
def progress(what: str) -> Iterator[Told]:
    """A bar where somebody looks, now and then a line where nobody does."""
    if not sys.stderr.isatty():
        yield _Lines(what).tell
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def tell(reports: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    """The reports of one command, for people or for programs."""
    if as_json:
        sys.stdout.write(json.dumps({"reports": list(reports)}, indent=2) + "\n")
        return
    for report in reports:
        _tell_one(report)


def _tell_one(report: dict[str, Any]) -> None:
    counts = ", ".join(f"{report[name]:,} {name.replace('_', ' ')}" for name in _COUNTS if report.get(name))
    outcome = _outcome(report)
    sys.stdout.write(f"{report['kind'].replace('_', ' ')}: {counts or 'nothing in it'}. {outcome}\n")
    for name, value in report.get("details", {}).items():
        sys.stdout.write(f"  {name.replace('_', ' ')}: {value:,}\n")
    errors = report.get("errors", [])
    for error in errors[:MOST_SHOWN]:
        place = f"row {error['row']}" if error["row"] else "file"
        column = f", {error['column']}" if error["column"] else ""
        sys.stdout.write(f"  {place}{column}: {error['message']} ({error['code']})\n")
    more = len(errors) - MOST_SHOWN + report.get("errors_left_out", 0)
    if more > 0:
        sys.stdout.write(f"  and {more:,} more; --json lists them\n")
    for part in report.get("parts", ()):
        _tell_one(part)


def _outcome(report: dict[str, Any]) -> str:
    if report.get("refused"):
        return f"Nothing was taken: {report['refused'].replace('_', ' ')}."
    return "Applied." if report["applied"] else "This was a dry run: add --apply to take it."


class _Lines:
    """A line every ten thousand rows."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._told = 0

    def tell(self, done: int, total: int) -> None:
        if done - self._told >= _LINE_EVERY or done == total:
            self._told = done
            sys.stderr.write(f"{self._what}: {done:,} of {total:,} rows\n")
