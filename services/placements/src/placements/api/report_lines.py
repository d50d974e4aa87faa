"""Writes a report as a long table: one line a figure, so that a spreadsheet can filter and pivot it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from fastapi import Request
from pydantic import BaseModel

from kit.kernel.spreadsheet import Value, csv_text

HEADER: Final = ("part", "figure", "column", "value")
CSV: Final = "text/csv"
AS_CSV: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "The figures; as CSV one a line."}
}


def wants_csv(request: Request) -> bool:
    return CSV in request.headers.get("accept", "")


def as_csv(report: BaseModel, parts: Sequence[str]) -> str:
    """Only these members; a list becomes numbered figures."""
    told = report.model_dump(mode="json")
    rows = [
        {"part": part, "figure": figure, "column": column, "value": value}
        for part in parts
        for figure, column, value in _lines(told[part], "")
    ]
    return csv_text(HEADER, rows)


def _lines(told: Any, path: str) -> Iterator[tuple[str, str, Value]]:
    """The last name of a path is the column, all before it the figure."""
    if isinstance(told, Mapping):
        for name, below in told.items():
            yield from _lines(below, f"{path}.{name}" if path else name)
    elif isinstance(told, list):
        for number, below in enumerate(told, 1):
            yield from _lines(below, f"{path}.{number}" if path else str(number))
    else:
        figure, _, column = path.rpartition(".")
        yield (figure or column, column if figure else "", told)
