"""What each figure of a report counts, in words and as a formula (PL-1011)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    key: str
    sentence: str
    formula: str


@dataclass(frozen=True, slots=True)
class Definitions:
    version: int
    definitions: Sequence[Definition]
