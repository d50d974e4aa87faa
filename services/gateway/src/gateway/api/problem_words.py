"""Plain words for each problem code of the API (SE-78, SC-33)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """What happened, in one line, and what to do about it."""

    status: int
    title: str
    what_to_do: str


@cache
def problem_words() -> Mapping[str, ProblemWords]:
    """By code, read once from the file beside this module."""
    by_status = yaml.safe_load(files("gateway.api").joinpath("problem_words.yaml").read_text("utf-8"))
    return {
        code: ProblemWords(status, words[0], words[1])
        for status, codes in by_status.items()
        for code, words in codes.items()
    }
